import { appendFileSync, chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as zlib from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { readLines } from '../../../feed/replay/lines.ts';
import { mergeRecordings, type PlacedRecord } from '../../../feed/replay/merge.ts';
import { parseRecord } from '../../../feed/replay/record.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { writeRecording } from '../recordings.ts';

const directory = temporaryDirectory('reading');
afterAll(() => {
  directory.remove();
});
const inDirectory = (name: string): string => join(directory.path, name);

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

  test.skipIf('createZstdDecompress' in zlib)(
    'says what to do about zstd where Node cannot read it',
    async () => {
      writeFileSync(inDirectory('z'), Buffer.from('28b52ffd00', 'hex'));
      await expect(linesOf(inDirectory('z'))).rejects.toThrow(/use Node 22.15 or later, or unpack/);
    },
  );
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

describe('merged recordings', () => {
  test('come in order of receive time with file and line, bad lines reported', async () => {
    const first = writeRecording(inDirectory('a.gz'), [
      [1_700_000_000_001, 'a1'],
      [1_700_000_000_005, 'a2'],
    ]);
    const second = writeRecording(inDirectory('b'), [[1_700_000_000_003, 'b1']]);
    appendFileSync(second, 'rubbish\n\n1700000000005000000 b2\n');
    const bad: unknown[] = [];
    const records: PlacedRecord[] = [];

    for await (const group of mergeRecordings([first, second], (...args) => bad.push(args))) {
      records.push(...group);
    }

    expect(records.map(({ frame }) => frame)).toEqual(['a1', 'b1', 'a2', 'b2']);
    expect(records.at(-1)).toMatchObject({ fileIndex: 1, lineNumber: 4 });
    expect(bad).toEqual([[1, 2, expect.stringContaining('got "rubbish"')]]);
  });
});
