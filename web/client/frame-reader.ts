/** Reads a whole ServerFrame by hand; the generated codec of proto/ is its oracle in the tests. */
import { ByteReader, malformed } from '../../proto/byte-reader.ts';
import type {
  ErrorInfo,
  LogStatus,
  Pong,
  Rate,
  ServerMessage,
  Subscribed,
  SymbolInfo,
  VenueStatus,
  Welcome,
} from '../../proto/frames.ts';
import { CHANNELS, INTERVALS, type SymbolId } from '../../proto/types.ts';
import { readUpdate, updateOf, type WireUpdate } from './update-reader.ts';

/** Plain fields of a small message, by field number. */
interface Fields {
  number(field: number): number;
  text(field: number): string;
  /** Numbers of a repeated field, packed or not. */
  numbers(field: number): readonly number[];
  texts(field: number): readonly string[];
}

/** How to read a field: without an entry it is skipped. */
type Schema = Readonly<Record<number, 'varint' | 'double' | 'text' | 'varints' | 'texts'>>;

const SUBSCRIBED: Schema = { 1: 'varint', 3: 'texts', 4: 'varint' };
const SYMBOL_INFO: Schema = {
  1: 'varint',
  2: 'text',
  3: 'text',
  4: 'text',
  5: 'varint',
  6: 'varint',
  7: 'varint',
  8: 'text',
  9: 'varints',
  10: 'varints',
};
const ERROR_INFO: Schema = { 1: 'text', 2: 'text', 3: 'varint', 4: 'varint', 5: 'text' };
const PONG: Schema = { 1: 'double', 2: 'double' };
const VENUE: Schema = { 1: 'text', 2: 'varint', 3: 'varint' };
const LOG: Schema = { 1: 'varint', 2: 'varint', 3: 'varint' };
const RATE: Schema = { 1: 'varint', 2: 'varint', 3: 'varint', 4: 'varint' };
const WELCOME: Schema = {
  1: 'text',
  2: 'varint',
  3: 'varint',
  4: 'varint',
  5: 'varint',
  6: 'varint',
};

/**
 * Reads a server frame.
 *
 * @throws {MarketDataError} ERR_FRAME_MALFORMED when the bytes are no ServerFrame, or hold a number
 *   beyond 2^53 - 1.
 */
export function readServerFrame(bytes: Uint8Array): ServerMessage {
  const reader = new FieldReader(bytes);
  const wires: WireUpdate[] = [];
  let frame = 0;
  let serverTimeMs = 0;
  const subscribed: Subscribed[] = [];
  const errors: ErrorInfo[] = [];
  const pongs: Pong[] = [];
  const venues: VenueStatus[] = [];
  const log: LogStatus[] = [];
  const rates: Rate[] = [];
  const welcome: Welcome[] = [];
  while (!reader.bytes.atEnd()) {
    const tag = reader.bytes.tag();
    if (tag === 0x08) frame = reader.bytes.varint();
    else if (tag === 0x10) serverTimeMs = reader.bytes.varint();
    else if ((tag & 7) === 2) {
      const outer = reader.bytes.enter();
      switch (tag >>> 3) {
        case 3:
          wires.push(readUpdate(reader.bytes));
          break;
        case 4:
          subscribed.push(readSubscribed(reader));
          break;
        case 5:
          errors.push(errorOf(reader.message(ERROR_INFO)));
          break;
        case 6:
          pongs.push(pongOf(reader.message(PONG)));
          break;
        case 7:
          venues.push(venueOf(reader.message(VENUE)));
          break;
        case 8:
          log.push(logOf(reader.message(LOG)));
          break;
        case 9:
          rates.push(rateOf(reader.message(RATE)));
          break;
        case 10:
          welcome.push(welcomeOf(reader.message(WELCOME)));
          break;
      }
      reader.bytes.leave(outer);
    } else reader.bytes.skip(tag & 7);
  }
  const updates = wires.map((wire) => updateOf(wire, serverTimeMs));
  return {
    frame,
    serverTimeMs,
    updates,
    subscribed,
    errors,
    pongs,
    venues,
    log,
    rates,
    welcome,
  };
}

