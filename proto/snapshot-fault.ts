/** What a snapshot must be like, so that nobody who begins from it tells clients what cannot be. */
import {
  BAR_COLUMNS,
  MINUTE_COLUMNS,
  TRADE_COLUMNS,
  type BarsSnapshot,
  type SymbolSnapshot,
  type TradesSnapshot,
} from './snapshot.ts';
import { BASE_INTERVALS, INTERVAL_MS, type Bar, type BaseInterval } from './types.ts';
import { barFault, isSize, isTime, statusFault, tickFault } from './validate.ts';

/** Sequence numbers in an entry id that clients can be told. */
const SEQUENCE_LIMIT = 2 ** 51;
const MINUTE_MS = 60_000;

/** Says why a snapshot is not one of a state that there can be; undefined if it is. */
export function snapshotFault(snapshot: SymbolSnapshot): string | undefined {
  const { position, clocks, lastTimeMs, prices, turnover, tradeIds } = snapshot;
  if (!isSize(position.ms) || !isSize(position.seq)) return 'position is out of range';
  if (!Object.values(clocks).every(isTime)) return 'clock is no UNIX time in ms';
  if (lastTimeMs !== -Infinity && !isTime(lastTimeMs)) return 'time of the last price is no time';
  if (!Number.isFinite(turnover)) return `turnover is ${String(turnover)}`;
  if (prices && !(prices.high - prices.low <= Number.MAX_SAFE_INTEGER)) {
    return 'prices are too far apart';
  }
  if (prices && prices.low > prices.high) return 'lowest price is above the highest';
  if (tradeIds.newer.length % 8 !== 0 || tradeIds.older.length % 8 !== 0) {
    return 'trade ids are cut off';
  }
  return (
    viewFault(snapshot) ??
    gapsFault(snapshot) ??
    feedStatusFault(snapshot) ??
    minutesFault(snapshot) ??
    firstOf(BASE_INTERVALS, (interval) => barsFault(snapshot, interval)) ??
    tradesFault(snapshot.trades, snapshot)
  );
}

function viewFault(snapshot: SymbolSnapshot): string | undefined {
  const { symbol } = snapshot.instrument;
  const { quote, last, depth } = snapshot;
  const times = { symbol, venueTimeMs: 0, receivedTimeMs: 0 };
  const found: number[] = [];
  if (quote) {
    const fault = tickFault({ kind: 'quote', symbol, ...quote });
    if (fault !== undefined) return fault;
    found.push(quote.bidPrice, quote.askPrice);
  }
  if (last) {
    const fault = tickFault({ kind: 'trade', symbol, tradeId: '', ...last });
    if (fault !== undefined) return fault;
    found.push(last.price);
  }
  if (depth) {
    const fault = tickFault({ kind: 'depth', ...times, ...depth });
    if (fault !== undefined) return fault;
    for (const side of [depth.bids, depth.asks]) {
      for (let at = 0; at < side.length; at += 2) found.push(side[at] ?? 0);
    }
  }
  return found.every((price) => isKnown(snapshot, price)) ? undefined : UNKNOWN_PRICE;
}

const UNKNOWN_PRICE = 'a price is outside the range of all prices';

/** Whether a price is in the range that all prices are in: any two of them are then less than 2^53 apart. */
function isKnown({ prices }: SymbolSnapshot, price: number): boolean {
  return prices !== undefined && price >= prices.low && price <= prices.high;
}

function gapsFault({ gaps }: SymbolSnapshot): string | undefined {
  let beforeMs = -1;
  for (const { fromMs, toMs } of gaps) {
    if (!isTime(fromMs) || !isTime(toMs) || fromMs > toMs) return 'a gap is no span of time';
    if (fromMs <= beforeMs) return 'gaps are not in order';
    beforeMs = toMs;
  }
  return undefined;
}

function feedStatusFault({ status }: SymbolSnapshot): string | undefined {
  if (status === undefined) return undefined;
  return isTime(status.sinceTimeMs) ? statusFault(status) : 'the status began at no time';
}

