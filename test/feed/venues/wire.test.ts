import { describe, expect, test } from 'vitest';
import { tradeHole } from './trade-hole.ts';
import { venueInstrument } from './venue-instruments.ts';
import { readPastTrade } from '../../../feed/venues/past-trade.ts';
import { StockReader } from '../../../feed/venues/stock-reader.ts';
import { isAbsurdTime } from '../../../feed/venues/venue-time.ts';
import { WireReader } from '../../../feed/venues/wire.ts';

const wire = new WireReader('Made');
const NOW = 1_767_614_400_123;

describe('a venue time', () => {
  test.each([
    [1_767_614_400, 1_767_614_400_000],
    ['1767614400', 1_767_614_400_000],
    [1_767_614_400.123, NOW],
    [1_767_614_400.123_999, NOW],
    ['1767614400.1', 1_767_614_400_100],
    ['1767614400.123999999', NOW],
    [NOW, NOW],
    [String(NOW), NOW],
    ['1767614400123.9', NOW],
    ['1767614400123456', NOW],
    [1_767_614_400_123_456, NOW],
    ['1767614400123456789', NOW],
    ['2026-01-05T12:00:00.123999Z', NOW],
    ['2026-01-05T13:00:00.123+01:00', NOW],
  ])('%j is read by its size', (value, timeMs) => {
    expect(wire.time(value, 'time')).toBe(timeMs);
  });

  test('of seconds with decimals is exact to the millisecond, whichever it is', () => {
    for (let ms = 0; ms < 1000; ms++) {
      expect(wire.time((1_762_795_433_000 + ms) / 1000, 'time')).toBe(1_762_795_433_000 + ms);
    }
  });

  test.each([0, 5, -5, 999_999_999, 31_536_000_000, '0', '0001-01-01T00:00:00.000000Z', 978e15])(
    '%j, from before 2001 in its unit, comes out as absurd',
    (value) => {
      expect(isAbsurdTime(wire.time(value, 'time'), NOW)).toBe(true);
    },
  );

  test.each(['', 'today', '-5', '1.', '0x10', '1e9', ' 1767614400', null, true, NaN, Infinity])(
    '%j is none',
    (value) => {
      expect(() => wire.time(value, 'time')).toThrow(/ERR_VENUE_PROTOCOL: Made: time is .*a time/);
    },
  );
});

describe('an integer', () => {
  test.each([
    [0, 0],
    ['0', 0],
    ['9007199254740991', 2 ** 53 - 1],
  ])('%j may be digits', (value, integer) => {
    expect(wire.integer(value, 'count')).toBe(integer);
  });

  test.each(['9007199254740992', 2 ** 53, -1, '-1', 1.5, '1.5', '', ' 1', '1e3', null])(
    '%j is none',
    (value) => {
      expect(() => wire.integer(value, 'count')).toThrow(/count is .*expected an integer 0/);
    },
  );
});

describe('an id', () => {
  test.each([
    [7, '7'],
    ['7', '7'],
    ['18446744073709551615', '18446744073709551615'],
  ])('%j is its digits, of any length', (value, id) => {
    expect(wire.id(value, 'id')).toBe(id);
  });

  test.each([2 ** 53, -1, 1.5, '', 'x7', '7'.repeat(65), undefined])('%j is none', (value) => {
    expect(() => wire.id(value, 'id')).toThrow(/id is .*expected digits|id is missing/);
  });
});

describe('a past trade', () => {
  const btc = venueInstrument('BTCUSD', 'BTC-USD.MADE', 2, 8);
  const hole = tradeHole(btc, '1', undefined, [NOW - 1_000, NOW]);
  const row = { price: '1', size: '1', aggressorSide: 'buy', tradeId: '2' } as const;

  test.each([1_767_614_400, -62_135_596_800_000, NaN])(
    'with the time %j is not given another one',
    (venueTimeMs) => {
      expect(readPastTrade(wire, hole, { ...row, venueTimeMs }).venueTimeMs).toBe(0);
      const stock = { venueTimeMs, price: 1, size: 1, tradeId: '2' };
      const read = new StockReader('Made', []).pastTrade(btc.instrument, stock);
      expect(read).toMatchObject({ venueTimeMs: 0, receivedTimeMs: 0 });
    },
  );

  test('from long before the hole keeps its time', () => {
    const venueTimeMs = NOW - 10 * 86_400_000;
    expect(readPastTrade(wire, hole, { ...row, venueTimeMs })).toMatchObject({ venueTimeMs });
  });
});
