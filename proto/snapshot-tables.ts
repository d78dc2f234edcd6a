/** Tables of a snapshot <-> bytes. By hand: they are nearly all of it, thousands of numbers each. */
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { BAR_COLUMNS, MINUTE_COLUMNS, TRADE_COLUMNS } from './snapshot.ts';

const out = new ByteWriter(1 << 16);
const double = new DataView(new ArrayBuffer(8));

/** @throws {MarketDataError} ERR_TICK_INVALID for numbers that no state can have. */
export function encodeMinutes(rows: Float64Array): Uint8Array {
  out.reset();
  let minute = 0;
  let open = 0;
  for (let at = 0; at < rows.length; at += MINUTE_COLUMNS) {
    // By index: taking each row apart as a list costs more than writing it.
    const nextMinute = rows[at] ?? 0;
    const nextOpen = rows[at + 1] ?? 0;
    const volume = rows[at + 4] ?? 0;
    const turnover = rows[at + 6] ?? 0;
    const rest = turnoverRest(turnover, nextOpen, volume);
    out.zigzag(2 * (nextMinute - minute) + (rest === undefined ? 1 : 0));
    out.zigzag(nextOpen - open);
    out.varint((rows[at + 2] ?? 0) - nextOpen);
    out.varint(nextOpen - (rows[at + 3] ?? 0));
    out.varint(volume);
    out.varint(rows[at + 5] ?? 0);
    writeTurnover(turnover, rest);
    minute = nextMinute;
    open = nextOpen;
  }
  return out.copy();
}

/** @throws {MarketDataError} ERR_FRAME_MALFORMED */
export function decodeMinutes(bytes: Uint8Array): Float64Array {
  const reader = new TableReader(bytes);
  let minute = 0;
  let open = 0;
  while (!reader.atEnd()) {
    const first = reader.zigzag();
    minute += Math.floor(first / 2);
    open += reader.zigzag();
    reader.put(minute);
    reader.put(open);
    reader.put(open + reader.varint());
    reader.put(open - reader.varint());
    const volume = reader.put(reader.varint());
    reader.put(reader.varint());
    reader.put(reader.turnover(first, open, volume));
  }
  return reader.rows;
}

/** @throws {MarketDataError} ERR_TICK_INVALID for numbers that no state can have. */
export function encodeBars(rows: Float64Array, intervalMs: number): Uint8Array {
  out.reset();
  let slot = 0;
  let open = 0;
  for (let at = 0; at < rows.length; at += BAR_COLUMNS) {
    const nextSlot = (rows[at] ?? 0) / intervalMs;
    const nextOpen = rows[at + 1] ?? 0;
    const volume = rows[at + 5] ?? 0;
    const turnover = rows[at + 7] ?? 0;
    const rest = turnoverRest(turnover, nextOpen, volume);
    out.zigzag(2 * (nextSlot - slot) + (rest === undefined ? 1 : 0));
    out.zigzag(nextOpen - open);
    out.varint((rows[at + 2] ?? 0) - nextOpen);
    out.varint(nextOpen - (rows[at + 3] ?? 0));
    out.zigzag((rows[at + 4] ?? 0) - nextOpen);
    out.varint(volume);
    out.varint(rows[at + 6] ?? 0);
    writeTurnover(turnover, rest);
    slot = nextSlot;
    open = nextOpen;
  }
  return out.copy();
}

/** @throws {MarketDataError} ERR_FRAME_MALFORMED */
export function decodeBars(bytes: Uint8Array, intervalMs: number): Float64Array {
  const reader = new TableReader(bytes);
  let slot = 0;
  let open = 0;
  while (!reader.atEnd()) {
    const first = reader.zigzag();
    slot += Math.floor(first / 2);
    open += reader.zigzag();
    reader.put(slot * intervalMs);
    reader.put(open);
    reader.put(open + reader.varint());
    reader.put(open - reader.varint());
    reader.put(open + reader.zigzag());
    const volume = reader.put(reader.varint());
    reader.put(reader.varint());
    reader.put(reader.turnover(first, open, volume));
  }
  return reader.rows;
}

/** @throws {MarketDataError} ERR_TICK_INVALID for numbers that no state can have. */
export function encodeTrades(rows: Float64Array): Uint8Array {
  out.reset();
  let entryMs = 0;
  let price = 0;
  for (let at = 0; at < rows.length; at += TRADE_COLUMNS) {
    const nextEntryMs = rows[at] ?? 0;
    const nextPrice = rows[at + 3] ?? 0;
    const receivedTimeMs = rows[at + 6] ?? 0;
    out.zigzag(nextEntryMs - entryMs);
    out.varint(rows[at + 1] ?? 0);
    out.varint(rows[at + 2] ?? 0);
    out.zigzag(nextPrice - price);
    out.varint(rows[at + 4] ?? 0);
    out.varint(rows[at + 5] ?? 0);
    out.zigzag(receivedTimeMs - nextEntryMs);
    out.zigzag((rows[at + 7] ?? 0) - receivedTimeMs);
    entryMs = nextEntryMs;
    price = nextPrice;
  }
  return out.copy();
}

/** @throws {MarketDataError} ERR_FRAME_MALFORMED */
export function decodeTrades(bytes: Uint8Array): Float64Array {
  const reader = new TableReader(bytes);
  let entryMs = 0;
  let price = 0;
  while (!reader.atEnd()) {
    entryMs = reader.put(entryMs + reader.zigzag());
    reader.put(reader.varint());
    reader.put(reader.varint());
    price = reader.put(price + reader.zigzag());
    reader.put(reader.varint());
    reader.put(reader.varint());
    const receivedTimeMs = reader.put(entryMs + reader.zigzag());
    reader.put(receivedTimeMs + reader.zigzag());
  }
  return reader.rows;
}

/**
 * What is to be added to open x volume to get the turnover again; undefined when rounding prevents that.
 *
 * The two are close together, so their difference is short, and mostly exact though neither of them is.
 */
function turnoverRest(turnover: number, open: number, volume: number): number | undefined {
  const about = open * volume;
  const rest = turnover - about;
  return Number.isSafeInteger(rest) && about + rest === turnover ? rest : undefined;
}

function writeTurnover(turnover: number, rest: number | undefined): void {
  if (rest !== undefined) {
    out.zigzag(rest);
    return;
  }
  double.setFloat64(0, turnover, true);
  out.raw(new Uint8Array(double.buffer));
}

/** Reads numbers and collects those of the rows. */
class TableReader extends ByteReader {
  readonly #view: DataView;
  #numbers = new Float64Array(1024);
  #length = 0;

  constructor(bytes: Uint8Array) {
    super(bytes);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get rows(): Float64Array {
    return this.#numbers.slice(0, this.#length);
  }

  /** Reads what `writeTurnover` wrote; `first` is the row's first number. */
  turnover(first: number, open: number, volume: number): number {
    if (first % 2 === 0) return open * volume + this.zigzag();
    const at = this.position;
    this.skip(1);
    return this.#view.getFloat64(at, true);
  }

  /** Appends a number to the row, and returns it. */
  put(value: number): number {
    if (this.#length === this.#numbers.length) {
      const grown = new Float64Array(2 * this.#length);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.#length++] = value;
    return value;
  }
}
