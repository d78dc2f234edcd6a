import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BybitMapper } from '../../../../feed/venues/bybit/map.ts';
import type { Tick } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { framesPath, readRecordedFrames, whyMissing } from '../cryptofeed-recording.ts';
import { venueInstrument } from '../venue-instruments.ts';

const SPOT = 'tardis-node/bybit-spot-V5.ndjson';
const LEGACY = 'cryptofeed/BYBIT.ws.25.0';

function createMapper(): BybitMapper {
  return new BybitMapper([
    venueInstrument('BTCUSDT', 'BTC-USDT.BYBIT', 2, 6),
    venueInstrument('BTCUSDC', 'BTC-USDC.BYBIT', 2, 6),
  ]);
}

describe.skipIf(whyMissing(SPOT) !== '')(`recorded Bybit frames${whyMissing(SPOT)}`, () => {
  test('of spot are all understood', () => {
    const mapper = createMapper();
    const ticks: Tick[] = [];
    for (const frame of readFileSync(framesPath(SPOT), 'utf8').split('\n')) {
      if (frame !== '') ticks.push(...mapper.map(frame, 1_680_652_850_000));
    }
    for (const tick of ticks) expect(tickFault(tick)).toBeUndefined();
    expect(ticks.map(({ kind }) => kind).join(' ')).toBe(
      'trade trade trade trade trade quote quote depth depth',
    );
    expect(ticks[4]).toMatchObject({ symbol: 'BTC-USDC.BYBIT', tradeId: '2240000000041223438' });
    expect(ticks[6]).toMatchObject({ bidPrice: 2_816_507, bidSize: 166_754, askSize: 996_816 });
    expect(ticks[8]).toMatchObject({
      bids: [2_816_257, 75_620, 2_816_104, 177_474],
      asks: [2_816_258, 506_829],
    });
    expect(mapper.takeBookFaults()).toEqual([]);
  });
});

describe.skipIf(whyMissing(LEGACY) !== '')(`Bybit frames of 2021${whyMissing(LEGACY)}`, () => {
  test('of the interface before v5 are passed over, and counted', () => {
    const mapper = createMapper();
    const frames = readRecordedFrames(LEGACY);
    for (const { frame, receivedTimeMs } of frames) {
      expect(mapper.map(frame, receivedTimeMs)).toEqual([]);
    }
    const { unknownEvents = 0, controlFrames = 0 } = mapper.counts();
    expect(unknownEvents + controlFrames).toBe(frames.length);
  });
});
