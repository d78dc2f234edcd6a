/** Streams the lines of a text file, plain or compressed, without ever holding the whole file. */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable, Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { MarketDataError } from '../../proto/errors.ts';

/** Longest line, characters: the largest venue snapshots are below 1 MB. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

const GZIP_MAGIC = '1f8b';
const ZSTD_MAGIC = '28b52ffd';

/**
 * Reads a file line by line; gzip and zstd are recognised by their first bytes, not by the name.
 *
 * A gzip file that was cut off (its recorder died) gives the lines up to there.
 *
 * @returns Lines in file order without their ends, in groups of one chunk; empty lines included, so that counting
 *          them numbers the lines.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE with path and reason.
 */
export async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  const magic = await firstBytes(path);
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const unpack = unpackerFor(path, magic);
  let text: Readable = file;
  if (unpack !== undefined) {
    file.on('error', (error) => unpack.destroy(error));
    text = file.pipe(unpack);
  }
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of text as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE_LENGTH) {
        throw new MarketDataError(
          'ERR_SOURCE_UNREADABLE',
          `${path}: a line is longer than ${String(MAX_LINE_LENGTH)} characters; expected one frame per line`,
        );
      }
      if (lines.length > 0) yield lines;
    }
  } catch (cause) {
    throw cause instanceof MarketDataError ? cause : unreadable(path, cause);
  } finally {
    text.destroy();
    file.destroy();
  }
  if (rest !== '') yield [rest];
}

async function firstBytes(path: string): Promise<string> {
  try {
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

function unpackerFor(path: string, magic: string): Transform | undefined {
  if (magic.startsWith(GZIP_MAGIC)) {
    return zlib.createGunzip({ chunkSize: CHUNK_BYTES, finishFlush: zlib.constants.Z_SYNC_FLUSH });
  }
  if (magic !== ZSTD_MAGIC) return undefined;
  // Node has zstd from 22.15 on; the types follow the oldest supported Node.
  const create = (zlib as { readonly createZstdDecompress?: () => Transform }).createZstdDecompress;
  if (create !== undefined) return create();
  throw new MarketDataError(
    'ERR_SOURCE_UNREADABLE',
    `${path} is compressed with zstd, which Node ${process.versions.node} cannot read: use Node 22.15 or later, ` +
      'or unpack the file first (zstd -d)',
  );
}

function unreadable(path: string, cause: unknown): MarketDataError {
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
