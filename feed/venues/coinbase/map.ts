/** Coinbase Exchange frames -> ticks: match, ticker, level2 with snapshot, heartbeat; pure. */
import type { Quote, Tick } from '../../../proto/types.ts';
import { parseDecimal } from '../../decimal.ts';
import { MarketBook } from '../market-book.ts';
import { showValue } from '../protocol-fault.ts';
import { createGap, TradeSequence } from '../trade-sequence.ts';
import type { BookFault, ResyncingMapper, VenueInstrument } from '../venue-mapper.ts';
import { isAbsurdTime, parseIsoTime } from '../venue-time.ts';
import { WireReader, type JsonObject, type WireMarket } from '../wire.ts';
import { idOf } from './trade-id.ts';

/** Levels a side that a Depth shows. */
const DEFAULT_DEPTH_LEVELS = 10;
const DECIMAL = /^\d+(\.\d+)?$/;
const NO_TICKS: readonly Tick[] = [];

const wire: WireReader = new WireReader('Coinbase');

/** One product while its frames come in. */
interface Market extends WireMarket {
  readonly book: MarketBook;
  readonly trades: TradeSequence;
  quote: Quote | undefined;
  /** Newest trade id of the last heartbeat, and its time; undefined before the first. */
  heartbeat: { readonly tradeId: string; readonly timeMs: number } | undefined;
}

/**
 * Maps the frames of Coinbase Exchange (`matches`, `ticker`, `level2` or `level2_batch`, `heartbeat`).
 *
 * Trade ids count up by one for each product: a jump gives a Gap before the trade behind it, and so does a
 * heartbeat whose newest trade has not come by the next heartbeat. `last_match` is history the first time; later it is
 * published only if it was missed. Quotes are the top of the book while there is one, else those of the ticker,
 * which come with trades only. Updates carry no numbers, so a crossed book is the only sign that some were lost.
 *
 * @see https://docs.cdp.coinbase.com/exchange/websocket-feed/channels
 */
