/** A file of rows (CSV, NDJSON) for the replay: finds decimals and order first, then makes ticks of its rows. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { tickFault } from '../../proto/validate.ts';
import { TradeIdRange } from '../replay/found-instruments.ts';
import type { FilePass, FoundInstrument, RecordFile, RecordSpan } from '../replay/record-file.ts';
import { plainText } from '../venues/protocol-fault.ts';
import { NumberRange } from './number-range.ts';
import { type Cells, type Row, type RowFormat } from './row.ts';
import { createTick } from './row-ticks.ts';
import { TimeOrder } from './time-order.ts';

/** A file of rubbish must not fill the memory with symbols. */
const MAX_SYMBOLS = 10_000;
/** Faults that are told when a file holds nothing else. */
const MAX_SHOWN_FAULTS = 3;

/** Decimals that are given and not found. */
export interface GivenDecimals {
  readonly price?: number;
  readonly size?: number;
}

interface Market {
  readonly prices: NumberRange;
  readonly sizes: NumberRange;
  readonly tradeIds: TradeIdRange;
}

export class RowFile implements RecordFile {
  readonly path: string;
  readonly format: string;
  readonly #rows: RowFormat;
  readonly #given: GivenDecimals;
  readonly #scanner;
  readonly #order = new TimeOrder();
  readonly #markets = new Map<string, Market>();
  readonly #faults: string[] = [];
  #lineNumber = 0;

  constructor(path: string, rows: RowFormat, given: GivenDecimals = {}) {
    this.path = path;
    this.format = rows.name;
    this.#rows = rows;
    this.#given = given;
    this.#scanner = rows.createReader();
  }

  scan(line: string): void {
    this.#lineNumber += 1;
    const row = this.#scanner.read(line);
    if (row === undefined) return;
    if (typeof row === 'string') {
      if (this.#faults.length < MAX_SHOWN_FAULTS) {
        this.#faults.push(`line ${String(this.#lineNumber)}: ${plainText(row)}`);
      }
      return;
    }
    this.#order.add(this.#lineNumber, row.timeUs);
    if (row.cells.length > 0) this.#note(row);
  }

  endScan(): RecordSpan {
    if (this.#order.count === 0) {
      const faults = this.#faults.length === 0 ? 'it is empty' : this.#faults.join('; ');
      throw new MarketDataError(
        'ERR_SOURCE_UNREADABLE',
        `${this.path} holds no row of ${this.format}: ${faults}`,
      );
    }
    const fault = this.#order.fault();
    if (fault !== undefined) {
      throw new MarketDataError('ERR_SOURCE_UNREADABLE', `${this.path}: ${fault}`);
    }
    for (const [symbol, { prices, sizes }] of this.#markets) {
      this.#checkGiven(symbol, 'prices', prices.writtenDecimals, this.#given.price);
      this.#checkGiven(symbol, 'sizes', sizes.writtenDecimals, this.#given.size);
    }
    return { recordCount: this.#order.count, ...this.#order.span };
  }

  found(): readonly FoundInstrument[] {
    return [...this.#markets].map(([symbol, { prices, sizes, tradeIds }]) => {
      const priceDecimals = this.#given.price ?? prices.decimals;
      const instrument: Instrument = {
        symbol,
        ...this.#rows.describe(symbol),
        priceDecimals,
        sizeDecimals: this.#given.size ?? sizes.decimals,
        tickSize: prices.step * 10 ** (priceDecimals - prices.decimals),
        session: { kind: 'rolling24h' },
      };
      return { instrument, lowestTradeId: tradeIds.lowest, highestTradeId: tradeIds.highest };
    });
  }

  play(instruments: ReadonlyMap<string, Instrument>): FilePass {
    const reader = this.#rows.createReader();
    const counts = { rows: 0, unshownRows: 0 };
    let lineNumber = 0;
    let row: Row | undefined;
    return {
      read: (line) => {
        lineNumber += 1;
        const read = reader.read(line);
        if (read === undefined || typeof read === 'string') return read;
        const fault = this.#order.faultAt(lineNumber);
        if (fault !== undefined) return fault;
        row = read;
        counts.rows += 1;
        return read.timeUs;
      },
      map: () => {
        if (row === undefined || row.cells.length === 0) return [];
        const instrument = instruments.get(row.symbol);
        if (instrument !== undefined) return ticksOf(row, row.cells, instrument);
        counts.unshownRows += 1;
        return [];
      },
      counts: () => ({ ...counts }),
    };
  }

  #note({ symbol, cells }: Row): void {
    let market = this.#markets.get(symbol);
    if (market === undefined) {
      if (this.#markets.size >= MAX_SYMBOLS) return;
      market = {
        prices: new NumberRange(),
        sizes: new NumberRange(),
        tradeIds: new TradeIdRange(),
      };
      this.#markets.set(symbol, market);
    }
    const { prices, sizes, tradeIds } = market;
    for (const one of cells) {
      switch (one.kind) {
        case 'trade':
          prices.add(one.price);
          sizes.add(one.size);
          tradeIds.add(one.id);
          break;
        case 'quote':
          if (one.bidPrice !== '') prices.add(one.bidPrice);
          if (one.askPrice !== '') prices.add(one.askPrice);
          sizes.add(one.bidSize);
          sizes.add(one.askSize);
          break;
        case 'depth':
          for (const side of [one.bids, one.asks]) {
            for (let at = 0; at < side.length; at += 2) {
              prices.add(side[at] ?? '');
              sizes.add(side[at + 1] ?? '');
            }
          }
      }
    }
  }

  #checkGiven(symbol: string, what: string, written: number, given: number | undefined): void {
    if (given === undefined || written <= given) return;
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `${this.path}: ${what} of ${symbol} have up to ${String(written)} decimals, --decimals says ${String(given)}`,
    );
  }
}

function ticksOf(row: Row, cells: readonly Cells[], instrument: Instrument): Tick[] {
  return cells.map((one) => {
    const tick = createTick(row, one, instrument);
    const fault = tickFault(tick);
    if (fault !== undefined)
      throw new MarketDataError('ERR_TICK_INVALID', `${row.symbol}: ${fault}`);
    return tick;
  });
}