function readSubscribed(reader: FieldReader): Subscribed {
  const symbols: SymbolInfo[] = [];
  const fields = reader.message(SUBSCRIBED, (field) => {
    if (field !== 2) return false;
    symbols.push(symbolInfoOf(reader.message(SYMBOL_INFO)));
    return true;
  });
  return {
    requestId: fields.number(1),
    symbols,
    unsubscribed: fields.texts(3),
    effectiveIntervalMs: fields.number(4),
  };
}

function symbolInfoOf(fields: Fields): SymbolInfo {
  return {
    symbolId: fields.number(1) as SymbolId,
    symbol: fields.text(2),
    venue: fields.text(3),
    displayName: fields.text(4),
    priceDecimals: fields.number(5),
    sizeDecimals: fields.number(6),
    // Absent means the smallest step that there is.
    tickSize: Math.max(1, fields.number(7)),
    currency: fields.text(8),
    channels: known(CHANNELS, fields.numbers(9)),
    intervals: known(INTERVALS, fields.numbers(10)),
  };
}

/** Drops what a newer server may grant and this client does not know. */
function known<T>(names: readonly T[], codes: readonly number[]): T[] {
  return codes.map((code) => names[code - 1]).filter((name) => name !== undefined);
}

function errorOf(fields: Fields): ErrorInfo {
  return {
    code: fields.text(1),
    message: fields.text(2),
    retryable: fields.number(3) !== 0,
    requestId: fields.number(4),
    symbol: fields.text(5),
  };
}

function pongOf(fields: Fields): Pong {
  return { clientTimeMs: fields.number(1), serverTimeMs: fields.number(2) };
}

function venueOf(fields: Fields): VenueStatus {
  return {
    venue: fields.text(1),
    isSilent: fields.number(2) !== 0,
    lastReceivedTimeMs: fields.number(3),
  };
}

function logOf(fields: Fields): LogStatus {
  return {
    isConnected: fields.number(1) !== 0,
    sinceTimeMs: fields.number(2),
    isFull: fields.number(3) !== 0,
  };
}

function rateOf(fields: Fields): Rate {
  return {
    requestedIntervalMs: fields.number(1),
    effectiveIntervalMs: fields.number(2),
    heldFlushCount: fields.number(3),
    actualIntervalMs: fields.number(4),
  };
}

function welcomeOf(fields: Fields): Welcome {
  return {
    server: fields.text(1),
    heartbeatIntervalMs: fields.number(2),
    heartbeatTimeoutMs: fields.number(3),
    topicLimit: fields.number(4),
    windowFrames: fields.number(5),
    windowBytes: fields.number(6),
  };
}

/** Reads small messages by their schema: they are rare, so clarity goes before speed. */
class FieldReader {
  readonly bytes: ByteReader;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = new ByteReader(bytes);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /**
   * Reads the message that was entered, to its end.
   *
   * @param onMessage Reads a field that is itself a message, which was entered; false: not known.
   */
  message(schema: Schema, onMessage: (field: number) => boolean = () => false): Fields {
    const numbers = new Map<number, number[]>();
    const texts = new Map<number, string[]>();
    while (!this.bytes.atEnd()) {
      const tag = this.bytes.tag();
      const field = tag >>> 3;
      const wireType = tag & 7;
      const type = schema[field];
      if (type === 'double' && wireType === 1) add(numbers, field, this.#double());
      else if ((type === 'varint' || type === 'varints') && wireType === 0) {
        add(numbers, field, this.bytes.varint());
      } else if ((type === 'text' || type === 'texts') && wireType === 2) {
        add(texts, field, this.bytes.text());
      } else if (wireType === 2) {
        const outer = this.bytes.enter();
        if (type === 'varints') {
          while (!this.bytes.atEnd()) add(numbers, field, this.bytes.varint());
        } else onMessage(field);
        this.bytes.leave(outer);
      } else this.bytes.skip(wireType);
    }
    return {
      number: (field) => numbers.get(field)?.at(-1) ?? 0,
      text: (field) => texts.get(field)?.at(-1) ?? '',
      numbers: (field) => numbers.get(field) ?? [],
      texts: (field) => texts.get(field) ?? [],
    };
  }

  #double(): number {
    const at = this.bytes.position;
    this.bytes.skip(1);
    const value = this.#view.getFloat64(at, true);
    if (!Number.isFinite(value)) malformed('time is not a finite number');
    return value;
  }
}

function add<T>(map: Map<number, T[]>, field: number, value: T): void {
  const values = map.get(field);
  if (values) values.push(value);
  else map.set(field, [value]);
}
