/** Faults on demand: each occurs only when asked for, and about as often. */
import { describe, expect, test } from 'vitest';
import type { DirtOptions } from '../../../feed/simulator/dirt.ts';
import { createSimulator } from '../../../feed/simulator/simulator.ts';
import type { Tick } from '../../../proto/types.ts';

const START_MS = Date.UTC(2026, 10, 20, 15);
const SECONDS = 300;
const SYMBOLS = ['BTC-USD', 'ETH-USD', 'AAPL', 'EUR-USD', 'BAC'];

function run(dirt: Partial<DirtOptions>, symbols: readonly string[] = SYMBOLS): Tick[] {
  const options = { seed: 5, symbolCount: 32, startTimeMs: START_MS, dirt, symbols };
  return createSimulator(options).advance(START_MS + SECONDS * 1000);
}

/** What a reader can see of each fault, as a share of what it can befall. */
interface Seen {
  readonly crossedQuotes: number;
  readonly zeroQuotes: number;
  readonly duplicateTrades: number;
  readonly latePrints: number;
  readonly outOfOrder: number;
  readonly idJumps: number;
  readonly skewedTicks: number;
}

function observe(ticks: readonly Tick[]): Seen {
  const seenIds = new Set<string>();
  const lastId = new Map<string, number>();
  const lastMs = new Map<string, number>();
  const count = {
    quote: 0,
    trade: 0,
    crossed: 0,
    zero: 0,
    double: 0,
    late: 0,
    order: 0,
    jump: 0,
    skew: 0,
  };
  for (const tick of ticks) {
    const ageMs = tick.receivedTimeMs - tick.venueTimeMs;
    if (ageMs < 0) count.skew++;
    if (tick.kind === 'quote') {
      count.quote++;
      const isTwoSided = tick.bidSize > 0 && tick.askSize > 0;
      if (!isTwoSided) count.zero++;
      else if (tick.bidPrice >= tick.askPrice) count.crossed++;
    }
    let isRepeated = false;
    if (tick.kind === 'trade') {
      count.trade++;
      const key = `${tick.symbol} ${tick.tradeId}`;
      isRepeated = seenIds.has(key);
      seenIds.add(key);
      if (isRepeated) count.double++;
      if (ageMs >= 1000) count.late++;
      const before = lastId.get(tick.symbol);
      if (before !== undefined && Number(tick.tradeId) > before + 1) count.jump++;
      lastId.set(tick.symbol, Math.max(before ?? 0, Number(tick.tradeId)));
    }
    const isLate = ageMs >= 1000;
    if (!isRepeated && !isLate && tick.venueTimeMs < (lastMs.get(tick.symbol) ?? 0)) count.order++;
    if (!isLate) lastMs.set(tick.symbol, Math.max(lastMs.get(tick.symbol) ?? 0, tick.venueTimeMs));
  }
  return {
    crossedQuotes: count.crossed / count.quote,
    zeroQuotes: count.zero / count.quote,
    duplicateTrades: count.double / count.trade,
    latePrints: count.late / count.trade,
    outOfOrder: count.order / ticks.length,
    idJumps: count.jump / count.trade,
    skewedTicks: count.skew / ticks.length,
  };
}

const CLEAN: Seen = {
  crossedQuotes: 0,
  zeroQuotes: 0,
  duplicateTrades: 0,
  latePrints: 0,
  outOfOrder: 0,
  idJumps: 0,
  skewedTicks: 0,
};

describe('dirt', () => {
  test('is absent unless asked for', () => {
    expect(observe(run({}))).toEqual(CLEAN);
  });

  test.each<[option: keyof DirtOptions, seen: keyof Seen]>([
    ['crossedQuoteRate', 'crossedQuotes'],
    ['zeroQuoteRate', 'zeroQuotes'],
    ['duplicateTradeRate', 'duplicateTrades'],
    ['latePrintRate', 'latePrints'],
    ['gapRate', 'idJumps'],
  ])('%s alone brings that fault at its rate and no other', (option, seen) => {
    const { [seen]: share, ...others } = observe(run({ [option]: 0.02 }));

    expect(share).toBeGreaterThan(0.014);
    expect(share).toBeLessThan(0.027);
    expect({ ...others, [seen]: 0 }).toEqual(CLEAN);
  });

  test('outOfOrderRate brings ticks after later ones, and with them ids that jump ahead', () => {
    const { outOfOrder, idJumps, ...others } = observe(run({ outOfOrderRate: 0.02 }));

    expect(outOfOrder).toBeGreaterThan(0.014);
    expect(outOfOrder).toBeLessThan(0.027);
    expect(idJumps).toBeGreaterThan(0);
    expect({ ...others, outOfOrder: 0, idJumps: 0 }).toEqual(CLEAN);
  });

  test('loses no tick when it only disorders and repeats', () => {
    const clean = run({});
    const ids = (ticks: readonly Tick[]): Set<string> =>
      new Set(ticks.flatMap((tick) => (tick.kind === 'trade' ? [tick.symbol + tick.tradeId] : [])));

    const arrived = ids(run({ outOfOrderRate: 0.05, duplicateTradeRate: 0.05 }));

    // The very last trade of a symbol may still wait for a later tick.
    const lost = [...ids(clean)].filter((id) => !arrived.has(id));
    expect(lost.length).toBeLessThanOrEqual(SYMBOLS.length * 2);
  });

  test('haltsPerHour silences each symbol about so often for 5 to 60 seconds, without a jump of the ids', () => {
    const halted = run({ haltsPerHour: 120 }, ['BTC-USD', 'ETH-USD']);
    const silences = ['BTC-USD', 'ETH-USD'].flatMap((symbol) => {
      const times = halted
        .filter((tick) => tick.symbol === symbol)
        .map((tick) => tick.receivedTimeMs);
      return times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? 0));
    });
    const halts = silences.filter((silenceMs) => silenceMs >= 4900);

    // 300 s of two symbols hold about ten cycles of 30 s of trading and 32 s of silence.
    expect(halts.length).toBeGreaterThanOrEqual(4);
    expect(halts.length).toBeLessThanOrEqual(18);
    expect(Math.max(...halts)).toBeLessThan(62_000);
    expect(observe(halted)).toEqual(CLEAN);
  });

  test('clockSkewRate puts the venue clock of that share of symbols off by clockSkewMs', () => {
    const options = { seed: 5, symbolCount: 500, startTimeMs: START_MS };
    const simulator = createSimulator({
      ...options,
      dirt: { clockSkewRate: 0.3, clockSkewMs: 700 },
    });
    const offsets = new Map<string, Set<number>>();
    for (const tick of simulator.advance(START_MS + 2000)) {
      const seen = offsets.get(tick.symbol) ?? new Set<number>();
      offsets.set(tick.symbol, seen.add(tick.venueTimeMs - tick.receivedTimeMs));
    }
    const skewed = [...offsets.values()].filter((seen) => seen.has(700));

    expect([...offsets.values()].every((seen) => seen.size === 1)).toBe(true);
    expect(skewed.length).toBeGreaterThan(500 * 0.23);
    expect(skewed.length).toBeLessThan(500 * 0.37);
  });

  test('leaves the market underneath as it is', () => {
    const depthsOf = (ticks: readonly Tick[]): string =>
      JSON.stringify(ticks.filter((tick) => tick.kind === 'depth'));

    const isSame = depthsOf(run({ crossedQuoteRate: 0.1, gapRate: 0.1 })) === depthsOf(run({}));

    expect(isSame).toBe(true);
  });
});
