import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MassiveMapper } from '../../../../feed/venues/massive/map.ts';
import { stockInstrument } from '../../../../feed/venues/stock-reader.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { framesPath, whyMissing } from '../cryptofeed-recording.ts';

const SAMPLES = 'vendor-samples/massive-polygon-stocks.ndjson';
const NOW = 1_536_036_819_000;
const TRADE =
  '{"ev":"T","sym":"MSFT","x":4,"i":"12345","z":3,"p":114.125,"s":100,"c":[0,12],"t":1536036818784,"q":3681328}';

function createMapper(): MassiveMapper {
  return new MassiveMapper(
    ['MSFT', 'PAYC'].map((native) => stockInstrument(native, 'MASSIVE', '')),
  );
}

describe('Massive frames', () => {
  const trade = {
    kind: 'trade',
    symbol: 'MSFT.MASSIVE',
    venueTimeMs: 1_536_036_818_784,
    receivedTimeMs: NOW,
    price: 1_141_250,
    size: 100_000_000,
    aggressorSide: 'unknown',
    tradeId: '4-12345',
  };

  test('of a trade become a trade, its id behind exchange and facility', () => {
    expect(createMapper().map(`[${TRADE}]`, NOW)).toEqual([trade]);
    const reported = TRADE.replace('"z":3', '"z":3,"trfi":202,"ds":"100.25"');
    expect(createMapper().map(`[${reported}]`, NOW)).toEqual([
      { ...trade, size: 100_250_000, tradeId: '4-202-12345' },
    ]);
  });

  test('may have nanoseconds in the place of milliseconds', () => {
    const frame = TRADE.replace('1536036818784', '1536036818784003385');
    expect(createMapper().map(`[${frame}]`, NOW)).toEqual([trade]);
  });

  test('of a quote become a quote', () => {
    const quote =
      '{"ev":"Q","sym":"MSFT","bx":4,"bp":114.125,"bs":100,"ax":7,"ap":114.128,"as":160,"c":0,"t":1536036818784,"q":5}';
    expect(createMapper().map(`[${quote}]`, NOW)).toEqual([
      {
        kind: 'quote',
        symbol: 'MSFT.MASSIVE',
        venueTimeMs: 1_536_036_818_784,
        receivedTimeMs: NOW,
        bidPrice: 1_141_250,
        bidSize: 100_000_000,
        askPrice: 1_141_280,
        askSize: 160_000_000,
      },
    ]);
  });

  test.each([
    ['[1]', /expected an array of objects/],
    [`[${TRADE.replace('"i":"12345"', '"i":5')}]`, /MSFT.MASSIVE: id is "5", expected a text/],
    [`[${TRADE.replace('"s":100', '"s":-1')}]`, /expected a size of at least 0/],
  ])('that are malformed say so: %s', (frame, message) => {
    expect(() => createMapper().map(frame, NOW)).toThrow(message);
    expect(() => createMapper().map(frame, NOW)).toThrow(/^ERR_VENUE_PROTOCOL: Massive: /);
  });

  test.skipIf(whyMissing(SAMPLES) !== '')(
    `of the vendor are all understood, a trade that comes twice is given twice${whyMissing(SAMPLES)}`,
    () => {
      const mapper = createMapper();
      const ticks = readFileSync(framesPath(SAMPLES), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .flatMap((frame) => mapper.map(frame, NOW));
      for (const tick of ticks) expect(tickFault(tick)).toBeUndefined();
      expect(ticks.map(({ kind }) => kind)).toEqual(['trade', 'quote', 'trade', 'trade']);
      expect(ticks[2]).toEqual(ticks[3]);
      expect(ticks[2]).toMatchObject({ tradeId: '11-52983527388738', price: 2_811_000 });
      expect(mapper.counts()).toMatchObject({ controlFrames: 2, unknownEvents: 4, absurdTimes: 2 });
    },
  );
});