export class CoinbaseMapper implements ResyncingMapper {
  readonly #markets = new Map<string, Market>();
  #faults: BookFault[] = [];
  readonly #counts = {
    frames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    controlFrames: 0,
    absurdTimes: 0,
    malformedLevels: 0,
    quotesWithoutSize: 0,
    historyTrades: 0,
    lostTrades: 0,
    bookFaults: 0,
  };

  /**
   * @param instruments Frames of other products are counted and passed over.
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  constructor(instruments: readonly VenueInstrument[], depthLevels = DEFAULT_DEPTH_LEVELS) {
    for (const { instrument, nativeSymbol } of instruments) {
      const { symbol, priceDecimals, sizeDecimals } = instrument;
      this.#markets.set(nativeSymbol, {
        symbol,
        priceDecimals,
        sizeDecimals,
        book: new MarketBook(symbol, depthLevels),
        trades: new TradeSequence(),
        quote: undefined,
        heartbeat: undefined,
      });
    }
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  takeBookFaults(): readonly BookFault[] {
    const faults = this.#faults;
    this.#faults = [];
    return faults;
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    const event = wire.object(frame);
    this.#counts.frames += 1;
    switch (event['type']) {
      case 'l2update':
        return this.#update(event, receivedTimeMs);
      case 'match':
      case 'last_match':
        return this.#trade(event, frame, receivedTimeMs);
      case 'ticker':
        return this.#ticker(event, receivedTimeMs);
      case 'snapshot':
        return this.#snapshot(event, receivedTimeMs);
      case 'heartbeat':
        return this.#heartbeat(event, frame, receivedTimeMs);
      case 'subscriptions':
      case 'error':
        this.#counts.controlFrames += 1;
        return [];
      default:
        this.#counts.unknownEvents += 1;
        return [];
    }
  }

  #trade(event: JsonObject, frame: string, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event);
    if (market === undefined) return [];
    const side = event['side'];
    if (side !== 'buy' && side !== 'sell') {
      wire.fail(`${market.symbol}: side is ${showValue(side)}, expected "buy" or "sell"`);
    }
    const tradeId = idOf(wire, market, event, frame, 'trade_id');
    const venueTimeMs = this.#timeOf(event, receivedTimeMs);
    const trade: Tick = {
      kind: 'trade',
      symbol: market.symbol,
      venueTimeMs,
      receivedTimeMs,
      price: wire.price(market, event['price'], 'price'),
      size: wire.size(market, event['size'], 'size'),
      // The venue names the side of the maker.
      aggressorSide: side === 'buy' ? 'sell' : 'buy',
      tradeId,
    };
    const step = market.trades.next(tradeId, venueTimeMs);
    if (event['type'] === 'last_match' && step.kind !== 'new') {
      this.#counts.historyTrades += 1;
      return [];
    }
    if (step.lostTrades === 0) return [trade];
    this.#counts.lostTrades += step.lostTrades;
    return [
      createGap(market.symbol, step.lostTrades, step.previousTimeMs, venueTimeMs, receivedTimeMs),
      trade,
    ];
  }

  #heartbeat(event: JsonObject, frame: string, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event);
    if (market === undefined) return [];
    const before = market.heartbeat;
    const timeMs = this.#timeOf(event, receivedTimeMs);
    market.heartbeat = { tradeId: idOf(wire, market, event, frame, 'last_trade_id'), timeMs };
    // Before the first trade it is not known whether trades are subscribed to at all.
    if (before === undefined || !market.trades.hasStarted) return [];
    // A heartbeat may overtake the trade that it names, but not by the second until the next one.
    if (market.trades.hasSeen(before.tradeId)) return [];
    const { lostTrades, previousTimeMs } = market.trades.next(before.tradeId, before.timeMs);
    this.#counts.lostTrades += lostTrades + 1;
    const { symbol } = market;
    return [createGap(symbol, lostTrades + 1, previousTimeMs, before.timeMs, receivedTimeMs)];
  }

  #ticker(event: JsonObject, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event);
    if (market === undefined || market.book.isValid) return [];
    // Before December 2022 the ticker had no sizes.
    if (event['best_bid_size'] === undefined || event['best_ask_size'] === undefined) {
      this.#counts.quotesWithoutSize += 1;
      return [];
    }
    market.quote = {
      kind: 'quote',
      symbol: market.symbol,
      venueTimeMs: this.#timeOf(event, receivedTimeMs),
      receivedTimeMs,
      bidPrice: wire.price(market, event['best_bid'], 'best_bid'),
      bidSize: wire.size(market, event['best_bid_size'], 'best_bid_size'),
      askPrice: wire.price(market, event['best_ask'], 'best_ask'),
      askSize: wire.size(market, event['best_ask_size'], 'best_ask_size'),
    };
    return [market.quote];
  }

  #snapshot(event: JsonObject, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event);
    if (market === undefined) return [];
    const { book } = market;
    const bids = this.#levelsOf(market, event, 'bids');
    const asks = this.#levelsOf(market, event, 'asks');
    book.bids.replace(bids);
    book.asks.replace(asks);
    book.begin();
    const timeMs =
      event['time'] === undefined ? receivedTimeMs : this.#timeOf(event, receivedTimeMs);
    return this.#show(market, timeMs, receivedTimeMs);
  }

  #update(event: JsonObject, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event);
    if (market === undefined) return [];
    const { book } = market;
    const changes = event['changes'];
    if (!Array.isArray(changes)) {
      wire.fail(`${market.symbol}: changes is ${showValue(changes)}, expected an array`);
    }
    const timeMs = this.#timeOf(event, receivedTimeMs);
    if (!book.isValid) return this.#distrust(market, 'noSnapshot', timeMs, receivedTimeMs);
    let rank: number;
    try {
      rank = this.#change(market, changes as readonly unknown[]);
    } catch (error) {
      // What the frame would have changed is not known: the next one of the book shows it empty.
      book.doubt(this.#faults);
      this.#counts.bookFaults += 1;
      throw error;
    }
    if (!book.isSeen(rank)) return NO_TICKS as Tick[];
    if (rank === 0 && book.isCrossed) {
      return this.#distrust(market, 'crossed', timeMs, receivedTimeMs);
    }
    return rank === 0
      ? this.#show(market, timeMs, receivedTimeMs)
      : [book.show(timeMs, receivedTimeMs)];
  }

  /** Applies changes; returns the place from the best of the best level that changed. */
  #change(market: Market, changes: readonly unknown[]): number {
    const { book } = market;
    let best = Infinity;
    for (const change of changes) {
      if (!Array.isArray(change)) wire.fail(`${market.symbol}: changes holds ${showValue(change)}`);
      const [side, price, size] = change as readonly unknown[];
      if (side !== 'buy' && side !== 'sell') {
        wire.fail(`${market.symbol}: side is ${showValue(side)}, expected "buy" or "sell"`);
      }
      const scaledPrice = wire.price(market, price, 'changes');
      const levels = side === 'buy' ? book.bids : book.asks;
      const rank = levels.set(scaledPrice, this.#levelSizeOf(market, size));
      if (rank < best) best = rank;
    }
    return best;
  }

  #distrust(
    market: Market,
    reason: BookFault['reason'],
    timeMs: number,
    receivedTimeMs: number,
  ): Tick[] {
    const known = this.#faults.length;
    const ticks = market.book.invalidate(reason, this.#faults, timeMs, receivedTimeMs);
    this.#counts.bookFaults += this.#faults.length - known;
    return ticks;
  }

  #show(market: Market, venueTimeMs: number, receivedTimeMs: number): Tick[] {
    const { book, quote } = market;
    const depth = book.show(venueTimeMs, receivedTimeMs);
    const bidPrice = book.bids.count === 0 ? 0 : book.bids.bestPrice;
    const askPrice = book.asks.count === 0 ? 0 : book.asks.bestPrice;
    const { bestSize: bidSize } = book.bids;
    const { bestSize: askSize } = book.asks;
    if (
      quote?.bidPrice === bidPrice &&
      quote.bidSize === bidSize &&
      quote.askPrice === askPrice &&
      quote.askSize === askSize
    ) {
      return [depth];
    }
    market.quote = {
      kind: 'quote',
      symbol: market.symbol,
      venueTimeMs,
      receivedTimeMs,
      bidPrice,
      bidSize,
      askPrice,
      askSize,
    };
    return [market.quote, depth];
  }

  #marketOf(event: JsonObject): Market | undefined {
    const native = event['product_id'];
    if (typeof native !== 'string') {
      wire.fail(`product_id is ${showValue(native)}, expected a product`);
    }
    const market = this.#markets.get(native);
    if (market === undefined) this.#counts.unknownSymbols += 1;
    return market;
  }

  #timeOf(event: JsonObject, receivedTimeMs: number): number {
    const text = event['time'];
    if (typeof text !== 'string')
      wire.fail(`time is ${showValue(text)}, expected an ISO 8601 time`);
    const timeMs = parseIsoTime(text);
    if (Number.isNaN(timeMs)) wire.fail(`time is ${showValue(text)}, expected an ISO 8601 time`);
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.#counts.absurdTimes += 1;
    return receivedTimeMs;
  }

  #levelsOf(market: Market, event: JsonObject, field: string): number[] {
    const rows = event[field];
    if (!Array.isArray(rows)) {
      wire.fail(
        `${market.symbol}: ${field} is ${showValue(rows)}, expected an array of [price, size]`,
      );
    }
    const levels: number[] = [];
    for (const row of rows as readonly unknown[]) {
      if (!Array.isArray(row)) wire.fail(`${market.symbol}: ${field} holds ${showValue(row)}`);
      const [price, size] = row as readonly unknown[];
      levels.push(wire.price(market, price, field), this.#levelSizeOf(market, size));
    }
    return levels;
  }

  /** Size of a level. The venue has sent impossible ones, such as `0.-10000`: such a level counts as removed. */
  #levelSizeOf(market: Market, text: unknown): number {
    const size = typeof text === 'string' ? parseDecimal(text, market.sizeDecimals) : NaN;
    if (size >= 0) return size;
    // More decimals than the instrument has are another matter: all sizes would be wrong.
    if (typeof text === 'string' && DECIMAL.test(text)) wire.size(market, text, 'size');
    this.#counts.malformedLevels += 1;
    return 0;
  }
}
