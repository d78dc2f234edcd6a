/** Instruments and bars as Redis holds them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import '../../proto/protobuf-runtime.ts';
import { market } from '../../proto/gen/market.js';
import {
  decodeBar,
  decodeInstrument,
  encodeBar,
  encodeInstrument,
} from '../../proto/instrument-codec.ts';
import type { Bar, Instrument } from '../../proto/types.ts';
import { bar, instrument } from './arbitraries.ts';
import { expectCode } from './expect-code.ts';

const BAR: Bar = {
  openTimeMs: 60_000,
  open: 10,
  high: 12,
  low: -3,
  close: 11,
  volume: 5,
  tradeCount: 2,
  turnover: 55,
};
const PLAIN = {
  symbol: 'BTC-USD',
  venue: 'SIMULATOR',
  displayName: 'Bitcoin',
  priceDecimals: 2,
  sizeDecimals: 8,
  tickSize: 1,
  currency: 'USD',
};
const INSTRUMENT: Instrument = { ...PLAIN, session: { kind: 'rolling24h' } };
const barBytes = (change: market.v1.Bar.$Properties): Uint8Array =>
  market.v1.Bar.encode({ ...BAR, ...change }).finish();
const instrumentBytes = (change: market.v1.Instrument.$Properties): Uint8Array => {
  return market.v1.Instrument.encode({ ...PLAIN, ...change }).finish();
};

describe('instrument', () => {
  test('comes back as it was written', () => {
    fc.assert(
      fc.property(instrument, (written) => {
        const decoded = decodeInstrument(encodeInstrument(written));

        expect(decoded).toEqual(written);
        expect(typeof decoded.tickSize).toBe('number');
      }),
      { numRuns: 500 },
    );
  });

  test('keeps a day that starts at midnight apart from a rolling day', () => {
    const daily: Instrument = { ...INSTRUMENT, session: { kind: 'daily', startMinuteUtc: 0 } };

    expect(decodeInstrument(encodeInstrument(daily))).toEqual(daily);
    expect(decodeInstrument(encodeInstrument(INSTRUMENT))).toEqual(INSTRUMENT);
  });

  test.each([2 ** 53, 2 ** 60])(
    'is refused with a tick size of %d, which no plain number holds exactly',
    (tickSize) => {
      expectCode('ERR_FRAME_MALFORMED', () => decodeInstrument(instrumentBytes({ tickSize })));
    },
  );

  const invalid: [string, market.v1.Instrument.$Properties][] = [
    ['no symbol', { symbol: '' }],
    ['a space in the symbol', { symbol: 'BTC USD' }],
    ['13 decimals', { priceDecimals: 13 }],
    ['tick size 0', { tickSize: 0 }],
    ['a day that starts at minute 1440', { dayStartMinuteUtc: 1440 }],
  ];
  test.each(invalid)('is refused with %s', (_, change) => {
    expectCode('ERR_TICK_INVALID', () => decodeInstrument(instrumentBytes(change)));
  });

  test('is refused when the bytes are something else', () => {
    expectCode('ERR_FRAME_MALFORMED', () =>
      decodeInstrument(new TextEncoder().encode('{"symbol":"A"}')),
    );
  });
});

describe('bar', () => {
  test('comes back as it was written, in plain numbers', () => {
    fc.assert(
      fc.property(bar, (written) => {
        const decoded = decodeBar(encodeBar(written));

        expect(decoded).toEqual(written);
        expect(new Set(Object.values(decoded).map((value) => typeof value))).toEqual(
          new Set(['number']),
        );
      }),
      { numRuns: 500 },
    );
  });

  test.each(['openTimeMs', 'open', 'high', 'low', 'close', 'volume', 'tradeCount'] as const)(
    'is refused with %s of 2^53, which no plain number holds exactly',
    (name) => {
      expectCode('ERR_FRAME_MALFORMED', () => decodeBar(barBytes({ [name]: 2 ** 53 })));
    },
  );

  const invalid: [string, market.v1.Bar.$Properties][] = [
    ['a high below its open', { high: 9 }],
    ['a low above its close', { low: 12 }],
    ['a turnover of infinity', { turnover: Infinity }],
    ['an open time in microseconds', { openTimeMs: 1_790_000_000_000_000 }],
  ];
  test.each(invalid)('is refused with %s', (_, change) => {
    expectCode('ERR_TICK_INVALID', () => decodeBar(barBytes(change)));
    expectCode('ERR_TICK_INVALID', () => encodeBar({ ...BAR, ...change }));
  });
});
