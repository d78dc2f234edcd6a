/** Binance spot frames -> ticks: trade, bookTicker, depth diffs with snapshot, partial depth; pure. */
import type { Depth, Instrument, Quote, Tick, Trade } from '../../../proto/types.ts';
import { decimalFault, parseDecimal } from '../../decimal.ts';
import { failProtocol, showValue as show } from '../protocol-fault.ts';
import type { VenueMapper } from '../venue-mapper.ts';
import { isObject, type JsonObject } from '../wire.ts';
import { OrderBook } from './book.ts';

/** Levels a side that a Depth shows. */
const DEFAULT_DEPTH_LEVELS = 10;
/** A time from here on is in microseconds: as milliseconds it would be the year 5138. */
const FIRST_MICROSECONDS = 1e14;
/** A frame without symbol is taken for the symbol whose update ids are this many times nearer than the next one's. */
const NEARER = 100;

/** One symbol while its frames come in. */
interface Market {
  readonly symbol: string;
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  readonly book: OrderBook;
  /** Whether depth diffs of it have come. */
  hasDiffs: boolean;
  /** Levels that were last emitted. */
  shownBids: readonly number[];
  shownAsks: readonly number[];
}

/**
 * Maps the frames of Binance spot's combined (`/stream`) and raw (`/ws`) streams.
 *
 * bookTicker and snapshots carry no time: their venue time is the received time. Depth is kept as full
 * book by the venue's resync rule and emitted as its best levels when those changed; after a gap one
 * empty Depth says that nothing is known, until the next snapshot.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md
 */
export class BinanceMapper implements VenueMapper {
  readonly #markets = new Map<string, Market>();
  readonly #depthLevels: number;
  readonly #counts = {
    frames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    controlReplies: 0,
    staleDepth: 0,
    bookGaps: 0,
  };

  /**
   * @param instruments Symbols as the venue writes them (`BTCUSDT`), with their decimals. Frames of others are
   *                    counted and passed over.
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  constructor(instruments: readonly Instrument[], depthLevels = DEFAULT_DEPTH_LEVELS) {
    this.#depthLevels = depthLevels;
    for (const { symbol, priceDecimals, sizeDecimals } of instruments) {
      this.#markets.set(symbol, {
        symbol,
        priceDecimals,
        sizeDecimals,
        book: new OrderBook(),
        hasDiffs: false,
        shownBids: [],
        shownAsks: [],
      });
    }
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  map(frame: string, receivedTimeMs: number, symbolHint?: string): Tick[] {
    const outer = parseObject(frame);
    this.#counts.frames += 1;
    const stream = outer['stream'];
    const event = typeof stream === 'string' ? outer['data'] : outer;
    if (!isObject(event)) fail(`expected an object as "data" of stream ${show(stream)}`);
    switch (event['e']) {
      case 'trade':
        return this.#trade(event, receivedTimeMs);
      case 'depthUpdate':
        return this.#diff(event, receivedTimeMs);
      case 'bookTicker':
        return this.#quote(event, receivedTimeMs);
      case undefined:
        if ('u' in event) return this.#quote(event, receivedTimeMs);
        if ('lastUpdateId' in event) {
          return typeof stream === 'string'
            ? this.#partialDepth(event, stream, receivedTimeMs)
            : this.#snapshot(event, symbolHint, receivedTimeMs);
        }
        if ('code' in event && 'msg' in event) {
          fail(`the venue reports error ${show(event['code'])}: ${show(event['msg'])}`);
        }
        if ('result' in event) this.#counts.controlReplies += 1;
        else this.#counts.unknownEvents += 1;
        return [];
      default:
        this.#counts.unknownEvents += 1;
        return [];
    }
  }

  #trade(event: JsonObject, receivedTimeMs: number): Trade[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    const maker = event['m'];
    if (typeof maker !== 'boolean')
      fail(`${market.symbol}: m is ${show(maker)}, expected a boolean`);
    return [
      {
        kind: 'trade',
        symbol: market.symbol,
        venueTimeMs: timeOf(market, event, 'T'),
        receivedTimeMs,
        price: decimalOf(market, event['p'], 'p', market.priceDecimals),
        size: sizeOf(market, event['q'], 'q'),
        // m: the buyer was the maker, so the seller took.
        aggressorSide: maker ? 'sell' : 'buy',
        tradeId: String(idOf(market, event, 't')),
      },
    ];
  }

  #quote(event: JsonObject, receivedTimeMs: number): Quote[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    return [
      {
        kind: 'quote',
        symbol: market.symbol,
        venueTimeMs: event['T'] === undefined ? receivedTimeMs : timeOf(market, event, 'T'),
        receivedTimeMs,
        bidPrice: decimalOf(market, event['b'], 'b', market.priceDecimals),
        bidSize: sizeOf(market, event['B'], 'B'),
        askPrice: decimalOf(market, event['a'], 'a', market.priceDecimals),
        askSize: sizeOf(market, event['A'], 'A'),
      },
    ];
  }

  #diff(event: JsonObject, receivedTimeMs: number): Depth[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    const diff = {
      firstUpdateId: idOf(market, event, 'U'),
      lastUpdateId: idOf(market, event, 'u'),
      timeMs: timeOf(market, event, 'E'),
      bids: levelsOf(market, event, 'b'),
      asks: levelsOf(market, event, 'a'),
    };
    market.hasDiffs = true;
    const outcome = market.book.applyDiff(diff);
    if (outcome === 'stale') this.#counts.staleDepth += 1;
    if (outcome === 'gap') this.#counts.bookGaps += 1;
    if (outcome === 'buffered' || outcome === 'stale') return [];
    return this.#show(market, diff.timeMs, receivedTimeMs);
  }

  #snapshot(event: JsonObject, symbolHint: string | undefined, receivedTimeMs: number): Depth[] {
    const lastUpdateId = event['lastUpdateId'];
    if (!isId(lastUpdateId)) fail(`lastUpdateId is ${show(lastUpdateId)}, expected an integer`);
    const market =
      symbolHint === undefined ? this.#marketNear(lastUpdateId) : this.#marketOf(symbolHint);
    if (market === undefined) return [];
    const { book } = market;
    const bids = levelsOf(market, event, 'bids');
    const asks = levelsOf(market, event, 'asks');
    const outcome = book.applySnapshot(lastUpdateId, bids, asks);
    if (outcome === 'stale') this.#counts.staleDepth += 1;
    if (outcome === 'gap') this.#counts.bookGaps += 1;
    if (!book.isValid) return [];
    return this.#show(market, book.timeMs === 0 ? receivedTimeMs : book.timeMs, receivedTimeMs);
  }

  #partialDepth(event: JsonObject, stream: string, receivedTimeMs: number): Depth[] {
    // Such frames name their symbol in the stream only: btcusdt@depth20@100ms.
    const market = this.#marketOf(stream.slice(0, stream.indexOf('@')).toUpperCase());
    if (market === undefined) return [];
    const length = this.#depthLevels * 2;
    const bids = levelsOf(market, event, 'bids').slice(0, length);
    const asks = levelsOf(market, event, 'asks').slice(0, length);
    return showLevels(market, bids, asks, receivedTimeMs, receivedTimeMs);
  }

  #show(market: Market, venueTimeMs: number, receivedTimeMs: number): Depth[] {
    const { book } = market;
    const bids = book.isValid ? book.bestBids(this.#depthLevels) : [];
    const asks = book.isValid ? book.bestAsks(this.#depthLevels) : [];
    return showLevels(market, bids, asks, venueTimeMs, receivedTimeMs);
  }

  #marketOf(symbol: unknown): Market | undefined {
    if (typeof symbol !== 'string') fail(`s is ${show(symbol)}, expected a symbol`);
    const market = this.#markets.get(symbol);
    if (market === undefined) this.#counts.unknownSymbols += 1;
    return market;
  }

  /** Whose snapshot it is, by the update ids: each symbol of the venue counts its own. */
  #marketNear(updateId: number): Market {
    const all = [...this.#markets.values()];
    const withDiffs = all.filter((market) => market.hasDiffs);
    const candidates = (withDiffs.length > 0 ? withDiffs : all)
      .map((market) => ({ market, away: Math.abs(market.book.newestUpdateId - updateId) + 1 }))
      .sort((a, b) => a.away - b.away);
    const [nearest, next] = candidates;
    if (nearest === undefined || (next !== undefined && next.away < nearest.away * NEARER)) {
      fail(
        `cannot tell which symbol the snapshot of update id ${String(updateId)} belongs to: ` +
          'it names none, and no symbol has depth frames with update ids near it',
      );
    }
    return nearest.market;
  }
}

