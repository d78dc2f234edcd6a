/** Kraken v2 frames -> ticks: trade, ticker, book with checksum; pure. */
import type { Tick } from '../../../proto/types.ts';
import { decimalFault, parseDecimal } from '../../decimal.ts';
import { MarketBook } from '../market-book.ts';
import { failProtocol, showValue } from '../protocol-fault.ts';
import { createGap, TradeSequence } from '../trade-sequence.ts';
import type { BookFault, ResyncingMapper, VenueInstrument } from '../venue-mapper.ts';
import { isAbsurdTime, parseIsoTime } from '../venue-time.ts';
import { BookChecksum } from './book.ts';
import { bookDepthFor } from './capabilities.ts';
import { checksumDigits } from './checksum.ts';
import { FrameReader } from './frame-reader.ts';
import { FrameItem } from './item.ts';

/** Levels a side that a Depth shows. */
const DEFAULT_DEPTH_LEVELS = 10;
const CONTROL_CHANNELS: ReadonlySet<string> = new Set(['heartbeat', 'status']);
const DIGITS = /^\d{1,64}$/;

/** One pair while its frames come in. */
interface Market {
  readonly native: string;
  readonly symbol: string;
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  readonly book: MarketBook;
  readonly checksum: BookChecksum;
  readonly trades: TradeSequence;
  /** Number of the frame whose trade snapshot came before any other trade: it is history; -1 if none. */
  historyFrame: number;
}

/**
 * Maps the frames of Kraken's WebSocket API v2 (`trade`, `ticker`, `book`).
 *
 * Numbers are read from the text, not by JSON.parse: the book's checksum counts trailing zeros. Trade ids count up
 * by one for each pair; a jump gives a Gap before the trade behind it. A trade snapshot is history the first time;
 * later ones (after a reconnect) are published as far as they hold trades that were missed.
 *
 * @see https://docs.kraken.com/exchange/api-reference/spot-websocket-v2/book
 */
