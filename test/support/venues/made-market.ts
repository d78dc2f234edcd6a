/** A market made by seeded chance that remembers the whole truth, for servers that word it as a venue does. */
import { Random } from '../../../feed/simulator/random.ts';
import { MadeBook, type BookLevels, type LevelChange } from './made-book.ts';

/** What is traded; prices and sizes of the market are integers scaled by these decimals. */
export interface MadeSymbol {
  /** Ours without venue: `BTC-USDT`, `AAPL`. */
  readonly symbol: string;
  /** `BTC`; of a stock the symbol itself. */
  readonly base: string;
  /** `USDT`; of a stock `USD`. */
  readonly quote: string;
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
  /** Scaled, >= 1. */
  readonly tickSize: number;
  /** Scaled. */
  readonly startPrice: number;
  /** Largest size, scaled. */
  readonly maxSize: number;
}

export interface MadeTrade {
  /** By the market's kind of ids; empty without. */
  readonly id: string;
  /** Counts from 1 without a hole, whatever the ids are. */
  readonly number: number;
  readonly price: number;
  readonly size: number;
  readonly aggressorSide: 'buy' | 'sell';
  /** UNIX ms; several trades may have the same. */
  readonly timeMs: number;
}

export interface MadeQuote {
  readonly bidPrice: number;
  readonly bidSize: number;
  readonly askPrice: number;
  readonly askSize: number;
  readonly timeMs: number;
  /** Last book update it contains. */
  readonly updateId: number;
}

/** A change of the book. Its changes have the update ids `firstUpdateId`..`lastUpdateId`, without a hole. */
export interface MadeBookUpdate {
  readonly firstUpdateId: number;
  readonly lastUpdateId: number;
  readonly changes: readonly LevelChange[];
  readonly timeMs: number;
  /** Every level before and after it. */
  readonly before: BookLevels;
  readonly after: BookLevels;
}

export type MadeEvent =
  | { readonly kind: 'trade'; readonly symbol: MadeSymbol; readonly trade: MadeTrade }
  | { readonly kind: 'quote'; readonly symbol: MadeSymbol; readonly quote: MadeQuote }
  | { readonly kind: 'book'; readonly symbol: MadeSymbol; readonly update: MadeBookUpdate };

/**
 * `contiguous`: one after the other; `sparse`: numbers that rise with holes; `uuid`: without any order; `none`: no ids.
 */
export type MadeTradeIds = 'contiguous' | 'sparse' | 'uuid' | 'none';

export interface MadeMarketOptions {
  readonly symbols: readonly MadeSymbol[];
  readonly tradeIds: MadeTradeIds;
  /** Default 1. */
  readonly seed?: number;
  /** UNIX ms. Default: the system's clock. */
  readonly nowMs?: () => number;
}

interface SymbolMarket {
  readonly symbol: MadeSymbol;
  readonly book: MadeBook;
  readonly trades: MadeTrade[];
  quote: MadeQuote;
  updateId: number;
  lastTradeId: number;
  lastTimeMs: number;
  /** Best ten levels as text -> the update after which they stood so. */
  readonly topTens: Map<string, number>;
}

/** A burst of events may not come to lie in the future. */
const BEHIND_MS = 500;
const ALL_LEVELS = 1_000;

export class MadeMarket {
  readonly symbols: readonly MadeSymbol[];
  readonly #random: Random;
  readonly #tradeIds: MadeTradeIds;
  readonly #nowMs: () => number;
  readonly #markets = new Map<string, SymbolMarket>();

  constructor({ symbols, tradeIds, seed = 1, nowMs = Date.now }: MadeMarketOptions) {
    this.symbols = symbols;
    this.#tradeIds = tradeIds;
    this.#nowMs = nowMs;
    this.#random = new Random(seed, 'made market');
    for (const symbol of symbols) this.#markets.set(symbol.symbol, this.#open(symbol, seed));
  }

