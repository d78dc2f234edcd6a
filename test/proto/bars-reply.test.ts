import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBarsReply, encodeBarsReply, type BarsReply } from '../../proto/bars-reply-codec.ts';
import { market } from '../../proto/gen/stream.js';
import { INTERVAL_MS, INTERVALS } from '../../proto/types.ts';
import { expectCode } from './expect-code.ts';

const price = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
const amount = fc.oneof(fc.nat(1_000), fc.maxSafeNat());

const reply: fc.Arbitrary<BarsReply> = fc
  .record({
    symbol: fc.string({ maxLength: 20 }),
    interval: fc.constantFrom(...INTERVALS),
    priceDecimals: fc.nat(12),
    sizeDecimals: fc.nat(12),
    bars: fc.array(
      fc.record({
        step: fc.integer({ min: 1, max: 100 }),
        prices: fc.tuple(price, price, price, price),
        volume: amount,
        tradeCount: amount,
      }),
      { maxLength: 30 },
    ),
    hasOlder: fc.boolean(),
    gaps: fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000)), { maxLength: 4 }),
  })
  .map(({ bars, gaps, ...rest }) => {
    let openTimeMs = 0;
    let fromMs = 1_790_000_000_000;
    return {
      ...rest,
      bars: bars.map(({ step, prices, volume, tradeCount }) => {
        openTimeMs += step * INTERVAL_MS[rest.interval];
        const [open, close] = prices;
        const [high, low] = [Math.max(...prices), Math.min(...prices)];
        return { openTimeMs, open, high, low, close, volume, tradeCount };
      }),
      gaps: gaps.map(([pauseMs, lengthMs]) => {
        fromMs += pauseMs;
        return { fromMs, toMs: fromMs + lengthMs };
      }),
    };
  });

describe('bars reply', () => {
  test('comes back from the wire as it was, to the digit', () => {
    fc.assert(
      fc.property(reply, (one) => {
        expect(decodeBarsReply(encodeBarsReply(one))).toEqual(one);
      }),
    );
  });

  test('is a message of the schema to the generated code', () => {
    fc.assert(
      fc.property(reply, (one) => {
        const message = market.v1.BarsReply.decode(encodeBarsReply(one));
        const again = market.v1.BarsReply.encode(message).finish();
        expect(decodeBarsReply(again)).toEqual(one);
      }),
    );
  });

  test('is refused when the bytes are something else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeBarsReply(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'ERR_FRAME_MALFORMED' });
        }
      }),
    );
    expectCode('ERR_FRAME_MALFORMED', () => decodeBarsReply(new Uint8Array()));
  });
});
