/** OKX v5 frames -> ticks: trades, best bid and ask, books; pure. */
import type { Depth, Quote, Tick, Trade } from '../../../proto/types.ts';
import { AbsoluteBook } from '../absolute-book.ts';
import { showValue as show } from '../protocol-fault.ts';
import type { BookFault, ResyncingMapper, VenueInstrument } from '../venue-mapper.ts';
import { isAbsurdTime } from '../venue-time.ts';
import { byNativeSymbol, WireReader, type JsonObject, type WireMarket } from '../wire.ts';
import { OkxSequence } from './book.ts';
import { sideOf } from './side.ts';
import { tradeIdOf } from './trade-ids.ts';

const wire = new WireReader('OKX');
/** Each match of a trade is told apart: more than any book has orders at a few prices would only take memory. */
const MAX_MATCHES = 100_000;

/** One symbol while its frames come in. */
interface Market extends WireMarket {
  readonly book: AbsoluteBook;
  readonly sequence: OkxSequence;
  /** Whether the next trade may be the last one from before the subscription. */
  awaitsFirstTrade: boolean;
  /** Id of the newest trade, as number; NaN before the first. */
  newestTradeId: number;
}

/**
 * Maps the frames of OKX's public channels `trades`, `bbo-tbt`, `tickers` (its best bid and ask), `books` and
 * `books5`.
 *
 * The `checksum` of books is fixed to 0 by the venue since 2025 and is not looked at. Trade ids are consecutive in all
 * that was recorded, but the venue does not promise it: a jump is counted (`tradeIdJumps`) and no gap made of it. A
 * trade of the channel `trades` stands for `count` matches and has all their ids: `121-123` (trade-ids.ts).
 *
 * @see https://www.okx.com/docs-v5/en/#order-book-trading-market-data (date of the page not known)
 */
