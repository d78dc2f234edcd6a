import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../../feed/live/recorded-event.ts';
import { formatConnection, formatEvent, parseRecordedLine } from '../../../feed/replay/record.ts';
import {
  formatHeader,
  parseHeader,
  type RecordingHeader,
} from '../../../feed/replay/recording-header.ts';
import { RecordingWriter } from '../../../feed/replay/recording-writer.ts';
import { waitFor } from '../../support/wait-for.ts';
import {
  BTC,
  closed,
  connected,
  frame,
  HEADER,
  inDirectory,
  record,
  replay,
  T0,
  trade,
  tradeIds,
} from './made-recordings.ts';

describe('recording line', () => {
  test.each<readonly [RecordedEvent, string]>([
    [frame(0.25, 1, '{"a":1}'), '1767614400000250000 {"a":1}\n'],
    [frame(0, 1, '{\n}'), '#{"ns":"1767614400000000000","frame":"{\\n}"}\n'],
    [connected(1, 2), '#{"ns":"1767614400001000000","connected":2}\n'],
    [closed(1, 2), '#{"ns":"1767614400001000000","closed":2}\n'],
    [
      { kind: 'answer', receivedTimeMs: T0, connection: 1, symbol: 'A-B.X', text: '{"b":[\n]}' },
      '#{"ns":"1767614400000000000","answer":"A-B.X","text":"{\\"b\\":[\\n]}"}\n',
    ],
  ])('of %j is %j, and reads back', (event, line) => {
    expect(formatEvent(event)).toBe(line);

    const read = parseRecordedLine(line.slice(0, -1));
    expect(read).toMatchObject({ receivedTimeUs: event.receivedTimeMs * 1000 });
    if (event.kind === 'frame') expect(read).toMatchObject({ kind: 'frame', frame: event.text });
    if (event.kind === 'answer') {
      expect(read).toMatchObject({ kind: 'answer', symbol: event.symbol, text: event.text });
    }
    if (event.kind === 'connected' || event.kind === 'closed') {
      expect(read).toMatchObject({ kind: event.kind, connection: event.connection });
    }
  });

  test('names the connection of the lines behind it', () => {
    expect(parseRecordedLine(formatConnection(3).trim())).toEqual({
      kind: 'connection',
      connection: 3,
    });
  });

  test.each([
    '#',
    '#{"ns":"17"}',
    '#{"connected":1}',
    '# a comment',
    '#{"ns":"1767614400000000000"}',
  ])('is not %j', (line) => {
    expect(parseRecordedLine(line)).toContain('expected a note of the recorder');
  });
});

describe('recording header', () => {
  test('reads back as it was written, in one line', () => {
    const header: RecordingHeader = {
      ...HEADER,
      instruments: [
        {
          nativeSymbol: 'AAPL',
          instrument: {
            ...BTC.instrument,
            symbol: 'AAPL.ALPACA',
            currency: 'USD',
            displayName: 'Äpfel\n',
            session: { kind: 'daily', startMinuteUtc: 810 },
            rank: 3,
          },
        },
      ],
    };
    const line = formatHeader(header);
    expect(line).not.toContain('\n');
    expect(parseHeader(line)).toEqual(header);
  });

  test.each([
    [{ version: 2 }, 'version is 2, this program reads 1: use a newer one'],
    [{ venue: 7 }, 'venue is 7, expected its name'],
    [{ depthLevels: 0 }, 'depthLevels is 0, expected 1..50'],
    [{ instruments: [] }, 'no instruments, expected at least one'],
    [
      { instruments: [{ native: 'X', symbol: 'A B' }] },
      'venue of an instrument is missing, expected a text',
    ],
  ])('with %j is refused: %s', (change, fault) => {
    const fields = { ...(JSON.parse(formatHeader(HEADER).slice(1)) as object), ...change };
    expect(() => parseHeader(`#${JSON.stringify(fields)}`)).toThrow(fault);
  });

  test('that was cut off is refused', () => {
    expect(() => parseHeader(formatHeader(HEADER).slice(0, 50))).toThrow(
      'it is cut off or no JSON',
    );
  });
});