function showLevels(
  market: Market,
  bids: readonly number[],
  asks: readonly number[],
  venueTimeMs: number,
  receivedTimeMs: number,
): Depth[] {
  if (isSame(bids, market.shownBids) && isSame(asks, market.shownAsks)) return [];
  market.shownBids = bids;
  market.shownAsks = asks;
  return [{ kind: 'depth', symbol: market.symbol, venueTimeMs, receivedTimeMs, bids, asks }];
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

function parseObject(frame: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch (cause) {
    fail(`expected a JSON frame, got ${show(frame)}`, cause);
  }
  if (!isObject(value)) fail(`expected a JSON object as frame, got ${show(frame)}`);
  return value;
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function idOf(market: Market, event: JsonObject, field: string): number {
  const value = event[field];
  if (isId(value)) return value;
  return fail(`${market.symbol}: ${field} is ${show(value)}, expected an integer 0..2^53 - 1`);
}

function timeOf(market: Market, event: JsonObject, field: string): number {
  const time = idOf(market, event, field);
  return time >= FIRST_MICROSECONDS ? Math.floor(time / 1000) : time;
}

function sizeOf(market: Market, text: unknown, field: string): number {
  const size = decimalOf(market, text, field, market.sizeDecimals);
  if (size < 0) fail(`${market.symbol}: ${field} is ${show(text)}, expected a size of at least 0`);
  return size;
}

function decimalOf(market: Market, text: unknown, field: string, decimals: number): number {
  const value = typeof text === 'string' ? parseDecimal(text, decimals) : NaN;
  if (Number.isNaN(value))
    fail(`${market.symbol}: ${field}: ${decimalFault(text, decimals) ?? ''}`);
  return value;
}

function levelsOf(market: Market, event: JsonObject, field: string): number[] {
  const rows: unknown = event[field];
  if (!Array.isArray(rows)) {
    fail(`${market.symbol}: ${field} is ${show(rows)}, expected an array of [price, size]`);
  }
  const levels: number[] = [];
  for (const row of rows as readonly unknown[]) {
    if (!Array.isArray(row)) {
      fail(`${market.symbol}: ${field} holds ${show(row)}, expected [price, size]`);
    }
    const [price, size] = row as readonly unknown[];
    levels.push(decimalOf(market, price, field, market.priceDecimals), sizeOf(market, size, field));
  }
  return levels;
}

function fail(message: string, cause?: unknown): never {
  failProtocol('Binance', message, cause);
}