export class KrakenMapper implements ResyncingMapper {
  readonly #markets = new Map<string, Market>();
  readonly #bookDepth: number;
  readonly #reader = new FrameReader();
  readonly #item = new FrameItem();
  #faults: BookFault[] = [];
  readonly #counts = {
    frames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    controlFrames: 0,
    absurdTimes: 0,
    historyTrades: 0,
    lostTrades: 0,
    uncheckedBooks: 0,
    bookFaults: 0,
  };

  /**
   * @param instruments Frames of other pairs are counted and passed over.
   * @param depthLevels Levels a side of a Depth, 1..50.
   * @param bookDepth   Depth with which the books are subscribed.
   */
  constructor(
    instruments: readonly VenueInstrument[],
    depthLevels = DEFAULT_DEPTH_LEVELS,
    bookDepth = bookDepthFor(depthLevels),
  ) {
    this.#bookDepth = bookDepth;
    for (const { instrument, nativeSymbol } of instruments) {
      const { symbol, priceDecimals, sizeDecimals } = instrument;
      this.#markets.set(nativeSymbol, {
        native: nativeSymbol,
        symbol,
        priceDecimals,
        sizeDecimals,
        book: new MarketBook(symbol, depthLevels),
        checksum: new BookChecksum(),
        trades: new TradeSequence(),
        historyFrame: -1,
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
    const reader = this.#reader;
    reader.reset(frame);
    this.#counts.frames += 1;
    const ticks: Tick[] = [];
    let channel = '';
    let type = '';
    let isControl = false;
    try {
      reader.enterObject();
      for (let key = reader.nextKey(); key !== undefined; key = reader.nextKey()) {
        if (key === 'channel') channel = reader.text();
        else if (key === 'type') type = reader.text();
        else if (key === 'data') this.#data(channel, type, receivedTimeMs, ticks);
        else {
          isControl ||= key === 'method' || key === 'Error' || key === 'error';
          reader.skip();
        }
      }
    } catch (error) {
      if (error instanceof Error && error.name === 'FrameSyntaxError') {
        fail(`expected a JSON object as frame, got ${showValue(frame)}: ${error.message}`, error);
      }
      throw error;
    }
    if (isControl || CONTROL_CHANNELS.has(channel)) this.#counts.controlFrames += 1;
    else if (channel !== 'trade' && channel !== 'ticker' && channel !== 'book') {
      this.#counts.unknownEvents += 1;
    }
    return ticks;
  }

  #data(channel: string, type: string, receivedTimeMs: number, ticks: Tick[]): void {
    const reader = this.#reader;
    if (channel !== 'book' && channel !== 'trade' && channel !== 'ticker') {
      reader.skip();
      return;
    }
    if (type !== 'snapshot' && type !== 'update') {
      fail(`type of ${channel} is ${showValue(type)}, expected "snapshot" or "update"`);
    }
    const isSnapshot = type === 'snapshot';
    reader.enterArray();
    while (reader.hasElement()) {
      this.#item.read(reader);
      if (this.#item.symbol === '') fail(`symbol of ${channel} is missing`);
      const market = this.#markets.get(this.#item.symbol);
      if (market === undefined) this.#counts.unknownSymbols += 1;
      else if (channel === 'book') this.#book(market, isSnapshot, receivedTimeMs, ticks);
      else if (channel === 'trade') this.#trade(market, isSnapshot, receivedTimeMs, ticks);
      else this.#ticker(market, receivedTimeMs, ticks);
    }
  }

  #trade(market: Market, isSnapshot: boolean, receivedTimeMs: number, ticks: Tick[]): void {
    const { side, tradeId, price, qty } = this.#item;
    const { native, symbol, trades } = market;
    if (side !== 'buy' && side !== 'sell') {
      fail(`${native}: side is ${showValue(side)}, expected "buy" or "sell"`);
    }
    if (!DIGITS.test(tradeId))
      fail(`${native}: trade_id is ${showValue(tradeId)}, expected digits`);
    const venueTimeMs = this.#timeOf(market, receivedTimeMs);
    const trade: Tick = {
      kind: 'trade',
      symbol,
      venueTimeMs,
      receivedTimeMs,
      price: decimalOf(market, price, 'price', market.priceDecimals),
      size: sizeOf(market, qty, 'qty'),
      aggressorSide: side,
      tradeId,
    };
    if (isSnapshot && !trades.hasStarted) market.historyFrame = this.#counts.frames;
    const { kind, lostTrades, previousTimeMs } = trades.next(tradeId, venueTimeMs);
    if (isSnapshot && (kind !== 'new' || market.historyFrame === this.#counts.frames)) {
      this.#counts.historyTrades += 1;
      return;
    }
    if (lostTrades > 0) {
      this.#counts.lostTrades += lostTrades;
      ticks.push(createGap(symbol, lostTrades, previousTimeMs, venueTimeMs, receivedTimeMs));
    }
    ticks.push(trade);
  }

  #ticker(market: Market, receivedTimeMs: number, ticks: Tick[]): void {
    const { bid, bidQty, ask, askQty } = this.#item;
    ticks.push({
      kind: 'quote',
      symbol: market.symbol,
      venueTimeMs: this.#timeOf(market, receivedTimeMs),
      receivedTimeMs,
      bidPrice: decimalOf(market, bid, 'bid', market.priceDecimals),
      bidSize: sizeOf(market, bidQty, 'bid_qty'),
      askPrice: decimalOf(market, ask, 'ask', market.priceDecimals),
      askSize: sizeOf(market, askQty, 'ask_qty'),
    });
  }

  #book(market: Market, isSnapshot: boolean, receivedTimeMs: number, ticks: Tick[]): void {
    const { book, checksum } = market;
    const item = this.#item;
    const timeMs = item.timestamp === '' ? receivedTimeMs : this.#timeOf(market, receivedTimeMs);
    if (!isSnapshot && !book.isValid) {
      this.#distrust(market, 'noSnapshot', timeMs, receivedTimeMs, ticks);
      return;
    }
    let rank = Infinity;
    if (isSnapshot) {
      book.bids.clear();
      book.asks.clear();
      checksum.changed(true, 0);
      book.begin();
      rank = 0;
    }
    try {
      rank = Math.min(rank, change(market, false, item.bids), change(market, true, item.asks));
    } catch (error) {
      // Half of the frame is in the book: the next one of the book shows it empty.
      book.doubt(this.#faults);
      this.#counts.bookFaults += 1;
      throw error;
    }
    book.bids.truncate(this.#bookDepth);
    book.asks.truncate(this.#bookDepth);
    if (item.checksum === '') this.#counts.uncheckedBooks += 1;
    else if (item.checksum !== String(checksum.of(book.bids, book.asks))) {
      this.#distrust(market, 'checksum', timeMs, receivedTimeMs, ticks);
      return;
    }
    if (book.isCrossed) this.#distrust(market, 'crossed', timeMs, receivedTimeMs, ticks);
    else if (book.isSeen(rank)) ticks.push(book.show(timeMs, receivedTimeMs));
  }

  #distrust(
    market: Market,
    reason: BookFault['reason'],
    timeMs: number,
    receivedTimeMs: number,
    ticks: Tick[],
  ): void {
    const known = this.#faults.length;
    ticks.push(...market.book.invalidate(reason, this.#faults, timeMs, receivedTimeMs));
    this.#counts.bookFaults += this.#faults.length - known;
  }

  #timeOf(market: Market, receivedTimeMs: number): number {
    const { timestamp } = this.#item;
    const timeMs = parseIsoTime(timestamp);
    if (Number.isNaN(timeMs)) {
      fail(`${market.native}: timestamp is ${showValue(timestamp)}, expected an RFC 3339 time`);
    }
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.#counts.absurdTimes += 1;
    return receivedTimeMs;
  }
}

/** Applies one side's levels; returns the place from the best of the best one that changed. */
function change(market: Market, isAsk: boolean, levels: readonly string[]): number {
  const side = isAsk ? market.book.asks : market.book.bids;
  let best = Infinity;
  for (let at = 0; at < levels.length; at += 2) {
    const priceText = levels[at] ?? '';
    const sizeText = levels[at + 1] ?? '';
    const price = decimalOf(market, priceText, 'price', market.priceDecimals);
    const size = sizeOf(market, sizeText, 'qty');
    const digits = checksumDigits(priceText) + checksumDigits(sizeText);
    const rank = side.set(price, size, digits);
    if (rank < best) best = rank;
  }
  if (best !== Infinity) market.checksum.changed(isAsk, best);
  return best;
}

function sizeOf(market: Market, text: string, field: string): number {
  const size = decimalOf(market, text, field, market.sizeDecimals);
  if (size < 0) fail(`${market.native}: ${field} is ${showValue(text)}, expected at least 0`);
  return size;
}

function decimalOf(market: Market, text: string, field: string, decimals: number): number {
  const value = parseDecimal(text, decimals);
  if (Number.isNaN(value)) {
    fail(
      text === ''
        ? `${market.native}: ${field} is missing, expected a decimal number`
        : `${market.native}: ${field}: ${decimalFault(text, decimals) ?? ''}`,
    );
  }
  return value;
}

function fail(message: string, cause?: unknown): never {
  return failProtocol('Kraken', message, cause);
}
