import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readLines } from '../../../feed/replay/lines.ts';
import { RecordMerger, type MergedRecord } from '../../../feed/replay/merge.ts';
import { parseRecord } from '../../../feed/replay/record.ts';
import type { FilePass } from '../../../feed/replay/record-file.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { zipOf } from '../files/made-files.ts';

const directory = temporaryDirectory('reading');
afterAll(() => {
  directory.remove();
});
const inDirectory = (name: string): string => join(directory.path, name);

/** Frames made of the same kind of lines, the first with a checksum, the second without. */
const zstdFrame1 = Buffer.from(
  'KLUv/QRoRQMAUkUREaBvcCAw8vYFgO24I7fYbxUPgSR0TCFDeBgJHVPIEB5EQscUMoQHT+iYQoYA7G3u9/A2a3Gp2hb2q/f9uH2rdrS924QyKKgRoLv/b/A1AxE0BP//N4R+/evb/7t/fAcIdUMNSGptOfj8',
  'base64',
);
const zstdFrame2 = Buffer.from(
  'KLUv/QBYdQQAYoUSF5CnbVA1G8T6avyNuLvsXtndXmsaW2JwxYVXE8lZbeHVRHJWWng1kZxVFl5NJFecPhI3Oh1+kABgDD/S2xj9RqC+eaBwwyNCGgQoIOA3A0kEsZCELsRCEroQC0nohhDEQhK6EAtJ6EIsJEE3hCAWktCFWEhCF2IhCd0QglhIQhdiIQldiOVQzA2pDA==',
  'base64',
);
const zstdLines = (from: number, to: number): string[] =>
  Array.from(
    { length: to - from + 1 },
    (_, index) => `line ${String(from + index)} of a text that is packed with zstd`,
  );

async function linesOf(path: string): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of readLines(path)) all.push(...lines);
  return all;
}

describe('line reader', () => {
  test('gives the same lines plain and gzipped, whatever the file is called', async () => {
    const text = 'one\n\nthrée\nlast without end';
    writeFileSync(inDirectory('plain.gz'), text);
    writeFileSync(inDirectory('packed.txt'), zlib.gzipSync(text));

    expect(await linesOf(inDirectory('plain.gz'))).toEqual([
      'one',
      '',
      'thrée',
      'last without end',
    ]);
    expect(await linesOf(inDirectory('packed.txt'))).toEqual(
      await linesOf(inDirectory('plain.gz')),
    );
  });

  test('keeps lines and characters whole across chunks', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `${String(index)} ${'é€'.repeat(20)}`,
    );
    writeFileSync(inDirectory('long'), lines.join('\n'));

    expect(await linesOf(inDirectory('long'))).toEqual(lines);
  });

  test('gives what a cut-off gzip file still holds', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `line ${String(index * 7919)}`);
    const whole = zlib.gzipSync(lines.join('\n'));
    writeFileSync(inDirectory('cut'), whole.subarray(0, whole.length / 2));

    const got = await linesOf(inDirectory('cut'));

    expect(got.length).toBeGreaterThan(1000);
    expect(got.slice(0, -1)).toEqual(lines.slice(0, got.length - 1));
  });

  test('says which file it cannot read, and why', async () => {
    const damaged = zlib.gzipSync('x'.repeat(100_000));
    damaged.fill(0xff, 20, 40);
    writeFileSync(inDirectory('damaged'), damaged);

    await expect(linesOf('/nowhere/x.gz')).rejects.toThrow(
      'ERR_SOURCE_UNREADABLE: cannot read /nowhere/x.gz: there is no such file (ENOENT)',
    );
    await expect(linesOf(directory.path)).rejects.toThrow(
      'it is a directory, expected a file (EISDIR)',
    );
    await expect(linesOf(inDirectory('damaged'))).rejects.toThrow('its compressed data is damaged');
  });

  test.skipIf(process.getuid?.() === 0)('says that it may not read a file', async () => {
    writeFileSync(inDirectory('secret'), 'x');
    chmodSync(inDirectory('secret'), 0);
    await expect(linesOf(inDirectory('secret'))).rejects.toThrow(
      'no permission to read it (EACCES)',
    );
  });

  test('gives the lines of zstd frames one after the other, with frames to be skipped between them', async () => {
    const skipped = Buffer.from('502a4d180300000061626300', 'hex').subarray(0, 11);
    writeFileSync(inDirectory('z'), Buffer.concat([zstdFrame1, skipped, zstdFrame2]));
    writeFileSync(inDirectory('skipped-first'), Buffer.concat([skipped, zstdFrame1]));

    expect(await linesOf(inDirectory('z'))).toEqual(zstdLines(1, 80));
    expect(await linesOf(inDirectory('skipped-first'))).toEqual(zstdLines(1, 40));
  });

  test('gives what a cut-off zstd file still holds, and says that a damaged one is damaged', async () => {
    writeFileSync(inDirectory('cut.zst'), Buffer.concat([zstdFrame1, zstdFrame2.subarray(0, 60)]));
    const damaged = Buffer.from(zstdFrame1);
    damaged.fill(0xff, 10, 60);
    writeFileSync(inDirectory('damaged.zst'), damaged);

    expect((await linesOf(inDirectory('cut.zst'))).slice(0, 40)).toEqual(zstdLines(1, 40));
    await expect(linesOf(inDirectory('damaged.zst'))).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: cannot read .*damaged.zst/,
    );
  });

  test('gives the lines of the one file in a zip archive', async () => {
    const text = 'one\ntwo\n';
    writeFileSync(inDirectory('a.zip'), zipOf({ 'a.csv': text, '__MACOSX/a.csv': 'x' }));
    expect(await linesOf(inDirectory('a.zip'))).toEqual(['one', 'two']);
    // As of archives beyond 4 GB.
    writeFileSync(inDirectory('wide.zip'), zipOf({ '__MACOSX/x': 'x', 'a.csv': text }, true));
    expect(await linesOf(inDirectory('wide.zip'))).toEqual(['one', 'two']);

    writeFileSync(inDirectory('two.zip'), zipOf({ 'a.csv': text, 'b.csv': text }));
    await expect(linesOf(inDirectory('two.zip'))).rejects.toThrow(
      'expected one file in the archive, got a.csv, b.csv: unpack it and name the files',
    );
    writeFileSync(inDirectory('cut.zip'), zipOf({ 'a.csv': text }).subarray(0, 60));
    await expect(linesOf(inDirectory('cut.zip'))).rejects.toThrow('the archive has no directory');
  });

  test('leaves out a byte order mark', async () => {
    writeFileSync(inDirectory('bom'), '\ufeffone\n');
    expect(await linesOf(inDirectory('bom'))).toEqual(['one']);
  });
});

