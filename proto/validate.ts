/** What a valid instrument, tick and bar is; used wherever one enters or leaves a process. */
import { MarketDataError } from './errors.ts';
import {
  FEED_STATES,
  type Bar,
  type Gap,
  type Instrument,
  type Status,
  type Tick,
} from './types.ts';

/** Latest time accepted, UNIX ms: the year 2286. A larger one is microseconds taken for milliseconds. */
const MAX_TIME_MS = 9_999_999_999_999;
/** Levels a side of a Depth. */
export const MAX_DEPTH_LEVELS = 50;
/** Longest trade id, characters. */
const MAX_TRADE_ID_LENGTH = 64;
/** Longest detail of a status, characters (UTF-16 units, as `length` counts). */
export const MAX_STATUS_DETAIL_LENGTH = 200;

const SYMBOL = /^[\x21-\x7e]{1,64}$/;

/** Says why `instrument` is not valid; undefined if it is. */
export function instrumentFault(instrument: Instrument): string | undefined {
  const { symbol, priceDecimals, sizeDecimals, tickSize, session, rank = 0, since } = instrument;
  if (!SYMBOL.test(symbol)) {
    return `symbol ${JSON.stringify(symbol)}: expected 1..64 printable ASCII characters without space`;
  }
  if (instrument.venue.length > 64 || instrument.displayName.length > 200) {
    return `${symbol}: venue is at most 64 characters long, display name 200`;
  }
  if (instrument.currency.length > 16) return `${symbol}: currency is at most 16 characters long`;
  for (const [name, value] of [
    ['priceDecimals', priceDecimals],
    ['sizeDecimals', sizeDecimals],
  ] as const) {
    if (!Number.isInteger(value) || value < 0 || value > 12) {
      return `${symbol}: ${name} is ${String(value)}, expected an integer 0..12`;
    }
  }
  if (!Number.isSafeInteger(tickSize) || tickSize < 1) {
    return `${symbol}: tickSize is ${String(tickSize)}, expected an integer >= 1`;
  }
  if (!Number.isInteger(rank) || rank < 0 || rank > 0xffffffff) {
    return `${symbol}: rank is ${String(rank)}, expected an integer 0..2^32 - 1`;
  }
  if (since && !(isSize(since.ms) && isSize(since.seq))) return `${symbol}: since is no log entry`;
  if (session.kind === 'daily') {
    const { startMinuteUtc } = session;
    if (!Number.isInteger(startMinuteUtc) || startMinuteUtc < 0 || startMinuteUtc > 1439) {
      return `${symbol}: session start minute is ${String(startMinuteUtc)}, expected 0..1439`;
    }
  }
  return undefined;
}

/** @throws {MarketDataError} ERR_TICK_INVALID when `instrument` is not valid. */
export function assertInstrument(instrument: Instrument): void {
  const fault = instrumentFault(instrument);
  if (fault !== undefined) throw new MarketDataError('ERR_TICK_INVALID', fault);
}

/** Says why `tick` is not valid; undefined if it is. A crossed quote (bid > ask) is valid: it happens. */
export function tickFault(tick: Tick): string | undefined {
  if (!isTime(tick.venueTimeMs))
    return `venue time ${String(tick.venueTimeMs)} is no UNIX time in ms`;
  if (!isTime(tick.receivedTimeMs)) {
    return `received time ${String(tick.receivedTimeMs)} is no UNIX time in ms`;
  }
  switch (tick.kind) {
    case 'trade':
      if (!Number.isSafeInteger(tick.price)) return notInteger('price', tick.price);
      if (!isSize(tick.size)) return notSize('size', tick.size);
      if (tick.tradeId.length > MAX_TRADE_ID_LENGTH) {
        return `trade id of ${String(tick.tradeId.length)} characters, expected at most 64`;
      }
      return undefined;
    case 'quote':
      if (!Number.isSafeInteger(tick.bidPrice)) return notInteger('bid price', tick.bidPrice);
      if (!Number.isSafeInteger(tick.askPrice)) return notInteger('ask price', tick.askPrice);
      if (!isSize(tick.bidSize)) return notSize('bid size', tick.bidSize);
      if (!isSize(tick.askSize)) return notSize('ask size', tick.askSize);
      return undefined;
    case 'depth':
      return levelsFault('bids', tick.bids) ?? levelsFault('asks', tick.asks);
    case 'gap':
      return gapFault(tick);
    case 'status':
      return statusFault(tick);
  }
}

