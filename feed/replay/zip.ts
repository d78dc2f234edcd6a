/** Finds the one file in a zip archive, so that it can be unpacked by streaming. */
import { open, type FileHandle } from 'node:fs/promises';
import { MarketDataError } from '../../proto/errors.ts';
import { plainText } from '../venues/protocol-fault.ts';

/** Bytes of the end record, and of the longest comment behind it. */
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 65_535;
const END_MAGIC = 0x06054b50;
const END64_LOCATOR_MAGIC = 0x07064b50;
const END64_LOCATOR_BYTES = 20;
const END64_MAGIC = 0x06064b50;
const END64_BYTES = 56;
const ENTRY_MAGIC = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_MAGIC = 0x04034b50;
const LOCAL_BYTES = 30;
/** A 32-bit field that holds this has its value in the ZIP64 extra field. */
const IN_EXTRA = 0xffffffff;
const ZIP64_EXTRA = 0x0001;
const ENCRYPTED = 1;
/** An archive may have thousands of files in it. */
const MAX_SHOWN_NAMES = 5;
const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;

/** Where the packed bytes of the file stand in the archive. */
export interface ZipEntry {
  readonly name: string;
  /** First byte, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly method: 'stored' | 'deflate';
}

/**
 * Reads the archive's directory, also of archives beyond 4 GB.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE where it is no archive with exactly one file in it.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (6.3.10, 2022-11-01)
 */
export async function findZipEntry(path: string): Promise<ZipEntry> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const directory = await findDirectory(file, size, path);
    const bytes = await read(file, directory.start, directory.length, path);
    const entries = parseEntries(bytes, path).filter(({ name }) => !isSideFile(name));
    const [entry] = entries;
    if (entry === undefined || entries.length > 1) {
      const names = entries.slice(0, MAX_SHOWN_NAMES).map(({ name }) => name);
      if (entries.length > names.length) names.push(`… (${String(entries.length)} in all)`);
      fail(
        path,
        `expected one file in the archive, got ${names.length === 0 ? 'none' : names.join(', ')}: unpack it and name the files`,
      );
    }
    if (entry.isEncrypted) fail(path, `${entry.name} is encrypted: unpack it first`);
    if (entry.method !== 0 && entry.method !== 8) {
      fail(
        path,
        `${entry.name} is packed by method ${String(entry.method)}, expected 0 or 8 (deflate): unpack it first`,
      );
    }
    const local = await read(file, entry.offset, LOCAL_BYTES, path);
    if (local.readUInt32LE(0) !== LOCAL_MAGIC)
      fail(path, 'its directory does not fit its contents');
    const start = entry.offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
    return {
      name: entry.name,
      start,
      end: start + entry.packedBytes,
      method: entry.method === 0 ? 'stored' : 'deflate',
    };
  } finally {
    await file.close();
  }
}

interface Entry {
  readonly name: string;
  readonly isEncrypted: boolean;
  readonly method: number;
  readonly packedBytes: number;
  readonly offset: number;
}

async function findDirectory(
  file: FileHandle,
  size: number,
  path: string,
): Promise<{ readonly start: number; readonly length: number }> {
  const length = Math.min(size, END_BYTES + MAX_COMMENT_BYTES);
  const tail = await read(file, size - length, length, path);
  let at = tail.length - END_BYTES;
  while (at >= 0 && tail.readUInt32LE(at) !== END_MAGIC) at--;
  if (at < 0) fail(path, 'the archive has no directory: it was cut off');
  let directory = { start: tail.readUInt32LE(at + 16), length: tail.readUInt32LE(at + 12) };
  const locator = at - END64_LOCATOR_BYTES;
  if (locator >= 0 && tail.readUInt32LE(locator) === END64_LOCATOR_MAGIC) {
    const end64 = await read(file, Number(tail.readBigUInt64LE(locator + 8)), END64_BYTES, path);
    if (end64.readUInt32LE(0) !== END64_MAGIC) fail(path, 'its directory is damaged');
    directory = {
      start: Number(end64.readBigUInt64LE(48)),
      length: Number(end64.readBigUInt64LE(40)),
    };
  }
  if (directory.length > MAX_DIRECTORY_BYTES) fail(path, 'expected one file in the archive');
  return directory;
}

function parseEntries(bytes: Buffer, path: string): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= bytes.length) {
    if (bytes.readUInt32LE(at) !== ENTRY_MAGIC) fail(path, 'its directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const extraStart = at + ENTRY_BYTES + nameLength;
    const extra = bytes.subarray(extraStart, extraStart + extraLength);
    const sizes = wideFields(extra, [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]);
    entries.push({
      name: bytes.toString('utf8', at + ENTRY_BYTES, extraStart),
      isEncrypted: (bytes.readUInt16LE(at + 8) & ENCRYPTED) !== 0,
      method: bytes.readUInt16LE(at + 10),
      packedBytes: sizes[1] ?? NaN,
      offset: sizes[2] ?? NaN,
    });
    at = extraStart + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Unpacked size, packed size, offset: each from the extra field if it says so, in that order. */
function wideFields(extra: Buffer, fields: readonly number[]): readonly number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== ZIP64_EXTRA) {
    at += 4 + extra.readUInt16LE(at + 2);
  }
  at += 4;
  return fields.map((field) => {
    if (field !== IN_EXTRA || at + 8 > extra.length) return field;
    const wide = Number(extra.readBigUInt64LE(at));
    at += 8;
    return wide;
  });
}

/** Folders, and what macOS puts beside each file. */
function isSideFile(name: string): boolean {
  return name.endsWith('/') || name.startsWith('__MACOSX/') || name.endsWith('.CHECKSUM');
}

async function read(
  file: FileHandle,
  start: number,
  length: number,
  path: string,
): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
  if (bytesRead < length) fail(path, 'the archive was cut off');
  return buffer;
}

function fail(path: string, message: string): never {
  throw new MarketDataError('ERR_SOURCE_UNREADABLE', `cannot read ${path}: ${plainText(message)}`);
}
