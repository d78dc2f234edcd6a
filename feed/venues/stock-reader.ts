/** What the mappers of stock venues share: numbers, times and counts of their events; pure. */
import type { Quote, Trade } from '../../proto/types.ts';
import { isExact, scaleNumber } from './json-number.ts';
import { pastTime } from './past-trade.ts';
import { showValue as show } from './protocol-fault.ts';
import type { VenueInstrument } from './venue-mapper.ts';
import { isAbsurdTime } from './venue-time.ts';
import { byNativeSymbol, WireReader, type JsonObject, type WireMarket } from './wire.ts';

/**
 * Decimals of stocks: quotes move by a cent (a hundredth of one below a dollar), off-exchange prints and averages
 * have up to four decimals, some six. What lies behind the fourth is rounded and counted.
 */
const STOCK_PRICE_DECIMALS = 4;
const STOCK_TICK_SIZE = 100;
/** Fractions of shares, as the venues write them. */
const STOCK_SIZE_DECIMALS = 6;
/** Stocks begin their day at 04:00 in New York: 08:00 UTC in summer, 09:00 in winter. */
const STOCK_DAY_START_MINUTE_UTC = 480;
/** With room for `.VENUE` in the 64 characters of a symbol. */
const STOCK_NAME = /^[\x21-\x7e]{1,48}$/;

/** Whether a name of a venue's list can be one of our symbols; lists of stocks hold odd ones. */
export function isStockName(name: unknown): name is string {
  return typeof name === 'string' && STOCK_NAME.test(name);
}

/** A stock as instrument: `AAPL` of `ALPACA` is `AAPL.ALPACA`. */
export function stockInstrument(
  nativeSymbol: string,
  venue: string,
  displayName: string,
  currency = 'USD',
): VenueInstrument {
  return {
    nativeSymbol,
    instrument: {
      symbol: `${nativeSymbol}.${venue}`,
      venue,
      displayName: displayName.slice(0, 200),
      priceDecimals: STOCK_PRICE_DECIMALS,
      sizeDecimals: STOCK_SIZE_DECIMALS,
      tickSize: STOCK_TICK_SIZE,
      currency,
      session: { kind: 'daily', startMinuteUtc: STOCK_DAY_START_MINUTE_UTC },
    },
  };
}

/** Reads the events of one stock venue and counts what was odd about them. */
export class StockReader extends WireReader {
  readonly #markets: Map<string, WireMarket>;
  readonly counts = {
    frames: 0,
    controlFrames: 0,
    unknownEvents: 0,
    unknownSymbols: 0,
    absurdTimes: 0,
    roundedNumbers: 0,
  };

  /** @param instruments Events of others are counted and passed over. */
  constructor(venue: string, instruments: readonly VenueInstrument[]) {
    super(venue);
    this.#markets = byNativeSymbol(instruments, (market) => market);
  }

  /** The symbol of an event; undefined where nobody wants it. */
  market(native: unknown, field: string): WireMarket | undefined {
    const market = this.#markets.get(this.text(native, field));
    if (market === undefined) this.counts.unknownSymbols += 1;
    return market;
  }

  /** A JSON number as scaled price. */
  numberPrice(market: WireMarket, value: unknown, field: string): number {
    return this.#scaled(market, value, field, market.priceDecimals);
  }

  /** A JSON number as scaled size, >= 0. */
  numberSize(market: WireMarket, value: unknown, field: string): number {
    const size = this.#scaled(market, value, field, market.sizeDecimals);
    if (size < 0) {
      this.fail(`${market.symbol}: ${field} is ${show(value)}, expected a size of at least 0`);
    }
    return size;
  }

  /**
   * A quote, which the venues write alike but for its symbol.
   *
   * @param symbolField Field that names the symbol.
   * @returns           Undefined where nobody wants it.
   */
  quote(event: JsonObject, symbolField: string, receivedTimeMs: number): Quote | undefined {
    const market = this.market(event[symbolField], symbolField);
    if (market === undefined) return undefined;
    const { symbol } = market;
    const [bidPrice, bidSize] = this.#side(market, event['bp'], event['bs'], 'b');
    const [askPrice, askSize] = this.#side(market, event['ap'], event['as'], 'a');
    return {
      kind: 'quote',
      symbol,
      venueTimeMs: this.plausibleTime(event['t'], `${symbol}: t`, receivedTimeMs),
      receivedTimeMs,
      bidPrice,
      bidSize,
      askPrice,
      askSize,
    };
  }

  /**
   * A trade of the past, marked as fetched afterwards; when it was received is said by whoever fetched it. An absurd
   * time becomes 0.
   */
  pastTrade(
    { symbol }: WireMarket,
    trade: Pick<Trade, 'venueTimeMs' | 'price' | 'size' | 'tradeId'>,
  ): Trade {
    const venueTimeMs = pastTime(trade.venueTimeMs);
    return {
      kind: 'trade',
      symbol,
      aggressorSide: 'unknown',
      isBackfill: true,
      ...trade,
      venueTimeMs,
      receivedTimeMs: venueTimeMs,
    };
  }

  /** Price and size of one side of a quote; a price of 0, or none, is a side without orders. */
  #side(
    market: WireMarket,
    price: unknown,
    size: unknown,
    field: string,
  ): readonly [price: number, size: number] {
    if (price === undefined || price === 0) return [0, 0];
    return [
      this.numberPrice(market, price, `${field}p`),
      this.numberSize(market, size, `${field}s`),
    ];
  }

  /** A venue time; an absurd one becomes the received time. */
  plausibleTime(value: unknown, field: string, receivedTimeMs: number): number {
    const timeMs = this.time(value, field);
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    this.counts.absurdTimes += 1;
    return receivedTimeMs;
  }

  #scaled(market: WireMarket, value: unknown, field: string, decimals: number): number {
    const scaled = scaleNumber(value, decimals);
    if (Number.isNaN(scaled)) {
      this.fail(
        `${market.symbol}: ${field} is ${show(value)}, expected a number that fits ${String(decimals)} decimals`,
      );
    }
    if (!isExact(value, scaled, decimals)) this.counts.roundedNumbers += 1;
    return scaled;
  }
}