/** Says why a status is none, whatever its times; undefined if it is one. */
export function statusFault({
  state,
  detail,
}: Pick<Status, 'state' | 'detail'>): string | undefined {
  if (!FEED_STATES.includes(state)) {
    return `state ${JSON.stringify(state)}, expected one of ${FEED_STATES.join(', ')}`;
  }
  if (detail.length > MAX_STATUS_DETAIL_LENGTH) {
    return `status detail of ${String(detail.length)} characters, expected at most ${String(MAX_STATUS_DETAIL_LENGTH)}`;
  }
  return undefined;
}

function gapFault({ fromMs, toMs, lostTrades }: Gap): string | undefined {
  if (!isTime(fromMs)) return `gap begins at ${String(fromMs)}, which is no UNIX time in ms`;
  if (!isTime(toMs)) return `gap ends at ${String(toMs)}, which is no UNIX time in ms`;
  if (fromMs > toMs) return `gap ends at ${String(toMs)}, before its begin ${String(fromMs)}`;
  return isSize(lostTrades) ? undefined : notSize('number of lost trades', lostTrades);
}

/** Says why `bar` is not valid; undefined if it is. */
export function barFault(bar: Bar): string | undefined {
  if (!isTime(bar.openTimeMs)) return `open time ${String(bar.openTimeMs)} is no UNIX time in ms`;
  for (const name of ['open', 'high', 'low', 'close'] as const) {
    if (!Number.isSafeInteger(bar[name])) return notInteger(name, bar[name]);
  }
  if (bar.high < Math.max(bar.open, bar.close) || bar.low > Math.min(bar.open, bar.close)) {
    return `open ${String(bar.open)} and close ${String(bar.close)} lie outside low ${String(bar.low)} .. high ${String(bar.high)}`;
  }
  if (!isSize(bar.volume)) return notSize('volume', bar.volume);
  if (!isSize(bar.tradeCount)) return notSize('trade count', bar.tradeCount);
  if (!Number.isFinite(bar.turnover)) return `turnover is ${String(bar.turnover)}`;
  return undefined;
}

/** @throws {MarketDataError} ERR_TICK_INVALID when `bar` is not valid. */
export function assertBar(bar: Bar): void {
  const fault = barFault(bar);
  if (fault !== undefined) throw new MarketDataError('ERR_TICK_INVALID', `bar: ${fault}`);
}

/** Whether a number is a UNIX time in ms that is accepted. */
export function isTime(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MAX_TIME_MS;
}

/** Whether a number is a scaled size, or a count: an integer 0..2^53 - 1. */
export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function notInteger(name: string, value: number): string {
  return `${name} is ${String(value)}, expected a scaled integer up to 2^53 - 1`;
}

function notSize(name: string, value: number): string {
  return `${name} is ${String(value)}, expected a scaled integer 0..2^53 - 1`;
}

function levelsFault(name: string, levels: readonly number[]): string | undefined {
  if (levels.length % 2 !== 0) return `${name}: expected pairs of price and size`;
  if (levels.length > MAX_DEPTH_LEVELS * 2) {
    return `${name}: ${String(levels.length / 2)} levels, expected at most ${String(MAX_DEPTH_LEVELS)}`;
  }
  for (let at = 0; at < levels.length; at += 2) {
    const price = levels[at] ?? NaN;
    const size = levels[at + 1] ?? NaN;
    if (!Number.isSafeInteger(price)) return notInteger(`${name} price`, price);
    if (!isSize(size)) return notSize(`${name} size`, size);
  }
  return undefined;
}
