import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FinnhubMapper } from '../../../../feed/venues/finnhub/map.ts';
import { stockInstrument } from '../../../../feed/venues/stock-reader.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { framesPath, whyMissing } from '../cryptofeed-recording.ts';

const SAMPLES = 'vendor-samples/finnhub-trades.ndjson';
const NOW = 1_672_348_888_000;

function createMapper(): FinnhubMapper {
  return new FinnhubMapper(
    ['TSLA', 'AAPL'].map((native) => stockInstrument(native, 'FINNHUB', '')),
  );
}

function frameOf(...data: object[]): string {
  return JSON.stringify({ type: 'trade', data });
}

const TRADE = { c: ['1'], p: 122.1, s: 'TSLA', t: NOW - 813, v: 0.5 };

describe('Finnhub frames', () => {
  test('of trades become trades without side and id; those of size 0 are no trades', () => {
    const mapper = createMapper();
    expect(mapper.map(frameOf({ ...TRADE, v: 0 }, TRADE), NOW)).toEqual([
      {
        kind: 'trade',
        symbol: 'TSLA.FINNHUB',
        venueTimeMs: NOW - 813,
        receivedTimeMs: NOW,
        price: 1_221_000,
        size: 500_000,
        aggressorSide: 'unknown',
        tradeId: '',
      },
    ]);
    expect(mapper.counts()).toMatchObject({ priceUpdates: 1 });
  });

  test.each([
    [frameOf({ ...TRADE, v: -1 }), /v is "-1", expected a size of at least 0/],
    [frameOf({ ...TRADE, p: null }), /p is "null", expected a number/],
    [frameOf({ ...TRADE, s: '' }), /s is "", expected a text/],
    ['{"type":"trade"}', /data is missing, expected an array/],
  ])('that are malformed say so: %s', (frame, message) => {
    expect(() => createMapper().map(frame, NOW)).toThrow(message);
    expect(() => createMapper().map(frame, NOW)).toThrow(/^ERR_VENUE_PROTOCOL: Finnhub: /);
  });

  test.skipIf(whyMissing(SAMPLES) !== '')(
    `of the vendor are all understood${whyMissing(SAMPLES)}`,
    () => {
      const mapper = createMapper();
      const ticks = readFileSync(framesPath(SAMPLES), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((frame) => mapper.map(frame, NOW));
      for (const tick of ticks) expect(tickFault(tick)).toBeUndefined();
      expect(ticks).toHaveLength(9);
      expect(ticks[8]).toMatchObject({ symbol: 'AAPL.FINNHUB', price: 1_295_750 });
      expect(mapper.counts()).toMatchObject({ controlFrames: 2, unknownEvents: 0 });
    },
  );
});
