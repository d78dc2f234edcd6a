/** Binance spot frames -> ticks: trade, bookTicker, depth diffs with snapshot, partial depth; pure. */
import type { Depth, Instrument, Quote, Tick } from '../../../proto/types.ts';
import { showValue as show } from '../protocol-fault.ts';
import { createGap, TradeSequence } from '../trade-sequence.ts';
import type { BookFault, ResyncingMapper, VenueInstrument } from '../venue-mapper.ts';
import { isAbsurdTime } from '../venue-time.ts';
import { byNativeSymbol, isObject, WireReader, type JsonObject, type WireMarket } from '../wire.ts';
import { OrderBook, type BookOutcome } from './book.ts';
import { marketNear } from './market-near.ts';

/** Levels a side that a Depth shows. */
const DEFAULT_DEPTH_LEVELS = 10;
const NO_LEVELS: readonly number[] = [];
/** 10 s of diffs. */
const REPEAT_AFTER_DIFFS = 100;

const wire: WireReader = new WireReader('Binance');

/** One symbol while its frames come in. */
interface Market extends WireMarket {
  readonly book: OrderBook;
  readonly trades: TradeSequence;
  /** Whether depth diffs of it have come. */
  hasDiffs: boolean;
  /** Whether it has been said that the book needs a snapshot, since the last one. */
  isFaultReported: boolean;
  /** Diffs since that was said. */
  diffsSinceFault: number;
  /** Levels that were last emitted. */
  shownBids: readonly number[];
  shownAsks: readonly number[];
}

/**
 * Maps the frames of Binance spot's combined (`/stream`) and raw (`/ws`) streams, and depth snapshots among them.
 *
 * bookTicker and snapshots carry no time: their venue time is the received time. Trade ids count up by one for each
 * symbol; a jump gives a Gap before the trade behind it. Depth is kept as full book by the venue's resync rule and emitted
 * as its best levels when those changed; after a gap one empty Depth says that nothing is known, until the next
 * snapshot. The stream sends no snapshot itself: the first diff of a book already is a fault, `noSnapshot`.
 *
 * @see https://github.com/binance/binance-spot-api-docs/blob/master/web-socket-streams.md
 */