  /** Lets one thing happen to a symbol of chance: a trade, or a change of the book and the quote that follows it. */
  advance(): MadeEvent[] {
    const symbol = this.symbols[this.#random.integer(this.symbols.length)];
    if (symbol === undefined) return [];
    const market = this.#market(symbol.symbol);
    return this.#random.chance(0.45) ? [this.#trade(market)] : this.#book(market, false);
  }

  /** A new best bid and a trade of every symbol, or of one: whoever listens knows quote, book and trades thereafter. */
  settle(only?: string): MadeEvent[] {
    return [...this.#markets.values()]
      .filter(({ symbol }) => only === undefined || symbol.symbol === only)
      .flatMap((market) => [...this.#book(market, true), this.#trade(market)]);
  }

  /** All trades so far, oldest first. */
  trades(symbol: string): readonly MadeTrade[] {
    return this.#market(symbol).trades;
  }

  quote(symbol: string): MadeQuote {
    return this.#market(symbol).quote;
  }

  /** Every level, and the last update that they contain. */
  book(symbol: string): BookLevels & { readonly updateId: number } {
    const market = this.#market(symbol);
    return { ...market.book.best(ALL_LEVELS), updateId: market.updateId };
  }

  /** The best `levels` of both sides. */
  best(symbol: string, levels: number): BookLevels {
    return this.#market(symbol).book.best(levels);
  }

  /** Whether the book ever stood so after an update, seen by its ten best levels. */
  hadTopTen(symbol: string, levels: BookLevels): boolean {
    return this.#market(symbol).topTens.has(JSON.stringify([levels.bids, levels.asks]));
  }

  #open(symbol: MadeSymbol, seed: number): SymbolMarket {
    const { startPrice: price, tickSize, maxSize } = symbol;
    const random = new Random(seed, symbol.symbol);
    const book = new MadeBook({ random, price, tickSize, maxSize });
    const updateId = 40_000_000_000 + random.integer(1_000_000);
    const lastTimeMs = this.#nowMs() - BEHIND_MS;
    const lastTradeId = 5_000_000_000 + random.integer(1_000_000);
    const quote = quoteOf(book, updateId, lastTimeMs);
    const market = { symbol, book, trades: [], quote, updateId, lastTradeId, lastTimeMs };
    return remember({ ...market, topTens: new Map<string, number>() });
  }

  #market(symbol: string): SymbolMarket {
    const market = this.#markets.get(symbol);
    if (market === undefined) throw new Error(`the made market has no ${symbol}`);
    return market;
  }

  #trade(market: SymbolMarket): MadeEvent {
    const aggressorSide = this.#random.chance(0.5) ? 'buy' : 'sell';
    const { bidPrice, askPrice } = market.quote;
    const trade: MadeTrade = {
      id: this.#nextTradeId(market),
      number: market.trades.length + 1,
      price: aggressorSide === 'buy' ? askPrice : bidPrice,
      size: 1 + this.#random.integer(market.symbol.maxSize),
      aggressorSide,
      timeMs: this.#passTime(market),
    };
    market.trades.push(trade);
    return { kind: 'trade', symbol: market.symbol, trade };
  }

  #book(market: SymbolMarket, isTop: boolean): MadeEvent[] {
    const { symbol, book } = market;
    const before = book.best(ALL_LEVELS);
    const changes = isTop ? book.changeTop() : book.change();
    const timeMs = this.#passTime(market);
    const firstUpdateId = market.updateId + 1;
    market.updateId += changes.length;
    remember(market);
    const lastUpdateId = market.updateId;
    const after = book.best(ALL_LEVELS);
    const update = { firstUpdateId, lastUpdateId, changes, timeMs, before, after };
    const events: MadeEvent[] = [{ kind: 'book', symbol, update }];
    const quote = quoteOf(book, lastUpdateId, timeMs);
    if (!isSameTop(quote, market.quote)) {
      market.quote = quote;
      events.push({ kind: 'quote', symbol, quote });
    }
    return events;
  }

  #nextTradeId(market: SymbolMarket): string {
    switch (this.#tradeIds) {
      case 'contiguous':
        market.lastTradeId += 1;
        return String(market.lastTradeId);
      case 'sparse':
        market.lastTradeId += 1 + this.#random.integer(9);
        return String(market.lastTradeId);
      case 'uuid':
        return this.#uuid();
      case 'none':
        return '';
    }
  }

  #uuid(): string {
    const digits = (count: number): string =>
      Array.from({ length: count }, () => this.#random.integer(16).toString(16)).join('');
    return `${digits(8)}-${digits(4)}-4${digits(3)}-a${digits(3)}-${digits(12)}`;
  }

  /** Time goes on by at least as much as the clock says; often not at all between two events. */
  #passTime(market: SymbolMarket): number {
    const next = market.lastTimeMs + this.#random.integer(3);
    market.lastTimeMs = Math.max(next, this.#nowMs() - BEHIND_MS);
    return market.lastTimeMs;
  }
}

function remember(market: SymbolMarket): SymbolMarket {
  const { bids, asks } = market.book.best(10);
  market.topTens.set(JSON.stringify([bids, asks]), market.updateId);
  return market;
}

function quoteOf(book: MadeBook, updateId: number, timeMs: number): MadeQuote {
  const { bids, asks } = book.best(1);
  const [bidPrice = 0, bidSize = 0] = bids;
  const [askPrice = 0, askSize = 0] = asks;
  return { bidPrice, bidSize, askPrice, askSize, timeMs, updateId };
}

function isSameTop(a: MadeQuote, b: MadeQuote): boolean {
  return (
    a.bidPrice === b.bidPrice &&
    a.bidSize === b.bidSize &&
    a.askPrice === b.askPrice &&
    a.askSize === b.askSize
  );
}

/** `value` as a decimal number with exactly `decimals` digits behind the point: (123, 2) -> `1.23`. */
export function decimalText(value: number, decimals: number): string {
  if (decimals === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(decimals + 1, '0');
  const sign = value < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
