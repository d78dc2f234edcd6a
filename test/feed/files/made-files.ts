/** Files made by hand for the tests, and what comes of them when they are opened. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { Logger } from 'pino';
import {
  openFiles,
  type FilesDescription,
  type FilesOptions,
} from '../../../feed/files/open-files.ts';
import type { TickSource } from '../../../feed/source.ts';
import type { Tick } from '../../../proto/types.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { FakeClock } from '../fake-clock.ts';

const directory = temporaryDirectory('files');

/** Writes a file and gives its path. */
export function madeFile(name: string, contents: string | Uint8Array): string {
  const path = join(directory.path, name);
  writeFileSync(path, contents);
  return path;
}

/** What was opened, and what it complained about. */
export interface Opened {
  readonly source: TickSource;
  readonly description: FilesDescription;
  /** `<line>: <fault>` of each bad line. */
  readonly bad: string[];
  readonly clock: FakeClock;
}

export async function openMade(
  paths: string | readonly string[],
  options: Partial<FilesOptions> = {},
): Promise<Opened> {
  const bad: string[] = [];
  const clock = new FakeClock();
  const logger = {
    info: () => undefined,
    error: (fields: unknown) => {
      const { line, fault } = fields as { readonly line?: number; readonly fault?: string };
      if (fault !== undefined) bad.push(`${String(line ?? 'file')}: ${fault}`);
    },
  } as unknown as Logger;
  const { source, description } = await openFiles({
    paths: typeof paths === 'string' ? [paths] : paths,
    speed: Infinity,
    isLooped: false,
    clock,
    logger,
    ...options,
  });
  return { source, description, bad, clock };
}

/** All ticks of a source, without the time of receipt: that is now. */
export async function ticksOf(source: TickSource, count = Infinity): Promise<Tick[]> {
  const ticks: Tick[] = [];
  for await (const batch of source) {
    for (const tick of batch) {
      const told: Partial<Tick> & { receivedTimeMs?: number } = { ...tick };
      delete told.receivedTimeMs;
      ticks.push(told as Tick);
    }
    if (ticks.length >= count) break;
  }
  await source.close();
  return ticks.slice(0, count);
}

/** Opens a file and gives its ticks, bad lines and instruments. */
export async function played(
  paths: string | readonly string[],
  options: Partial<FilesOptions> = {},
): Promise<Opened & { readonly ticks: Tick[] }> {
  const opened = await openMade(paths, options);
  return { ...opened, ticks: await ticksOf(opened.source) };
}

const IN_EXTRA = 0xffffffff;

/**
 * A zip archive, without the checksums, at which nobody looks.
 *
 * @param isWide Sizes and places stand where those of archives beyond 4 GB do.
 */
export function zipOf(entries: Readonly<Record<string, string>>, isWide = false): Buffer {
  const parts: Buffer[] = [];
  const listings: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(entries)) {
    const bytes = Buffer.from(text);
    const packed = deflateRawSync(bytes);
    const local = Buffer.alloc(30 + name.length);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    // Sizes behind the data, as streaming packers do it: the directory has to be asked.
    local.writeUInt16LE(8, 6);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    local.write(name, 30);
    const extra = isWide ? wideExtra(bytes.length, packed.length, offset) : Buffer.alloc(0);
    const entry = Buffer.alloc(46 + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 8);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(isWide ? IN_EXTRA : packed.length, 20);
    entry.writeUInt32LE(isWide ? IN_EXTRA : bytes.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE(isWide ? IN_EXTRA : offset, 42);
    entry.write(name, 46);
    listings.push(entry, extra);
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const listing = Buffer.concat(listings);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(isWide ? IN_EXTRA : listing.length, 12);
  end.writeUInt32LE(isWide ? IN_EXTRA : offset, 16);
  const wideEnd = isWide ? wideDirectory(listing.length, offset) : Buffer.alloc(0);
  return Buffer.concat([...parts, listing, wideEnd, end]);
}

/** Behind a field that is of no interest here. */
function wideExtra(size: number, packedSize: number, offset: number): Buffer {
  const extra = Buffer.alloc(5 + 4 + 24);
  extra.writeUInt16LE(0x9999, 0);
  extra.writeUInt16LE(1, 2);
  extra.writeUInt16LE(0x0001, 5);
  extra.writeUInt16LE(24, 7);
  [size, packedSize, offset].forEach((value, index) => {
    extra.writeBigUInt64LE(BigInt(value), 9 + index * 8);
  });
  return extra;
}

function wideDirectory(length: number, start: number): Buffer {
  const wide = Buffer.alloc(56 + 20);
  wide.writeUInt32LE(0x06064b50, 0);
  wide.writeBigUInt64LE(BigInt(length), 40);
  wide.writeBigUInt64LE(BigInt(start), 48);
  wide.writeUInt32LE(0x07064b50, 56);
  wide.writeBigUInt64LE(BigInt(start + length), 64);
  return wide;
}