export class BinanceMapper implements ResyncingMapper {
  readonly #markets: ReadonlyMap<string, Market>;
  readonly #bySymbol: ReadonlyMap<string, Market>;
  readonly #depthLevels: number;
  #faults: BookFault[] = [];
  readonly #counts = {
    frames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    controlFrames: 0,
    absurdTimes: 0,
    lostTrades: 0,
    staleDepth: 0,
    bookGaps: 0,
    bookFaults: 0,
  };

  /**
   * @param instruments Frames of others are counted and passed over. An Instrument alone, as recordings without a list
   *                    give it, has the venue's name (`BTCUSDT`) as its symbol.
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  constructor(
    instruments: readonly (VenueInstrument | Instrument)[],
    depthLevels = DEFAULT_DEPTH_LEVELS,
  ) {
    this.#depthLevels = depthLevels;
    this.#markets = byNativeSymbol(instruments.map(withNativeSymbol), (market) => ({
      ...market,
      book: new OrderBook(),
      trades: new TradeSequence(),
      hasDiffs: false,
      isFaultReported: false,
      diffsSinceFault: 0,
      shownBids: [],
      shownAsks: [],
    }));
    this.#bySymbol = new Map([...this.#markets.values()].map((market) => [market.symbol, market]));
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  takeBookFaults(): readonly BookFault[] {
    const faults = this.#faults;
    this.#faults = [];
    return faults;
  }

  map(frame: string, receivedTimeMs: number, symbolHint?: string): Tick[] {
    const outer = wire.object(frame);
    this.#counts.frames += 1;
    const stream = outer['stream'];
    const event = typeof stream === 'string' ? outer['data'] : outer;
    if (!isObject(event)) wire.fail(`expected an object as "data" of stream ${show(stream)}`);
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
        this.#control(event);
        return [];
      case 'serverShutdown':
        this.#counts.controlFrames += 1;
        return [];
      default:
        this.#counts.unknownEvents += 1;
        return [];
    }
  }

  #control(event: JsonObject): void {
    const error = isObject(event['error']) ? event['error'] : event;
    if ('code' in error && 'msg' in error) {
      wire.fail(`the venue reports error ${show(error['code'])}: ${show(error['msg'])}`);
    }
    if ('result' in event) this.#counts.controlFrames += 1;
    else this.#counts.unknownEvents += 1;
  }

  #trade(event: JsonObject, receivedTimeMs: number): Tick[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    const { symbol } = market;
    const maker = event['m'];
    if (typeof maker !== 'boolean') wire.fail(`${symbol}: m is ${show(maker)}, expected a boolean`);
    const tradeId = String(wire.integer(event['t'], 't'));
    const venueTimeMs = this.#timeOf(event['T'], 'T', receivedTimeMs);
    const trade: Tick = {
      kind: 'trade',
      symbol,
      venueTimeMs,
      receivedTimeMs,
      price: wire.price(market, event['p'], 'p'),
      size: wire.size(market, event['q'], 'q'),
      // m: the buyer was the maker, so the seller took.
      aggressorSide: maker ? 'sell' : 'buy',
      tradeId,
    };
    const { lostTrades, previousTimeMs } = market.trades.next(tradeId, venueTimeMs);
    if (lostTrades === 0) return [trade];
    this.#counts.lostTrades += lostTrades;
    return [createGap(symbol, lostTrades, previousTimeMs, venueTimeMs, receivedTimeMs), trade];
  }

  #quote(event: JsonObject, receivedTimeMs: number): Quote[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    const time = event['T'];
    return [
      {
        kind: 'quote',
        symbol: market.symbol,
        venueTimeMs: time === undefined ? receivedTimeMs : this.#timeOf(time, 'T', receivedTimeMs),
        receivedTimeMs,
        bidPrice: wire.price(market, event['b'], 'b'),
        bidSize: wire.size(market, event['B'], 'B'),
        askPrice: wire.price(market, event['a'], 'a'),
        askSize: wire.size(market, event['A'], 'A'),
      },
    ];
  }

  #diff(event: JsonObject, receivedTimeMs: number): Depth[] {
    const market = this.#marketOf(event['s']);
    if (market === undefined) return [];
    const diff = {
      firstUpdateId: wire.integer(event['U'], 'U'),
      lastUpdateId: wire.integer(event['u'], 'u'),
      timeMs: this.#timeOf(event['E'], 'E', receivedTimeMs),
      bids: wire.levels(market, event['b'], 'b'),
      asks: wire.levels(market, event['a'], 'a'),
    };
    market.hasDiffs = true;
    const outcome = market.book.applyDiff(diff);
    this.#judge(market, outcome);
    if (outcome === 'buffered' || outcome === 'stale') return [];
    return this.#show(market, diff.timeMs, receivedTimeMs);
  }

  #snapshot(event: JsonObject, symbolHint: string | undefined, receivedTimeMs: number): Depth[] {
    const lastUpdateId = wire.integer(event['lastUpdateId'], 'lastUpdateId');
    const market =
      symbolHint === undefined
        ? marketNear([...this.#markets.values()], lastUpdateId)
        : this.#bySymbol.get(symbolHint);
    if (market === undefined) {
      this.#counts.unknownSymbols += 1;
      return [];
    }
    const { book } = market;
    const bids = wire.levels(market, event['bids'], 'bids');
    const asks = wire.levels(market, event['asks'], 'asks');
    market.isFaultReported = false;
    const outcome = book.applySnapshot(lastUpdateId, bids, asks);
    this.#judge(market, outcome);
    if (!book.isValid || outcome === 'stale') return [];
    // Whoever asked for it is told that it came, also where it shows nothing new.
    market.shownBids = market.shownAsks = NO_LEVELS;
    return this.#show(market, book.timeMs === 0 ? receivedTimeMs : book.timeMs, receivedTimeMs);
  }

  #partialDepth(event: JsonObject, stream: string, receivedTimeMs: number): Depth[] {
    // Such frames name their symbol in the stream only: btcusdt@depth20@100ms.
    const market = this.#marketOf(stream.slice(0, stream.indexOf('@')).toUpperCase());
    if (market === undefined) return [];
    const length = this.#depthLevels * 2;
    const bids = wire.levels(market, event['bids'], 'bids').slice(0, length);
    const asks = wire.levels(market, event['asks'], 'asks').slice(0, length);
    return showLevels(market, bids, asks, receivedTimeMs, receivedTimeMs);
  }

  /** Counts what became of a diff or snapshot, and asks for a snapshot where the book needs one. */
  #judge(market: Market, outcome: BookOutcome): void {
    if (outcome === 'stale') this.#counts.staleDepth += 1;
    if (outcome === 'gap') this.#counts.bookGaps += 1;
    const { book } = market;
    if (book.isValid && !book.isRefreshing) {
      if (!book.isOutOfReach(this.#depthLevels)) return;
      book.refresh();
    } else if (market.isFaultReported) {
      // A book that goes on meanwhile may hide that it needs one: it is said again.
      market.diffsSinceFault += 1;
      if (!book.isRefreshing || market.diffsSinceFault < REPEAT_AFTER_DIFFS) return;
    }
    market.isFaultReported = true;
    market.diffsSinceFault = 0;
    this.#counts.bookFaults += 1;
    const { symbol } = market;
    // A replay has nobody who takes them.
    if (this.#faults.some((fault) => fault.symbol === symbol)) return;
    this.#faults.push({ symbol, reason: outcome === 'gap' ? 'gap' : 'noSnapshot' });
  }

  #show(market: Market, venueTimeMs: number, receivedTimeMs: number): Depth[] {
    const { book } = market;
    const bids = book.isValid ? book.bestBids(this.#depthLevels) : [];
    const asks = book.isValid ? book.bestAsks(this.#depthLevels) : [];
    return showLevels(market, bids, asks, venueTimeMs, receivedTimeMs);
  }

  #timeOf(value: unknown, field: string, receivedTimeMs: number): number {
    const timeMs = wire.time(value, field);
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.#counts.absurdTimes += 1;
    return receivedTimeMs;
  }

  #marketOf(native: unknown): Market | undefined {
    if (typeof native !== 'string') wire.fail(`s is ${show(native)}, expected a symbol`);
    const market = this.#markets.get(native);
    if (market === undefined) this.#counts.unknownSymbols += 1;
    return market;
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

/** Recordings carry no list of instruments: theirs are called as the venue calls them. */
function withNativeSymbol(listed: VenueInstrument | Instrument): VenueInstrument {
  return 'instrument' in listed ? listed : { instrument: listed, nativeSymbol: listed.symbol };
}
