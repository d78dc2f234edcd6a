/**
 * What a page has to show, computed from the source's log by the most simple means.
 *
 * Shares no code with the server, on purpose: everything is worked out at the end from the whole list, nothing
 * is kept up to date. The rules are those that the README promises.
 */
import type { Instrument, Tick, Trade } from '../../proto/types.ts';

/** A bar stays open this long after its end, by the symbol's own ticks, milliseconds of venue time. */
const GRACE_MS = 2_000;
/** A venue time further ahead of the received time than this is not believed, milliseconds. */
const FUTURE_MS = 60_000;
const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const BASE_MS: Readonly<Record<string, number>> = { '1s': 1_000, '1m': 60_000, '1h': 3_600_000 };
/** Interval -> its length, and the base interval whose bars it is put together from. */
const LENGTHS: Readonly<Record<string, readonly [number, string]>> = {
  '1s': [1_000, '1s'],
  '5s': [5_000, '1s'],
  '15s': [15_000, '1s'],
  '1m': [60_000, '1m'],
  '5m': [300_000, '1m'],
  '15m': [900_000, '1m'],
  '1h': [3_600_000, '1h'],
  '4h': [14_400_000, '1h'],
  '1d': [86_400_000, '1h'],
};

export interface TrueBar {
  readonly openTimeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export interface TrueStatistics {
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
  readonly tradeCount: number;
  readonly vwap: number;
}

/** All that is to be known of one symbol. */
export interface TrueSymbol {
  /** Each once, in order. */
  readonly trades: readonly Trade[];
  readonly last: Trade | undefined;
  readonly quote: Extract<Tick, { kind: 'quote' }> | undefined;
  readonly depth: Extract<Tick, { kind: 'depth' }> | undefined;
  readonly statistics: TrueStatistics | undefined;
  /** Interval -> bars, oldest first. */
  readonly bars: Readonly<Record<string, readonly TrueBar[]>>;
}

/** Works out one symbol. @param ticks All ticks of the source, in order, repetitions included. */
export function trueSymbol(instrument: Instrument, ticks: readonly Tick[]): TrueSymbol {
  const own = ticks.filter(({ symbol }) => symbol === instrument.symbol);
  const trades = own.filter(
    (tick, at): tick is Trade =>
      tick.kind === 'trade' &&
      own.findIndex((other) => other.kind === 'trade' && other.tradeId === tick.tradeId) === at,
  );
  const inTime = acceptedTrades(own);
  const base = Object.fromEntries(
    Object.entries(BASE_MS).map(([name, lengthMs]) => [
      name,
      barsOfTrades(inTime[name] ?? [], lengthMs),
    ]),
  );
  return {
    trades,
    last: trades.reduce<Trade | undefined>(
      (last, trade) => (last && believedMs(trade) < believedMs(last) ? last : trade),
      undefined,
    ),
    quote: own.findLast((tick) => tick.kind === 'quote'),
    depth: own.findLast((tick) => tick.kind === 'depth'),
    statistics: statisticsOf(instrument, trades),
    bars: Object.fromEntries(
      Object.entries(LENGTHS).map(([name, [lengthMs, of]]) => [
        name,
        barsOfBars(base[of] ?? [], lengthMs),
      ]),
    ),
  };
}

/** Nothing happens after it was received. */
function believedMs({ venueTimeMs, receivedTimeMs }: Tick): number {
  return Math.min(venueTimeMs, receivedTimeMs);
}

/** The time that decides into which bar and which minute a trade falls. */
export function barTimeMs({ venueTimeMs, receivedTimeMs }: Trade): number {
  return venueTimeMs > receivedTimeMs + FUTURE_MS ? receivedTimeMs : venueTimeMs;
}

/** Base interval -> the trades whose bar was still open when they came. */
function acceptedTrades(own: readonly Tick[]): Record<string, Trade[]> {
  const accepted: Record<string, Trade[]> = {};
  let newestMs = 0;
  const seen = new Set<string>();
  for (const tick of own) {
    newestMs = Math.max(newestMs, believedMs(tick));
    if (tick.kind !== 'trade' || seen.has(tick.tradeId)) continue;
    seen.add(tick.tradeId);
    for (const [name, lengthMs] of Object.entries(BASE_MS)) {
      const closedMs = Math.floor((newestMs - GRACE_MS) / lengthMs) * lengthMs;
      const openMs = Math.floor(barTimeMs(tick) / lengthMs) * lengthMs;
      if (openMs >= closedMs) (accepted[name] ??= []).push(tick);
    }
  }
  return accepted;
}

function grouped<T>(items: readonly T[], openMsOf: (item: T) => number): [number, T[]][] {
  const groups = new Map<number, T[]>();
  for (const item of items) {
    const openMs = openMsOf(item);
    groups.set(openMs, [...(groups.get(openMs) ?? []), item]);
  }
  return [...groups].sort(([a], [b]) => a - b);
}

function barsOfTrades(trades: readonly Trade[], lengthMs: number): TrueBar[] {
  const openMsOf = (trade: Trade): number => Math.floor(barTimeMs(trade) / lengthMs) * lengthMs;
  return grouped(trades, openMsOf).map(([openTimeMs, group]) => ({
    openTimeMs,
    open: group[0]?.price ?? NaN,
    high: Math.max(...group.map(({ price }) => price)),
    low: Math.min(...group.map(({ price }) => price)),
    close: group.at(-1)?.price ?? NaN,
    volume: group.reduce((sum, { size }) => sum + size, 0),
  }));
}

function barsOfBars(bars: readonly TrueBar[], lengthMs: number): TrueBar[] {
  const openMsOf = (bar: TrueBar): number => Math.floor(bar.openTimeMs / lengthMs) * lengthMs;
  return grouped(bars, openMsOf).map(([openTimeMs, group]) => ({
    openTimeMs,
    open: group[0]?.open ?? NaN,
    high: Math.max(...group.map(({ high }) => high)),
    low: Math.min(...group.map(({ low }) => low)),
    close: group.at(-1)?.close ?? NaN,
    volume: group.reduce((sum, { volume }) => sum + volume, 0),
  }));
}

function statisticsOf(
  { session }: Instrument,
  trades: readonly Trade[],
): TrueStatistics | undefined {
  const minuteOf = (trade: Trade): number => Math.floor(barTimeMs(trade) / MINUTE_MS);
  const newest = Math.max(...trades.map(minuteOf));
  const start =
    session.kind === 'rolling24h'
      ? newest - DAY_MINUTES + 1
      : newest - ((((newest - session.startMinuteUtc) % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES);
  const today = trades.filter((trade) => minuteOf(trade) >= start);
  if (today.length === 0) return undefined;
  const first = Math.min(...today.map(minuteOf));
  const prices = today.map(({ price }) => price);
  const volume = today.reduce((sum, { size }) => sum + size, 0);
  const turnover = today.reduce((sum, { price, size }) => sum + BigInt(price) * BigInt(size), 0n);
  return {
    open: today.find((trade) => minuteOf(trade) === first)?.price ?? NaN,
    high: Math.max(...prices),
    low: Math.min(...prices),
    volume,
    tradeCount: today.length,
    vwap: volume === 0 ? 0 : Math.round(Number(turnover) / volume),
  };
}