describe('recording writer', () => {
  test('writes the header, then each event as it came, and says the connection where it changes', async () => {
    const path = await record('plain', [
      connected(0, 1),
      frame(1, 1, 'a'),
      connected(2, 2),
      frame(3, 2, 'b'),
      frame(4, 1, 'c'),
    ]);

    expect(readFileSync(path, 'utf8').split('\n')).toEqual([
      formatHeader(HEADER),
      '#{"ns":"1767614400000000000","connected":1}',
      '1767614400001000000 a',
      '#{"ns":"1767614400002000000","connected":2}',
      '#{"connection":2}',
      '1767614400003000000 b',
      '#{"connection":1}',
      '1767614400004000000 c',
      '',
    ]);
  });

  test('packs where the name says so, to the same lines', async () => {
    const events = [connected(0, 1), trade(1, 1, 'BTCUSDT', 7)];
    const plain = readFileSync(await record('same', events), 'utf8');
    expect(gunzipSync(readFileSync(await record('same.gz', events))).toString()).toBe(plain);
  });

  test('keeps what comes before the header for behind it', async () => {
    const path = inDirectory('early');
    const writer = await RecordingWriter.open(path);
    writer.write(frame(1, 1, 'early'));
    writer.begin(HEADER);
    writer.write(frame(2, 1, 'late'));
    await writer.close();

    expect(readFileSync(path, 'utf8')).toMatch(/^#{"tickwire".*\n\d+ early\n\d+ late\n$/);
  });

  test('refuses a file that is there, and leaves it alone', async () => {
    const path = inDirectory('there');
    writeFileSync(path, 'mine');

    await expect(RecordingWriter.open(path)).rejects.toThrow(
      /ERR_CONFIG_INVALID: .*there is there already: name another file, or say --overwrite/,
    );
    expect(readFileSync(path, 'utf8')).toBe('mine');

    await expect(RecordingWriter.open(inDirectory('no/such'))).rejects.toThrow(
      'there is no such directory (ENOENT)',
    );
  });

  test('can be read up to the last second while it is still being written', async () => {
    const path = inDirectory('running.gz');
    const writer = await RecordingWriter.open(path);
    writer.begin(HEADER);
    writer.write(connected(0, 1));
    writer.write(trade(1, 1, 'BTCUSDT', 7));

    // As after SIGKILL: no end of the gzip stream.
    const { ticks } = await waitFor(
      async () => {
        const read = await replay(path);
        return tradeIds(read.ticks).length === 1 && read;
      },
      { what: 'the trade to be readable' },
    );
    expect(tradeIds(ticks)).toEqual(['7']);
    await writer.close();
  });

  test.skipIf(!existsSync('/dev/full'))('says that the disk is full, once, and stops', async () => {
    const failures: string[] = [];
    const writer = await RecordingWriter.open('/dev/full', {
      shouldOverwrite: true,
      onFailure: (error) => failures.push(error.message),
    });
    writer.begin(HEADER);
    for (let at = 0; at < 200; at++) writer.write(frame(at, 1, 'x'.repeat(10_000)));

    await expect(writer.close()).rejects.toThrow(
      /cannot write \/dev\/full: the disk is full.*ENOSPC/,
    );
    expect(failures).toHaveLength(1);
    expect(writer.write(frame(1, 1, 'x'))).toBe(false);
  });

  test('tells that it is held up, and fails before it takes all memory', async () => {
    const failures: string[] = [];
    const writer = await RecordingWriter.open(inDirectory('slow.gz'), {
      maxWaitingBytes: 1_000_000,
      onFailure: (error) => failures.push(error.message),
    });
    writer.begin(HEADER);
    const answers = Array.from({ length: 200 }, (_, at) =>
      writer.write(frame(at, 1, 'x'.repeat(10_000))),
    );

    expect(answers[0]).toBe(true);
    expect(answers.indexOf(false)).toBeGreaterThan(40);
    expect(failures).toEqual([expect.stringMatching(/as fast as the venue sends/)]);
    expect(writer.counts().waitingBytes).toBeLessThan(2_000_000);
    await expect(writer.close()).rejects.toThrow('as fast as the venue sends');
  });
});
