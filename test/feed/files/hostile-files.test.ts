import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readLines, readStart } from '../../../feed/replay/lines.ts';
import { parseHeader } from '../../../feed/replay/recording-header.ts';
import { ZstdPieces } from '../../../feed/replay/zstd-pieces.ts';
import { unpackZstd } from '../../../feed/replay/zstd.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { zipOf } from './made-files.ts';

const BLOCK_BYTES = 128 * 1024;
const directory = temporaryDirectory('hostile-files');

afterAll(() => {
  directory.remove();
});

function file(name: string, bytes: Uint8Array | string): string {
  const path = join(directory.path, name);
  writeFileSync(path, bytes);
  return path;
}

async function linesOf(path: string): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of readLines(path)) all.push(...lines);
  return all;
}

/** A zstd frame of blocks that each repeat one byte; `window` as its header has it. */
function repeatingFrame(blocks: number, window: number): Uint8Array {
  const block = (isLast: boolean): number[] => {
    const header = (BLOCK_BYTES << 3) | (1 << 1) | (isLast ? 1 : 0);
    return [header & 255, (header >> 8) & 255, (header >> 16) & 255, 120];
  };
  const body = Array.from({ length: blocks }, (_, at) => block(at === blocks - 1)).flat();
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0, window, ...body]);
}

async function* chunksOf(...chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(chunk);
}

describe('a zstd file', () => {
  const SMALL_WINDOW = (17 - 10) << 3;
  const skippable = Uint8Array.from([0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

  test('that unpacks to gigabytes is unpacked a block at a time', async () => {
    const bomb = repeatingFrame(8_000, SMALL_WINDOW);
    let mostAtOnce = 0;
    let length = 0;
    for await (const chunk of unpackZstd(chunksOf(bomb))) {
      mostAtOnce = Math.max(mostAtOnce, chunk.length);
      length += chunk.length;
      if (length >= 200 * BLOCK_BYTES) break;
    }

    expect(mostAtOnce).toBe(BLOCK_BYTES);
    expect([...new ZstdPieces().cut(bomb)]).toHaveLength(8_000);
  });

  test('is cut alike however it comes in, frame after frame', () => {
    const bytes = Buffer.concat([
      repeatingFrame(3, SMALL_WINDOW),
      skippable,
      repeatingFrame(2, 56),
    ]);
    const pieces = new ZstdPieces();
    const single = [...bytes].flatMap((byte) => [...pieces.cut(Uint8Array.of(byte))]);

    expect(Buffer.concat(single)).toEqual(bytes);
    expect(Buffer.concat([...new ZstdPieces().cut(bytes)])).toEqual(bytes);
  });

  test('that takes more memory than its blocks is refused, in any frame', async () => {
    const greedy = repeatingFrame(2, (30 - 10) << 3);
    const path = file(
      'window.zst',
      Buffer.concat([repeatingFrame(2, SMALL_WINDOW), skippable, greedy]),
    );

    await expect(linesOf(path)).rejects.toThrow(
      /^ERR_SOURCE_UNREADABLE: .*window\.zst: unpacking it takes 1024 MiB at once, expected at most 128/,
    );
  });
});

test('a pipe is refused before it is opened, which would wait for ever', async () => {
  const path = join(directory.path, 'pipe');
  execFileSync('mkfifo', [path]);

  await expect(readStart(path, 1)).rejects.toThrow(/it is a pipe or a device, .*--source stdin/);
  await expect(readStart('/dev/zero', 1)).rejects.toThrow(/it is a pipe or a device/);
});

test('a zip archive with an empty file is empty, and one of thousands names a few', async () => {
  expect(await linesOf(file('empty.zip', zipOf({ 'a.csv': '' })))).toEqual([]);

  const names = Array.from({ length: 2_000 }, (_, at) => `f\u001b[31m${String(at)}.csv`);
  const many = file('many.zip', zipOf(Object.fromEntries(names.map((name) => [name, 'x']))));
  const error: unknown = await linesOf(many).catch((caught: unknown) => caught);
  expect(String(error)).toMatch(/got f\\u001b\[31m0\.csv, .*\(2000 in all\): unpack it/);
  expect(String(error)).not.toMatch(/\p{Cc}/u);
});

test('a header that is nested deeply is refused like any other', () => {
  const deep = '['.repeat(50_000) + ']'.repeat(50_000);
  const line = `#{"tickwire":"recording","version":1,"venue":"KRAKEN","depthLevels":${deep}}`;

  expect(() => parseHeader(line)).toThrow(/^ERR_SOURCE_UNREADABLE: .*expected 1\.\.50$/);
});
