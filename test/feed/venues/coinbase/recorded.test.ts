import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CoinbaseMapper } from '../../../../feed/venues/coinbase/map.ts';
import type { Depth, Tick } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import {
  coinbaseInstruments,
  framesPath,
  readRecordedFrames,
  venueInstrument,
  whyMissing,
} from '../cryptofeed-recording.ts';

const RECORDING = 'cryptofeed/COINBASE.ws.28.0';
const SINGLE = 'tardis-node/coinbase.ndjson';

interface RawLevelFrame {
  readonly type: string;
  readonly product_id: string;
  readonly bids?: readonly (readonly [string, string])[];
  readonly asks?: readonly (readonly [string, string])[];
  readonly changes?: readonly (readonly [string, string, string])[];
}

/** Best ten levels of a plain book, as numbers. */
function best(side: ReadonlyMap<string, string>, isAsk: boolean): number[] {
  return [...side]
    .map(([price, size]) => [Number(price), Number(size)] as const)
    .sort(([a], [b]) => (isAsk ? a - b : b - a))
    .slice(0, 10)
    .flat();
}

describe.skipIf(whyMissing(RECORDING) !== '')(`recorded Coinbase${whyMissing(RECORDING)}`, () => {
  test('frames give every trade, no lost one, and books equal to plainly kept ones', () => {
    const frames = readRecordedFrames(RECORDING);
    const instruments = coinbaseInstruments(frames);
    const mapper = new CoinbaseMapper(instruments);
    const books = new Map<string, [bids: Map<string, string>, asks: Map<string, string>]>();
    const shown = new Map<string, Depth>();
    const kinds: Record<string, number> = {};
    let compared = 0;

    for (const [at, { frame, receivedTimeMs }] of frames.entries()) {
      const ticks: Tick[] = mapper.map(frame, receivedTimeMs);
      for (const tick of ticks) {
        expect(tickFault(tick)).toBeUndefined();
        expect(Math.abs(tick.venueTimeMs - tick.receivedTimeMs)).toBeLessThan(20_000);
        kinds[tick.kind] = (kinds[tick.kind] ?? 0) + 1;
        if (tick.kind === 'depth') shown.set(tick.symbol, tick);
      }
      const raw = JSON.parse(frame) as RawLevelFrame;
      if (raw.type === 'snapshot') {
        books.set(raw.product_id, [new Map(raw.bids), new Map(raw.asks)]);
      }
      for (const [side, price, size] of raw.changes ?? []) {
        const levels = books.get(raw.product_id)?.[side === 'buy' ? 0 : 1];
        if (Number(size) === 0) levels?.delete(price);
        else levels?.set(price, size);
      }
      const book = books.get(raw.product_id);
      const decimals = instruments.find((found) => found.nativeSymbol === raw.product_id);
      if (at % 20 !== 0 || book === undefined || decimals === undefined) continue;
      const { symbol, priceDecimals, sizeDecimals } = decimals.instrument;
      const unscaled = (levels: readonly number[]): number[] =>
        levels.map((value, index) =>
          Number((value / 10 ** (index % 2 ? sizeDecimals : priceDecimals)).toFixed(12)),
        );
      expect(unscaled(shown.get(symbol)?.bids ?? [])).toEqual(best(book[0], false));
      expect(unscaled(shown.get(symbol)?.asks ?? [])).toEqual(best(book[1], true));
      compared += 1;
    }

    expect(compared).toBeGreaterThan(400);
    expect(kinds['trade']).toBe(97);
    expect(kinds['gap']).toBeUndefined();
    expect(kinds['depth']).toBeGreaterThan(1_000);
    expect(mapper.counts()).toMatchObject({
      frames: 9_946,
      unknownEvents: 0,
      unknownSymbols: 0,
      historyTrades: 10,
      absurdTimes: 0,
      malformedLevels: 0,
      bookFaults: 0,
    });
  });
});

describe.skipIf(whyMissing(SINGLE) !== '')(`single Coinbase frames${whyMissing(SINGLE)}`, () => {
  test('are mapped, the dirty ones too', () => {
    const frames = readFileSync(framesPath(SINGLE), 'utf8').trim().split('\n');
    const natives = frames.map((frame) => /"product_id":"([^"]+)"/.exec(frame)?.[1] ?? '');
    const mapper = new CoinbaseMapper(
      [...new Set(natives)].map((native) => venueInstrument(native, 'COINBASE', 8, 8)),
    );
    const ticks = frames.flatMap((frame) => {
      const time = /"time":"([^"]+)"/.exec(frame)?.[1] ?? '';
      return mapper.map(frame, Math.max(Date.parse(time) || 0, Date.UTC(2019, 3, 1)));
    });
    expect(ticks.map(tickFault).filter((fault) => fault !== undefined)).toEqual([]);
    expect(ticks.some(({ kind }) => kind === 'trade')).toBe(true);
    // Size "0.-10000" of the YFI book.
    expect(mapper.counts()).toMatchObject({ malformedLevels: 1 });
    const yfi = ticks.find((tick) => tick.kind === 'depth' && tick.symbol.startsWith('YFI'));
    expect(yfi).toMatchObject({ bids: [4_053_324_000_000, 2_041_600] });
  });
});
