import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AlpacaMapper } from '../../../../feed/venues/alpaca/map.ts';
import { stockInstrument } from '../../../../feed/venues/stock-reader.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { framesPath, whyMissing } from '../cryptofeed-recording.ts';

const SAMPLES = 'vendor-samples/alpaca-v2-stocks.ndjson';
const NOW = Date.UTC(2021, 1, 22, 15, 51, 46);
const TRADE =
  '{"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,"t":"2021-02-22T15:51:44.208999Z","c":["@"],"z":"C"}';

function createMapper(): AlpacaMapper {
  return new AlpacaMapper(['AAPL', 'AMD'].map((native) => stockInstrument(native, 'ALPACA', '')));
}

describe('Alpaca frames', () => {
  test('of a trade become a trade without side, its id behind its exchange', () => {
    expect(createMapper().map(`[${TRADE}]`, NOW)).toEqual([
      {
        kind: 'trade',
        symbol: 'AAPL.ALPACA',
        venueTimeMs: Date.UTC(2021, 1, 22, 15, 51, 44, 208),
        receivedTimeMs: NOW,
        price: 1_265_500,
        size: 1_000_000,
        aggressorSide: 'unknown',
        tradeId: 'D-96921',
      },
    ]);
  });

  test('of a quote become a quote; a price of 0 is a side without orders', () => {
    const quote =
      '{"T":"q","S":"AMD","bx":"U","bp":87.66,"bs":1,"ax":"X","ap":0,"as":4,"t":"2021-02-22T15:51:45.335689322Z"}';
    expect(createMapper().map(`[${TRADE},${quote}]`, NOW)[1]).toEqual({
      kind: 'quote',
      symbol: 'AMD.ALPACA',
      venueTimeMs: Date.UTC(2021, 1, 22, 15, 51, 45, 335),
      receivedTimeMs: NOW,
      bidPrice: 876_600,
      bidSize: 1_000_000,
      askPrice: 0,
      askSize: 0,
    });
  });

  test('keep ids above 2^53 to the last digit', () => {
    const long = TRADE.replace('96921', '18446744073709551557');
    expect(createMapper().map(`[${long}]`, NOW)).toMatchObject([
      { tradeId: 'D-18446744073709551557' },
    ]);
  });

  test('with an absurd time, or more decimals than kept, pass and are counted', () => {
    const mapper = createMapper();
    const frame = TRADE.replace('2021-02-22', '0001-01-01').replace('126.55', '126.123456');
    expect(mapper.map(`[${frame}]`, NOW)).toMatchObject([{ venueTimeMs: NOW, price: 1_261_235 }]);
    expect(mapper.counts()).toMatchObject({ absurdTimes: 1, roundedNumbers: 1 });
  });

  test.each([
    ['{}', /expected an array of objects/],
    [`[${TRADE.replace('"s":1', '"s":-1')}]`, /s is "-1", expected a size of at least 0/],
    [`[${TRADE.replace('126.55', '"126.55"')}]`, /p is "126.55", expected a number/],
    [`[${TRADE.replace('96921', '-1')}]`, /i is "-1", expected digits/],
    [`[${TRADE.replace('2021-02-22', 'today')}]`, /expected a time/],
  ])('that are malformed say so: %s', (frame, message) => {
    const mapper = createMapper();
    expect(() => mapper.map(frame, NOW)).toThrow(message);
    expect(() => mapper.map(frame, NOW)).toThrow(/^ERR_VENUE_PROTOCOL: Alpaca: /);
    expect(mapper.map(`[${TRADE}]`, NOW)).toHaveLength(1);
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
      expect(ticks.map(({ kind }) => kind)).toEqual(['trade', 'quote', 'quote', 'quote']);
      expect(mapper.counts()).toMatchObject({ controlFrames: 16, unknownEvents: 0 });
    },
  );
});
