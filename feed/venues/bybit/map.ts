/** Bybit v5 spot frames -> ticks: trades, best bid and ask, books; pure. */
import type { Tick, Trade } from '../../../proto/types.ts';
import { AbsoluteBook } from '../absolute-book.ts';
import { showValue as show } from '../protocol-fault.ts';
import type { BookFault, ResyncingMapper, VenueInstrument } from '../venue-mapper.ts';
import { isAbsurdTime } from '../venue-time.ts';
import { byNativeSymbol, WireReader, type JsonObject, type WireMarket } from '../wire.ts';
import { BybitSequence } from './book.ts';
import { sideOf } from './side.ts';

const wire = new WireReader('Bybit');

/** One book channel of a symbol; each depth has update ids of its own. */
interface BookChannel {
  readonly book: AbsoluteBook;
  readonly sequence: BybitSequence;
}

/** One symbol while its frames come in. */
interface Market extends WireMarket {
  /** `orderbook.1`, shown as quotes. */
  readonly top: BookChannel;
  /** The deeper channel, shown as depth. */
  readonly full: BookChannel;
}

/**
 * Maps the frames of Bybit's public spot topics `publicTrade`, `orderbook.1` (quotes) and one deeper `orderbook`
 * (depth).
 *
 * `type` of trades is always `snapshot`, yet they are new ones. Trade ids are texts without order, so no
 * gap can be seen from them.
 *
 * @see https://bybit-exchange.github.io/docs/v5/websocket/public/trade (bybit-exchange/docs 072c197)
 */
export class BybitMapper implements ResyncingMapper {
  readonly #markets: Map<string, Market>;
  readonly #faults: BookFault[] = [];
  readonly #counts = {
    frames: 0,
    controlFrames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    absurdTimes: 0,
    repeatedDepth: 0,
    bookGaps: 0,
  };

  /**
   * @param instruments Frames of others are counted and passed over.
   * @param depthLevels Levels a side of a Depth, 1..50.
   */
  constructor(instruments: readonly VenueInstrument[], depthLevels = 10) {
    const channel = (symbol: string, levels: number): BookChannel => ({
      book: new AbsoluteBook(symbol, levels, this.#faults),
      sequence: new BybitSequence(),
    });
    this.#markets = byNativeSymbol(instruments, (market) => ({
      ...market,
      top: channel(market.symbol, 1),
      full: channel(market.symbol, depthLevels),
    }));
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#counts };
  }

  takeBookFaults(): readonly BookFault[] {
    return this.#faults.splice(0);
  }

  map(frame: string, receivedTimeMs: number): Tick[] {
    const outer = wire.object(frame);
    this.#counts.frames += 1;
    const { topic } = outer;
    if (topic === undefined) {
      this.#counts['success' in outer || 'op' in outer ? 'controlFrames' : 'unknownEvents'] += 1;
      return [];
    }
    const [kind, depth] = wire.text(topic, 'topic').split('.', 2);
    if (kind === 'publicTrade') return this.#trades(outer, receivedTimeMs);
    if (kind === 'orderbook') return this.#book(outer, depth === '1', receivedTimeMs);
    this.#counts.unknownEvents += 1;
    return [];
  }

  #trades(outer: JsonObject, receivedTimeMs: number): Trade[] {
    const trades: Trade[] = [];
    for (const data of wire.objects(outer['data'], 'data')) {
      const market = this.#marketOf(data['s']);
      if (market === undefined) continue;
      const { symbol } = market;
      trades.push({
        kind: 'trade',
        symbol,
        venueTimeMs: this.#plausible(wire.time(data['T'], `${symbol}: T`), receivedTimeMs),
        receivedTimeMs,
        price: wire.price(market, data['p'], 'p'),
        size: wire.size(market, data['v'], 'v'),
        aggressorSide: sideOf(wire, `${symbol}: S`, data['S']),
        tradeId: wire.tradeId(data['i'], `${symbol}: i`),
      });
    }
    return trades;
  }

  #book(outer: JsonObject, isTop: boolean, receivedTimeMs: number): Tick[] {
    const data = wire.objectIn(outer['data'], 'data');
    const market = this.#marketOf(data['s']);
    if (market === undefined) return [];
    const { symbol } = market;
    const type = outer['type'];
    if (type !== 'snapshot' && type !== 'delta') {
      wire.fail(`${symbol}: type is ${show(type)}, expected snapshot or delta`);
    }
    const bids = wire.levels(market, data['b'], 'b');
    const asks = wire.levels(market, data['a'], 'a');
    const updateId = wire.integer(data['u'], `${symbol}: u`);
    // cts: when the matching engine made the change; frames from before 2024 have only ts.
    const timeMs = wire.time(outer['cts'] ?? outer['ts'], `${symbol}: ts`);
    const { book, sequence } = isTop ? market.top : market.full;
    const verdict = sequence.next(type === 'snapshot', updateId);
    if (verdict === 'repeated') this.#counts.repeatedDepth += 1;
    if (verdict === 'gap' && book.isValid) this.#counts.bookGaps += 1;
    const venueTimeMs = this.#plausible(timeMs, receivedTimeMs);
    const depths = book.apply({
      verdict,
      bids,
      asks,
      venueTimeMs,
      receivedTimeMs,
      mayNotCross: !isTop,
    });
    if (!isTop) return depths;
    return depths.map((depth) => ({
      kind: 'quote',
      symbol,
      venueTimeMs,
      receivedTimeMs,
      bidPrice: depth.bids[0] ?? 0,
      bidSize: depth.bids[1] ?? 0,
      askPrice: depth.asks[0] ?? 0,
      askSize: depth.asks[1] ?? 0,
    }));
  }

  #marketOf(native: unknown): Market | undefined {
    const market = this.#markets.get(wire.text(native, 's'));
    if (market === undefined) this.#counts.unknownSymbols += 1;
    return market;
  }

  #plausible(timeMs: number, receivedTimeMs: number): number {
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.#counts.absurdTimes += 1;
    return receivedTimeMs;
  }
}
