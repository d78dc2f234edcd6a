/** Opens a file as a stream of its contents, unpacked if it is packed. */
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import { findZipEntry } from './zip.ts';
import { unpackZstd } from './zstd.ts';

const CHUNK_BYTES = 256 * 1024;

const GZIP_MAGIC = '1f8b';
const ZSTD_MAGIC = '28b52ffd';
const ZIP_MAGIC = '504b0304';
/** Zstd frames to be skipped have this behind any first half-byte: 50..5f. */
const ZSTD_SKIPPABLE = /^5[0-9a-f]2a4d18$/;

/** The contents of a file, as bytes. */
export interface Unpacked {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Name without what packing added; of a zip archive, that of the file in it. */
  readonly name: string;
  close(): void;
}

/**
 * Opens a file; gzip, zstd and zip (with one file in it) are recognised by their first bytes, not by the name.
 *
 * A packed file that was cut off gives its contents up to there.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE with path and reason; errors while reading are turned by `unreadable`.
 */
export async function openUnpacked(path: string): Promise<Unpacked> {
  const magic = await firstBytes(path);
  if (magic === ZIP_MAGIC) return openZip(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const close = (): void => {
    file.destroy();
  };
  if (magic.startsWith(GZIP_MAGIC)) {
    const gunzip = zlib.createGunzip({
      chunkSize: CHUNK_BYTES,
      finishFlush: zlib.constants.Z_SYNC_FLUSH,
    });
    return { ...through(file, gunzip), name: path.replace(/\.gz$/i, '') };
  }
  if (magic === ZSTD_MAGIC || ZSTD_SKIPPABLE.test(magic)) {
    return {
      chunks: unpackZstd(file as AsyncIterable<Uint8Array>),
      name: path.replace(/\.zstd?$/i, ''),
      close,
    };
  }
  return { chunks: file as AsyncIterable<Uint8Array>, name: path, close };
}

async function openZip(path: string): Promise<Unpacked> {
  const { name, start, end, method } = await findZipEntry(path).catch((cause: unknown) => {
    throw isMarketDataError(cause) ? cause : unreadable(path, cause);
  });
  if (end <= start) return { chunks: nothing(), name, close: () => undefined };
  const file = createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES });
  if (method === 'stored') {
    const close = (): void => {
      file.destroy();
    };
    return { chunks: file as AsyncIterable<Uint8Array>, name, close };
  }
  return { ...through(file, zlib.createInflateRaw({ chunkSize: CHUNK_BYTES })), name };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An entry without a byte.
}

function through(
  file: ReturnType<typeof createReadStream>,
  unpack: Transform,
): Omit<Unpacked, 'name'> {
  file.on('error', (error) => unpack.destroy(error));
  return {
    chunks: file.pipe(unpack) as AsyncIterable<Uint8Array>,
    close: () => {
      unpack.destroy();
      file.destroy();
    },
  };
}

async function firstBytes(path: string): Promise<string> {
  try {
    // Looked at before it is opened: that would wait for whoever writes into a pipe, for ever if nobody does.
    const kind = await stat(path);
    if (kind.isDirectory()) throw Object.assign(new Error('a directory'), { code: 'EISDIR' });
    if (!kind.isFile()) {
      throw new Error(
        'it is a pipe or a device, expected a file, which is read twice; ' +
          'lines of a program are taken by --source stdin',
      );
    }
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
      return buffer.subarray(0, bytesRead).toString('hex');
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The error for a file that could not be read, whatever the cause. */
export function unreadable(path: string, cause: unknown): MarketDataError {
  const code = (cause as { readonly code?: unknown }).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'no permission to read it',
    EISDIR: 'it is a directory, expected a file',
    Z_DATA_ERROR: 'its compressed data is damaged',
  };
  const reason =
    (typeof code === 'string' ? reasons[code] : undefined) ??
    (cause instanceof Error ? cause.message : String(cause));
  const suffix = typeof code === 'string' ? ` (${code})` : '';
  return new MarketDataError('ERR_SOURCE_UNREADABLE', `cannot read ${path}: ${reason}${suffix}`, {
    cause,
  });
}