export class OkxMapper implements ResyncingMapper {
  readonly #markets: Map<string, Market>;
  readonly #faults: BookFault[] = [];
  readonly #counts = {
    frames: 0,
    controlFrames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    absurdTimes: 0,
    historyTrades: 0,
    tradeIdJumps: 0,
    repeatedDepth: 0,
    bookGaps: 0,
  };

  /**
   * @param instruments Frames of others are counted and passed over.
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  constructor(instruments: readonly VenueInstrument[], depthLevels = 10) {
    this.#markets = byNativeSymbol(instruments, (market) => ({
      ...market,
      book: new AbsoluteBook(market.symbol, depthLevels, this.#faults),
      sequence: new OkxSequence(),
      awaitsFirstTrade: true,
      newestTradeId: NaN,
    }));
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  takeBookFaults(): readonly BookFault[] {
    return this.#faults.splice(0);
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    if (frame === 'pong') return this.#control();
    const outer = wire.object(frame);
    this.#counts.frames += 1;
    if ('event' in outer) return this.#event(outer);
    if (!('arg' in outer)) {
      this.#counts.unknownEvents += 1;
      return [];
    }
    const { channel, instId } = wire.objectIn(outer['arg'], 'arg');
    switch (channel) {
      case 'trades':
        return this.#each(outer, instId, (market, data) =>
          this.#trade(market, data, receivedTimeMs),
        );
      case 'bbo-tbt':
        return this.#each(outer, instId, (market, data) =>
          this.#topOfBook(market, data, receivedTimeMs),
        );
      case 'tickers':
        return this.#each(outer, instId, (market, data) =>
          this.#ticker(market, data, receivedTimeMs),
        );
      case 'books5':
        return this.#each(outer, instId, (market, data) =>
          this.#book(market, data, true, receivedTimeMs),
        );
      case 'books':
      case 'books-l2-tbt':
      case 'books50-l2-tbt': {
        const action = outer['action'];
        if (action !== 'snapshot' && action !== 'update') {
          wire.fail(`action is ${show(action)}, expected snapshot or update`);
        }
        return this.#each(outer, instId, (market, data) =>
          this.#book(market, data, action === 'snapshot', receivedTimeMs),
        );
      }
      default:
        this.#counts.unknownEvents += 1;
        return [];
    }
  }

  #control(): Tick[] {
    this.#counts.frames += 1;
    this.#counts.controlFrames += 1;
    return [];
  }

  #event(outer: JsonObject): Tick[] {
    this.#counts.controlFrames += 1;
    const arg = outer['arg'];
    if (outer['event'] === 'subscribe' && typeof arg === 'object' && arg !== null) {
      const { channel, instId } = arg as JsonObject;
      const market = typeof instId === 'string' ? this.#markets.get(instId) : undefined;
      if (market !== undefined && channel === 'trades') market.awaitsFirstTrade = true;
    }
    return [];
  }

  #each(
    outer: JsonObject,
    instId: unknown,
    map: (market: Market, data: JsonObject) => readonly Tick[],
  ): Tick[] {
    const market = this.#markets.get(wire.text(instId, 'instId'));
    if (market === undefined) {
      this.#counts.unknownSymbols += 1;
      return [];
    }
    const ticks: Tick[] = [];
    for (const data of wire.objects(outer['data'], 'data')) {
      ticks.push(...map(market, data));
    }
    return ticks;
  }

  #trade(market: Market, data: JsonObject, receivedTimeMs: number): Trade[] {
    const { symbol } = market;
    const side = sideOf(wire, symbol, data['side']);
    const price = wire.price(market, data['px'], 'px');
    const size = wire.size(market, data['sz'], 'sz');
    const tradeId = wire.tradeId(data['tradeId'], `${symbol}: tradeId`);
    const timeMs = wire.time(data['ts'], `${symbol}: ts`);
    // On a subscription the venue sends the last trade once more, which may be days old.
    const isHistory = market.awaitsFirstTrade && timeMs > 0 && timeMs < receivedTimeMs;
    market.awaitsFirstTrade = false;
    // Absent in frames from before 2023, which tell every match alone.
    const count = data['count'] === undefined ? 1 : countOf(symbol, data['count']);
    this.#follow(market, tradeId, count);
    if (isHistory && isAbsurdTime(timeMs, receivedTimeMs)) {
      this.#counts.historyTrades += 1;
      return [];
    }
    return [
      {
        kind: 'trade',
        symbol,
        venueTimeMs: this.#plausible(timeMs, receivedTimeMs),
        receivedTimeMs,
        price,
        size,
        aggressorSide: side,
        tradeId: tradeIdOf(tradeId, count),
      },
    ];
  }

  /** A trade may stand for `count` matches, of which it carries the last id. */
  #follow(market: Market, tradeId: string, count: number): void {
    const id = Number(tradeId);
    const first = id - count + 1;
    if (first > market.newestTradeId + 1) this.#counts.tradeIdJumps += 1;
    if (!(id <= market.newestTradeId)) market.newestTradeId = id;
  }

  #topOfBook(market: Market, data: JsonObject, receivedTimeMs: number): Quote[] {
    const [bidPrice = 0, bidSize = 0] = wire.levels(market, data['bids'], 'bids');
    const [askPrice = 0, askSize = 0] = wire.levels(market, data['asks'], 'asks');
    return this.#quote(market, data, receivedTimeMs, { bidPrice, bidSize, askPrice, askSize });
  }

  #ticker(market: Market, data: JsonObject, receivedTimeMs: number): Quote[] {
    // A side without orders is an empty text.
    const hasBid = data['bidPx'] !== '';
    const hasAsk = data['askPx'] !== '';
    return this.#quote(market, data, receivedTimeMs, {
      bidPrice: hasBid ? wire.price(market, data['bidPx'], 'bidPx') : 0,
      bidSize: hasBid ? wire.size(market, data['bidSz'], 'bidSz') : 0,
      askPrice: hasAsk ? wire.price(market, data['askPx'], 'askPx') : 0,
      askSize: hasAsk ? wire.size(market, data['askSz'], 'askSz') : 0,
    });
  }

  #quote(
    { symbol }: Market,
    data: JsonObject,
    receivedTimeMs: number,
    sides: Pick<Quote, 'bidPrice' | 'bidSize' | 'askPrice' | 'askSize'>,
  ): Quote[] {
    const venueTimeMs = this.#plausible(wire.time(data['ts'], `${symbol}: ts`), receivedTimeMs);
    return [{ kind: 'quote', symbol, venueTimeMs, receivedTimeMs, ...sides }];
  }

  #book(market: Market, data: JsonObject, isSnapshot: boolean, receivedTimeMs: number): Depth[] {
    const { book, sequence } = market;
    const bids = wire.levels(market, data['bids'], 'bids');
    const asks = wire.levels(market, data['asks'], 'asks');
    const timeMs = wire.time(data['ts'], `${market.symbol}: ts`);
    const seqId = sequenceOf(data, 'seqId');
    const verdict = sequence.next(isSnapshot, seqId, sequenceOf(data, 'prevSeqId'));
    if (verdict === 'repeated') this.#counts.repeatedDepth += 1;
    if (verdict === 'gap' && book.isValid) this.#counts.bookGaps += 1;
    return book.apply({
      verdict,
      bids,
      asks,
      venueTimeMs: this.#plausible(timeMs, receivedTimeMs),
      receivedTimeMs,
      // Before a market opens OKX shows crossed books; without numbers it is the only sign of a loss.
      mayNotCross: seqId === undefined,
    });
  }

  #plausible(timeMs: number, receivedTimeMs: number): number {
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.#counts.absurdTimes += 1;
    return receivedTimeMs;
  }
}

function sequenceOf(data: JsonObject, field: string): number | undefined {
  const value = data[field];
  if (value === undefined) return undefined;
  if (!Number.isSafeInteger(value)) {
    wire.fail(`${field} is ${show(value)}, expected an integer up to 2^53 - 1`);
  }
  return value as number;
}

function countOf(symbol: string, count: unknown): number {
  const matches = typeof count === 'string' ? Number(count) : count;
  if (
    !Number.isSafeInteger(matches) ||
    (matches as number) < 1 ||
    (matches as number) > MAX_MATCHES
  ) {
    wire.fail(`${symbol}: count is ${show(count)}, expected a number 1..${String(MAX_MATCHES)}`);
  }
  return matches as number;
}
