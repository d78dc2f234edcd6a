/** Files of tick lines (the project's own NDJSON, see feed/lines) for the replay. */
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import type { Instrument } from '../../proto/types.ts';
import { lineFields, timeField, type LineFields } from '../lines/line-fields.ts';
import { typeOf } from '../lines/line-type.ts';
import { isSilent, MAX_LINE_INSTRUMENTS, TickLineParser } from '../lines/tick-line-parser.ts';
import { TradeIdRange } from '../replay/found-instruments.ts';
import type { FilePass, FoundInstrument, RecordFile, RecordSpan } from '../replay/record-file.ts';
import { NumberRange } from './number-range.ts';
import { TimeOrder } from './time-order.ts';

const PRICE_FIELDS = ['price', 'bidPrice', 'askPrice'] as const;
const SIZE_FIELDS = ['size', 'bidSize', 'askSize'] as const;
const LEVEL_FIELDS = ['bids', 'asks'] as const;

interface Market {
  readonly prices: NumberRange;
  readonly sizes: NumberRange;
  readonly tradeIds: TradeIdRange;
  isDeclared: boolean;
}

/** A line that is a record, and its time. */
interface TimedLine {
  readonly fields: LineFields;
  readonly timeMs: number;
}

/**
 * Each line is played at its `time`; one without, at that of the line before. Symbols that are not declared get the
 * decimals that their numbers in the file need.
 */
export class TickLinesFile implements RecordFile {
  readonly path: string;
  readonly format = 'ndjson';
  readonly #venue: string;
  readonly #scanner: TickLineParser;
  readonly #reader = new LineTimes();
  readonly #order = new TimeOrder();
  readonly #markets = new Map<string, Market>();
  #lineNumber = 0;
  #firstFault = '';

  constructor(path: string, venue: string) {
    this.path = path;
    this.#venue = venue;
    this.#scanner = new TickLineParser({ venue });
  }

  scan(line: string): void {
    this.#lineNumber += 1;
    if (isSilent(line)) return;
    try {
      const fields = lineFields(line);
      const type = typeOf(fields);
      const timeMs = type === 'instrument' ? 0 : this.#reader.timeOf(fields);
      const symbol = textOf(fields['symbol']);
      if (type !== 'instrument') {
        this.#order.add(this.#lineNumber, timeMs * 1000);
        // Also of a line that is refused because it does not fit what its symbol began with: here it will.
        this.#note(symbol, fields);
      }
      this.#scanner.read(fields, timeMs);
      if (type === 'instrument') this.#market(symbol).isDeclared = true;
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      if (this.#firstFault === '') {
        this.#firstFault = `line ${String(this.#lineNumber)}: ${error.message}`;
      }
    }
  }

  endScan(): RecordSpan {
    if (this.#order.count === 0) {
      throw new MarketDataError(
        'ERR_SOURCE_UNREADABLE',
        `${this.path} holds no tick line: ${this.#firstFault === '' ? 'it is empty' : this.#firstFault}`,
      );
    }
    const fault = this.#order.fault();
    if (fault === undefined) return { recordCount: this.#order.count, ...this.#order.span };
    throw new MarketDataError('ERR_SOURCE_UNREADABLE', `${this.path}: ${fault}`);
  }

  found(): readonly FoundInstrument[] {
    return this.#scanner.instruments.map((instrument) => {
      const { prices, sizes, tradeIds, isDeclared } = this.#market(instrument.symbol);
      const found: Instrument = {
        ...instrument,
        priceDecimals: prices.decimals,
        sizeDecimals: sizes.decimals,
        tickSize: prices.step,
      };
      return {
        instrument: isDeclared ? instrument : found,
        lowestTradeId: tradeIds.lowest,
        highestTradeId: tradeIds.highest,
      };
    });
  }

  play(instruments: ReadonlyMap<string, Instrument>): FilePass {
    const own = [...this.#markets.keys()].flatMap((symbol) => instruments.get(symbol) ?? []);
    const parser = new TickLineParser({ venue: this.#venue, instruments: own });
    const reader = new LineTimes();
    let lineNumber = 0;
    let record: TimedLine | undefined;
    return {
      read: (line) => {
        lineNumber += 1;
        if (isSilent(line)) return undefined;
        try {
          const fields = lineFields(line);
          if (typeOf(fields) === 'instrument') {
            // Those that were taken while scanning are known; the others are refused once more, to say so.
            if (this.#markets.get(textOf(fields['symbol']))?.isDeclared !== true)
              parser.read(fields, 0);
            return undefined;
          }
          const timeMs = reader.timeOf(fields);
          const fault = this.#order.faultAt(lineNumber);
          if (fault !== undefined) return fault;
          record = { fields, timeMs };
          return timeMs * 1000;
        } catch (error) {
          if (isMarketDataError(error)) return error.message;
          throw error;
        }
      },
      map: () => (record === undefined ? [] : parser.read(record.fields, record.timeMs)),
      counts: () => ({}),
    };
  }

  #note(symbol: string, fields: LineFields): void {
    if (symbol === '' || this.#markets.size >= MAX_LINE_INSTRUMENTS) return;
    const { prices, sizes, tradeIds } = this.#market(symbol);
    tradeIds.add(textOf(fields['id']));
    for (const name of PRICE_FIELDS) prices.add(textOf(fields[name]));
    for (const name of SIZE_FIELDS) sizes.add(textOf(fields[name]));
    for (const name of LEVEL_FIELDS) {
      const rows = fields[name];
      for (const row of Array.isArray(rows) ? (rows as readonly unknown[]) : []) {
        if (!Array.isArray(row)) continue;
        const [price, size] = row as readonly unknown[];
        prices.add(textOf(price));
        sizes.add(textOf(size));
      }
    }
  }

  #market(symbol: string): Market {
    let market = this.#markets.get(symbol);
    if (market === undefined) {
      market = {
        prices: new NumberRange(),
        sizes: new NumberRange(),
        tradeIds: new TradeIdRange(),
        isDeclared: false,
      };
      this.#markets.set(symbol, market);
    }
    return market;
  }
}

/** Times of lines, of which some have none. */
class LineTimes {
  #lastMs = NaN;

  /** @throws {MarketDataError} ERR_TICK_INVALID */
  timeOf(fields: LineFields): number {
    const timeMs = timeField(fields, 'time', this.#lastMs);
    if (Number.isNaN(timeMs)) {
      throw new MarketDataError(
        'ERR_TICK_INVALID',
        'time is missing: expected it in the lines of a file, at least in the first one',
      );
    }
    this.#lastMs = timeMs;
    return timeMs;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
