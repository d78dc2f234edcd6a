/** Key names and partitions: other languages write these, so the texts are fixed. */
import { describe, expect, test } from 'vitest';
import {
  barsKey,
  BAR_FIELD,
  BATCH_FIELD,
  crc16,
  feedLeaseKey,
  feedsKey,
  historyEndKey,
  historyPendingKey,
  historyPendingMember,
  INSTRUMENTS_KEY,
  META_KEY,
  partitionOf,
  PAYLOAD_VERSION,
  parseEntryIdText,
  entryIdText,
  reachKey,
  recorderFenceKey,
  recorderKey,
  sinceKey,
  snapshotKey,
  snapshotOrdinalKey,
  snapshotPositionKey,
  snapshotRoundKey,
  ticksKey,
} from '../../proto/redis-keys.ts';

describe('redis keys', () => {
  test('have the documented texts', () => {
    expect([META_KEY, INSTRUMENTS_KEY, BATCH_FIELD, BAR_FIELD, PAYLOAD_VERSION]).toEqual([
      'md:meta',
      'md:instruments',
      'b',
      'b',
      1,
    ]);
    expect(ticksKey(3)).toBe('md:{3}:ticks');
    expect(snapshotKey(0)).toBe('md:{0}:snapshot');
    expect(barsKey(7, 'BTC-USD', '1m')).toBe('md:{7}:bars:BTC-USD:1m');
    expect([
      snapshotPositionKey(0),
      snapshotOrdinalKey(0),
      snapshotRoundKey(0),
      recorderKey(0),
      recorderFenceKey(0),
      feedsKey(0),
      feedLeaseKey(0, 'abc'),
      historyEndKey(0),
      reachKey(0),
      sinceKey(0),
      historyPendingKey(0),
    ]).toEqual([
      'md:{0}:snapshot-position',
      'md:{0}:snapshot-ordinal',
      'md:{0}:snapshot-round',
      'md:{0}:recorder',
      'md:{0}:recorder-fence',
      'md:{0}:feeds',
      'md:{0}:feeds:abc',
      'md:{0}:history-end',
      'md:{0}:reach',
      'md:{0}:since',
      'md:{0}:history-pending',
    ]);
    expect(historyPendingMember('BTC-USD', '1m')).toBe('BTC-USD:1m');
  });
});

describe('id of a log entry', () => {
  test.each(['0-1', '1700000000000-0', '9007199254740991-9007199254740991'])(
    'of %s is read as it is written',
    (text) => {
      const id = parseEntryIdText(text);
      expect(id && entryIdText(id)).toBe(text);
    },
  );

  test.each(['', '5', '5-', '-5', '5-5-5', '9007199254740992-0', 'x-1', '1-99999999999999999'])(
    'is not %j',
    (text) => {
      expect(parseEntryIdText(text)).toBeUndefined();
    },
  );
});

describe('crc16', () => {
  test.each([
    // The check value of CRC-16/XMODEM, and slots of the Redis Cluster specification.
    ['123456789', 0x31c3],
    ['', 0],
    ['foo', 12_182 + 16_384 * 2],
    ['a', 0x7c87],
  ])('of %j is %d', (text, expected) => {
    expect(crc16(text)).toBe(expected);
  });

  test('counts bytes of UTF-8, not characters', () => {
    expect(crc16('\u00e9')).toBe(0x67c4);
  });
});

describe('partition of a symbol', () => {
  const letters = (at: number): string =>
    [0, 1, 2]
      .map((place) => String.fromCharCode(65 + ((Math.floor(at / 7 ** place) * 11 + at) % 26)))
      .join('');
  const families: [string, string[]][] = [
    ['numbered', Array.from({ length: 500 }, (_, at) => `SYM${String(at).padStart(3, '0')}-USD`)],
    ['lettered', Array.from({ length: 500 }, (_, at) => `${letters(at)}${String(at % 3)}`)],
    [
      'paired',
      Array.from(
        { length: 500 },
        (_, at) => `${letters(at)}-${['USD', 'EUR'][at % 2] ?? ''}${String(at)}`,
      ),
    ],
  ];

  test.each(families)(
    'spreads 500 %s symbols over 8 with none beyond half more than its share',
    (_, symbols) => {
      const counts = new Array<number>(8).fill(0);

      for (const symbol of symbols) {
        const partition = partitionOf(symbol, 8);
        counts[partition] = (counts[partition] ?? NaN) + 1;
      }

      expect(counts.reduce((sum, count) => sum + count)).toBe(500);
      expect(Math.min(...counts)).toBeGreaterThan(62.5 * 0.5);
      expect(Math.max(...counts)).toBeLessThan(62.5 * 1.5);
    },
  );

  test.each([1, 2, 3, 7, 16, 100])('is an integer below a count of %d', (partitionCount) => {
    for (const [, symbols] of families) {
      for (const symbol of symbols) {
        const partition = partitionOf(symbol, partitionCount);
        expect(Number.isInteger(partition) && partition >= 0 && partition < partitionCount).toBe(
          true,
        );
      }
    }
  });

  test.each([
    ['BTC-USD', 2],
    ['ETH-USD', 1],
    ['AAPL', 2],
    ['ES.Z6', 6],
  ])('of %s among 8 stays %d: stored logs depend on it', (symbol, expected) => {
    expect(partitionOf(symbol, 8)).toBe(expected);
  });
});