function minutesFault(snapshot: SymbolSnapshot): string | undefined {
  const { minutes } = snapshot;
  const seen = new Set<number>();
  for (let at = 0; at < minutes.length; at += MINUTE_COLUMNS) {
    const minute = minutes[at] ?? NaN;
    const bar: Bar = {
      openTimeMs: minute * MINUTE_MS,
      open: minutes[at + 1] ?? NaN,
      high: minutes[at + 2] ?? NaN,
      low: minutes[at + 3] ?? NaN,
      close: minutes[at + 1] ?? NaN,
      volume: minutes[at + 4] ?? NaN,
      tradeCount: minutes[at + 5] ?? NaN,
      turnover: minutes[at + 6] ?? NaN,
    };
    const fault = barFault(bar);
    if (fault !== undefined) return `minute: ${fault}`;
    if (!isKnown(snapshot, bar.low) || !isKnown(snapshot, bar.high)) return UNKNOWN_PRICE;
    seen.add(minute);
  }
  return seen.size * MINUTE_COLUMNS === minutes.length ? undefined : 'a minute is there twice';
}

function barsFault(snapshot: SymbolSnapshot, interval: BaseInterval): string | undefined {
  const { closedBeforeMs, oldestOpenMs, lostThroughMs, rows }: BarsSnapshot =
    snapshot.bars[interval];
  const intervalMs = INTERVAL_MS[interval];
  if (!isTime(closedBeforeMs) || closedBeforeMs % intervalMs !== 0) {
    return `${interval} bars are closed up to no time of theirs`;
  }
  if (oldestOpenMs !== Infinity && !isTime(oldestOpenMs)) return 'oldest bar is of no time';
  if (lostThroughMs !== -Infinity && !isTime(lostThroughMs)) return 'lost bar is of no time';
  let beforeMs = -1;
  for (let at = 0; at < rows.length; at += BAR_COLUMNS) {
    const bar: Bar = {
      openTimeMs: rows[at] ?? NaN,
      open: rows[at + 1] ?? NaN,
      high: rows[at + 2] ?? NaN,
      low: rows[at + 3] ?? NaN,
      close: rows[at + 4] ?? NaN,
      volume: rows[at + 5] ?? NaN,
      tradeCount: rows[at + 6] ?? NaN,
      turnover: rows[at + 7] ?? NaN,
    };
    const { openTimeMs } = bar;
    const fault = barFault(bar);
    if (fault !== undefined) return `${interval} bar: ${fault}`;
    if (openTimeMs <= beforeMs || openTimeMs < oldestOpenMs) return `${interval} bars not in order`;
    if (!isKnown(snapshot, bar.low) || !isKnown(snapshot, bar.high)) return UNKNOWN_PRICE;
    beforeMs = openTimeMs;
  }
  return undefined;
}

function tradesFault(trades: TradesSnapshot, snapshot: SymbolSnapshot): string | undefined {
  const { nextNumber, epoch, holeNumber, rows } = trades;
  if (!isSize(nextNumber) || rows.length / TRADE_COLUMNS > nextNumber) return 'trade number is off';
  if (holeNumber > nextNumber) return 'hole is after the newest trade';
  if (!Number.isInteger(epoch) || epoch < 0 || epoch > 0xffffffff) return 'trade epoch is off';
  for (let at = 0; at < rows.length; at += TRADE_COLUMNS) {
    const entrySeq = rows[at + 1] ?? NaN;
    const side = rows[at + 5] ?? NaN;
    if (!isSize(rows[at] ?? NaN) || !(entrySeq < SEQUENCE_LIMIT) || !isSize(rows[at + 2] ?? NaN)) {
      return 'position of a trade is out of range';
    }
    if (!isTime(rows[at + 6] ?? NaN) || !isTime(rows[at + 7] ?? NaN)) {
      return 'time of a trade is no UNIX time in ms';
    }
    if (!isSize(rows[at + 4] ?? NaN) || side > 2) return 'size or side of a trade is out of range';
    if (!isKnown(snapshot, rows[at + 3] ?? NaN)) return UNKNOWN_PRICE;
  }
  return undefined;
}

function firstOf<T, R>(items: readonly T[], of: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
