/** Lines of the project's NDJSON tick format -> instruments and ticks; pure. The format: README.md beside this. */
import type { Depth, Instrument, Quote, Tick, Trade } from '../../proto/types.ts';
import { FEED_STATES } from '../../proto/types.ts';
import { instrumentFault, MAX_STATUS_DETAIL_LENGTH, tickFault } from '../../proto/validate.ts';
import { showValue } from '../venues/protocol-fault.ts';
import {
  countField,
  failLine,
  flagField,
  levelFields,
  lineFields,
  optionalText,
  quoteSide,
  textField,
  timeField,
  type LineFields,
} from './line-fields.ts';
import { declarationOf, declaredInstrument, inferInstrument } from './line-instruments.ts';
import { LineMarket } from './line-market.ts';
import { isField, typeOf, type LineType } from './line-type.ts';

/** A stream of rubbish must not fill the memory with symbols. */
export const MAX_LINE_INSTRUMENTS = 10_000;
/** Names of unknown fields that are told of; a stream whose field names are data would go on for ever. */
const MAX_UNKNOWN_FIELDS = 20;

/** What is odd about a line that is taken nevertheless; each told once for a symbol or field. */
export type LineNotice =
  /** Digits of an undeclared symbol do not fit; `declaration` is the line that would keep them. */
  | { readonly kind: 'rounded'; readonly symbol: string; readonly declaration: string }
  /** A field that the type does not have: a slip of the pen, or something that we do not need. */
  | { readonly kind: 'unknownField'; readonly type: string; readonly field: string };

export interface TickLineParserOptions {
  /** Venue of instruments that name none. */
  readonly venue: string;
  /** Known before the first line; as if declared. */
  readonly instruments?: readonly Instrument[];
  readonly onNotice?: (notice: LineNotice) => void;
}

/** Reads tick lines one after the other, and keeps the instruments that it has met. */
export class TickLineParser {
  readonly #venue: string;
  readonly #onNotice: (notice: LineNotice) => void;
  readonly #markets = new Map<string, LineMarket>();
  readonly #unknownFields = new Set<string>();
  readonly #roundedSymbols = new Set<string>();
  #new: Instrument[] = [];
  #roundedValues = 0;

  constructor({ venue, instruments = [], onNotice = () => undefined }: TickLineParserOptions) {
    this.#venue = venue;
    this.#onNotice = onNotice;
    for (const instrument of instruments) this.#add(this.#market(instrument, true));
    this.#new = [];
  }

  /** Everything that was declared or ticked so far, in that order. */
  get instruments(): readonly Instrument[] {
    return [...this.#markets.values()].map(({ instrument }) => instrument);
  }

  /** Numbers of undeclared symbols that were rounded. */
  get roundedValues(): number {
    return this.#roundedValues;
  }

  /** Instruments that the lines since the last call brought; readers must know them before their ticks. */
  takeInstruments(): readonly Instrument[] {
    const found = this.#new;
    this.#new = [];
    return found;
  }

  /**
   * Reads one line.
   *
   * @param line           Without its end. Blank ones and those that begin with `#` mean nothing.
   * @param receivedTimeMs When it was received, UNIX ms; also the venue time of lines without one.
   * @returns              Its ticks: one, or none; a status or gap without symbol is one of each symbol.
   * @throws {MarketDataError} ERR_TICK_INVALID: what was expected, and what came. The parser stays usable, and no
   *                       instrument comes of a refused line.
   */
  parse(line: string, receivedTimeMs: number): readonly Tick[] {
    if (isSilent(line)) return [];
    return this.read(lineFields(line), receivedTimeMs);
  }

  /** The same with the fields of a line that was read otherwise; numbers are texts. */
  read(fields: LineFields, receivedTimeMs: number): readonly Tick[] {
    const type = typeOf(fields);
    this.#noteUnknown(type, fields);
    switch (type) {
      case 'trade':
        return [this.#trade(fields, receivedTimeMs)];
      case 'quote':
        return [this.#quote(fields, receivedTimeMs)];
      case 'depth':
        return [this.#depth(fields, receivedTimeMs)];
      case 'instrument':
        this.#declare(fields);
        return [];
      case 'status':
        return this.#status(fields, receivedTimeMs);
      case 'gap':
        return this.#gap(fields, receivedTimeMs);
    }
  }

  #trade(fields: LineFields, receivedTimeMs: number): Trade {
    const symbol = textField(fields, 'symbol', 'a name as "ACME"');
    const price = textField(fields, 'price', 'a number');
    const size = textField(fields, 'size', 'a number');
    const isBackfill = flagField(fields, 'backfill');
    const side = fields['side'] ?? 'unknown';
    if (side !== 'buy' && side !== 'sell' && side !== 'unknown') {
      failLine(`side is ${showValue(side)}, expected "buy" or "sell": who took liquidity`);
    }
    return this.#keep(symbol, [price], [size], (market) => ({
      kind: 'trade',
      symbol,
      venueTimeMs: timeField(fields, 'time', receivedTimeMs),
      receivedTimeMs,
      price: market.price(price, 'price'),
      size: market.size(size, 'size'),
      aggressorSide: side,
      tradeId: optionalText(fields, 'id'),
      ...(isBackfill ? { isBackfill } : {}),
    }));
  }