describe('record', () => {
  test('is a receive time in nanoseconds and a frame', () => {
    expect(parseRecord('1723161253937085768 {"a":1}\r')).toEqual({
      receivedTimeUs: 1_723_161_253_937_085,
      frame: '{"a":1}',
    });
  });

  test.each([
    '',
    '{"a":1}',
    '1723161253937 {"a":1}',
    '17231612539370857x8 {}',
    '1723161253937085768 ',
  ])('is not %j, and the fault says what was expected', (line) => {
    expect(parseRecord(line)).toContain('expected "<receive time in UNIX nanoseconds');
  });
});

/** Lines `<time> <name>` as records, whose ticks are named in `mapped`. */
function plainPass(mapped: string[], end: readonly never[] = []): FilePass {
  let line = '';
  return {
    read(next) {
      if (next === '') return undefined;
      if (!/^\d+ \w+$/.test(next)) return `got ${next}`;
      line = next;
      return Number(next.split(' ')[0]);
    },
    map() {
      mapped.push(line.split(' ')[1] ?? '');
      return [];
    },
    end: () => end,
    counts: () => ({}),
  };
}

describe('merged files', () => {
  test('give records in order of time with file and line, each mapped when its turn has come', async () => {
    writeFileSync(inDirectory('a'), '1 a1\n5 a2\n4 a3\n');
    writeFileSync(inDirectory('b'), zlib.gzipSync('3 b1\nrubbish\n\n5 b2'));
    const bad: unknown[] = [];
    const mapped: string[] = [];
    const merger = new RecordMerger(
      ['a', 'b'].map((name) => ({ path: inDirectory(name), pass: plainPass(mapped) })),
      (...args) => bad.push(args),
    );

    const records: MergedRecord[] = [];
    do {
      for (let record = merger.take(); record !== undefined; record = merger.take()) {
        records.push(record);
        expect(mapped).toHaveLength(records.length);
      }
    } while (await merger.refill());
    await merger.close();

    expect(mapped).toEqual(['a1', 'b1', 'a2', 'a3', 'b2']);
    expect(records.at(-1)).toMatchObject({ fileIndex: 1, lineNumber: 4, timeUs: 5 });
    expect(bad).toEqual([[1, 2, 'got rubbish']]);
  });
});