  #quote(fields: LineFields, receivedTimeMs: number): Quote {
    const symbol = textField(fields, 'symbol', 'a name as "ACME"');
    const bid = quoteSide(fields, 'bidPrice', 'bidSize');
    const ask = quoteSide(fields, 'askPrice', 'askSize');
    if (bid === undefined && ask === undefined && !('bidPrice' in fields || 'askPrice' in fields)) {
      failLine('expected bidPrice and bidSize, askPrice and askSize, or one of the pairs');
    }
    const prices = [bid, ask].flatMap((side) => (side === undefined ? [] : [side.price]));
    const sizes = [bid, ask].flatMap((side) => (side === undefined ? [] : [side.size]));
    return this.#keep(symbol, prices, sizes, (market) => ({
      kind: 'quote',
      symbol,
      venueTimeMs: timeField(fields, 'time', receivedTimeMs),
      receivedTimeMs,
      bidPrice: bid === undefined ? 0 : market.price(bid.price, 'bidPrice'),
      bidSize: bid === undefined ? 0 : market.size(bid.size, 'bidSize'),
      askPrice: ask === undefined ? 0 : market.price(ask.price, 'askPrice'),
      askSize: ask === undefined ? 0 : market.size(ask.size, 'askSize'),
    }));
  }

  #depth(fields: LineFields, receivedTimeMs: number): Depth {
    const symbol = textField(fields, 'symbol', 'a name as "ACME"');
    const bids = levelFields(fields, 'bids');
    const asks = levelFields(fields, 'asks');
    const all = [...bids, ...asks];
    const prices = all.map(([price]) => price);
    const sizes = all.map(([, size]) => size);
    return this.#keep(symbol, prices, sizes, (market) => ({
      kind: 'depth',
      symbol,
      venueTimeMs: timeField(fields, 'time', receivedTimeMs),
      receivedTimeMs,
      bids: market.levels(bids, 'bids', -1),
      asks: market.levels(asks, 'asks', 1),
    }));
  }

  #status(fields: LineFields, receivedTimeMs: number): readonly Tick[] {
    const state = FEED_STATES.find((name) => name === fields['state']);
    if (state === undefined) {
      failLine(`state is ${showValue(fields['state'])}, expected one of ${FEED_STATES.join(', ')}`);
    }
    const detail = optionalText(fields, 'detail').slice(0, MAX_STATUS_DETAIL_LENGTH);
    const venueTimeMs = timeField(fields, 'time', receivedTimeMs);
    return this.#concerned(fields).map((symbol) =>
      checked({ kind: 'status', symbol, venueTimeMs, receivedTimeMs, state, detail }),
    );
  }

  #gap(fields: LineFields, receivedTimeMs: number): readonly Tick[] {
    const fromMs = timeField(fields, 'from', NaN);
    if (Number.isNaN(fromMs)) failLine('from is missing, expected the time of the last tick known');
    const toMs = timeField(fields, 'to', timeField(fields, 'time', receivedTimeMs));
    const lostTrades = countField(fields, 'lostTrades');
    const times = { venueTimeMs: toMs, receivedTimeMs, fromMs, toMs };
    return this.#concerned(fields).map((symbol) =>
      checked({ kind: 'gap', symbol, ...times, lostTrades }),
    );
  }

  /** The symbol that a line names; without one, all. */
  #concerned(fields: LineFields): readonly string[] {
    if ((fields['symbol'] ?? '') === '') return [...this.#markets.keys()];
    const symbol = textField(fields, 'symbol', 'a name as "ACME"');
    if (this.#markets.has(symbol)) return [symbol];
    return failLine(
      `symbol ${showValue(symbol)} is not known yet: declare it, or begin with a tick of it`,
    );
  }

  #declare(fields: LineFields): void {
    const symbol = textField(fields, 'symbol', 'a name as "ACME"');
    const instrument = declaredInstrument(fields, symbol, this.#venue);
    if ('fault' in instrument) failLine(`${symbol}: ${instrument.fault}`);
    const known = this.#markets.get(symbol);
    if (known === undefined) this.#add(this.#market(instrument, true));
    else if (JSON.stringify(known.instrument) !== JSON.stringify(instrument)) {
      const how = known.isDeclared ? 'was declared otherwise' : 'has ticked before';
      failLine(
        `${symbol} ${how}: expected one declaration, in front of its first tick; it stays ` +
          declarationOf(
            known.instrument,
            known.instrument.priceDecimals,
            known.instrument.sizeDecimals,
          ),
      );
    }
  }

  /** Makes a tick, and an instrument for it if there is none; neither where the line is refused. */
  #keep<Kept extends Tick>(
    symbol: string,
    prices: readonly string[],
    sizes: readonly string[],
    make: (market: LineMarket) => Kept,
  ): Kept {
    const known = this.#markets.get(symbol);
    if (known !== undefined) return checked(make(known));
    const instrument = inferInstrument(symbol, this.#venue, prices, sizes);
    const fault = instrumentFault(instrument);
    if (fault !== undefined) failLine(fault);
    const market = this.#market(instrument, false);
    const tick = checked(make(market));
    this.#add(market);
    return tick;
  }

  #market(instrument: Instrument, isDeclared: boolean): LineMarket {
    return new LineMarket(instrument, isDeclared, (symbol, declaration) => {
      this.#roundedValues += 1;
      if (this.#roundedSymbols.has(symbol) || this.#roundedSymbols.size >= MAX_LINE_INSTRUMENTS)
        return;
      this.#roundedSymbols.add(symbol);
      this.#onNotice({ kind: 'rounded', symbol, declaration });
    });
  }

  #add(market: LineMarket): void {
    const { instrument } = market;
    if (this.#markets.size >= MAX_LINE_INSTRUMENTS) {
      failLine(
        `${instrument.symbol}: expected at most ${String(MAX_LINE_INSTRUMENTS)} symbols, this is one more`,
      );
    }
    this.#markets.set(instrument.symbol, market);
    this.#new.push(instrument);
  }

  #noteUnknown(type: LineType, fields: LineFields): void {
    for (const field in fields) {
      if (isField(type, field)) continue;
      const name = `${type} ${field}`;
      if (this.#unknownFields.has(name) || this.#unknownFields.size >= MAX_UNKNOWN_FIELDS) continue;
      this.#unknownFields.add(name);
      this.#onNotice({ kind: 'unknownField', type, field });
    }
  }
}

/** Whether a line means nothing: blank, or a comment. */
export function isSilent(line: string): boolean {
  const first = /\S/.exec(line)?.[0];
  return first === undefined || first === '#';
}

function checked<Checked extends Tick>(tick: Checked): Checked {
  const fault = tickFault(tick);
  return fault === undefined ? tick : failLine(fault);
}
