/** Recordings with a header: frames go through the venue's mapper as they did live, a mapper for each connection. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { VENUE_NAMES, VENUES } from '../venues/catalogue.ts';
import { plainText } from '../venues/protocol-fault.ts';
import type { Venue } from '../venues/venue.ts';
import type { ResyncingMapper, VenueInstrument, VenueMapper } from '../venues/venue-mapper.ts';
import { joinInstruments, TradeIdRange } from './found-instruments.ts';
import {
  SpanCounter,
  type FilePass,
  type FoundInstrument,
  type RecordFile,
  type RecordSpan,
} from './record-file.ts';
import { parseRecordedLine, type RecordedLine } from './record.ts';
import { isHeaderLine, parseHeader, type RecordingHeader } from './recording-header.ts';
import { RecordedTrades } from './recorded-trades.ts';

/** Open ones; a recording that never closes any must not fill the memory with books. */
const MAX_CONNECTIONS = 1_000;

/** Finds the venue by its name in capitals; a recording may have been made by a newer program. */
export type FindVenue = (name: string) => Venue | undefined;

/** Our own venues. */
export function findOwnVenue(name: string): Venue | undefined {
  return VENUE_NAMES.map((one) => VENUES[one]).find((venue) => venue.capabilities.venue === name);
}

export class SelfDescribingRecording implements RecordFile {
  readonly path: string;
  readonly format = 'recording';
  readonly #findVenue: FindVenue;
  readonly #tradeIds = new Map<string, TradeIdRange>();
  /** Of all headers: recordings may have been joined with `cat`. */
  readonly #instruments = new Map<string, Instrument>();
  readonly #span = new SpanCounter();
  #scanning: RecordingPass | undefined;

  constructor(path: string, findVenue: FindVenue = findOwnVenue) {
    this.path = path;
    this.#findVenue = findVenue;
  }

  scan(line: string): void {
    this.#scanning ??= new RecordingPass(this.path, this.#findVenue, undefined);
    const pass = this.#scanning;
    const timeUs = pass.read(line);
    for (const { instrument } of pass.takeInstruments()) {
      const before = this.#instruments.get(instrument.symbol);
      const all = [before, instrument].flatMap((one) =>
        one === undefined
          ? []
          : [{ instrument: one, lowestTradeId: Infinity, highestTradeId: -Infinity }],
      );
      const joined = joinInstruments(all).found[0]?.instrument ?? instrument;
      this.#instruments.set(instrument.symbol, joined);
    }
    if (typeof timeUs !== 'number') return;
    this.#span.add(timeUs);
    this.#noteTradeIds(pass);
  }

  endScan(): RecordSpan {
    this.#scanning = undefined;
    if (this.#span.recordCount > 0) return this.#span;
    throw new MarketDataError(
      'ERR_SOURCE_UNREADABLE',
      `${this.path} is a recording without a single frame: nothing was sent while it was made`,
    );
  }

  found(): readonly FoundInstrument[] {
    return [...this.#instruments.values()].map((instrument) => {
      const range = this.#tradeIds.get(instrument.symbol);
      return {
        instrument,
        lowestTradeId: range?.lowest ?? Infinity,
        highestTradeId: range?.highest ?? -Infinity,
      };
    });
  }

  play(instruments: ReadonlyMap<string, Instrument>): FilePass {
    return new RecordingPass(this.path, this.#findVenue, instruments);
  }

  #noteTradeIds(pass: RecordingPass): void {
    for (const tick of pass.mapQuietly()) {
      if (tick.kind !== 'trade' || tick.tradeId === '') continue;
      let range = this.#tradeIds.get(tick.symbol);
      if (range === undefined) this.#tradeIds.set(tick.symbol, (range = new TradeIdRange()));
      range.add(tick.tradeId);
    }
  }
}

/** What the lines since a header are about. */
interface Session {
  readonly venue: Venue;
  readonly header: RecordingHeader;
  readonly instruments: readonly VenueInstrument[];
  readonly mappers: Map<number, VenueMapper>;
  readonly trades: RecordedTrades;
}

/** One reading of a recording. */
class RecordingPass implements FilePass {
  readonly #path: string;
  readonly #findVenue: FindVenue;
  /** As agreed among all files; undefined: those of the header. */
  readonly #agreed: ReadonlyMap<string, Instrument> | undefined;
  readonly #counts = new Map<string, number>();
  #session: Session | undefined;
  #newInstruments: readonly VenueInstrument[] = [];
  #connection = 1;
  #record: RecordedLine | undefined;

  constructor(
    path: string,
    findVenue: FindVenue,
    agreed: ReadonlyMap<string, Instrument> | undefined,
  ) {
    this.#path = path;
    this.#findVenue = findVenue;
    this.#agreed = agreed;
  }

  read(line: string): number | string | undefined {
    if (line === '' || line === '\r') return undefined;
    if (isHeaderLine(line)) {
      this.#begin(line);
      return undefined;
    }
    const record = parseRecordedLine(line);
    if (typeof record === 'string') return record;
    if (record.kind === 'connection') {
      this.#connection = record.connection;
      return undefined;
    }
    this.#record = record;
    return record.receivedTimeUs;
  }

  map(): readonly Tick[] {
    const record = this.#record;
    const session = this.#session;
    if (record === undefined || session === undefined || record.kind === 'connection') return [];
    const receivedTimeMs = Math.floor(record.receivedTimeUs / 1000);
    const { trades, mappers } = session;
    switch (record.kind) {
      case 'connected':
        this.#endMapper(session, record.connection);
        return [];
      case 'closed':
        this.#endMapper(session, record.connection);
        return trades.closed(record.connection, receivedTimeMs);
      case 'frame':
      case 'answer': {
        const connection = this.#connection;
        let mapper = mappers.get(connection);
        if (mapper === undefined) {
          if (mappers.size >= MAX_CONNECTIONS) {
            throw new MarketDataError(
              'ERR_VENUE_PROTOCOL',
              `expected at most ${String(MAX_CONNECTIONS)} connections at a time, connection ${String(connection)} is one more`,
            );
          }
          mapper = session.venue.createMapper(session.instruments, session.header.depthLevels);
          mappers.set(connection, mapper);
        }
        const ticks = mapRecord(session.venue, mapper, record, receivedTimeMs);
        return trades.push(connection, ticks, receivedTimeMs);
      }
    }
  }

  end(): readonly Tick[] {
    return this.#session?.trades.end() ?? [];
  }

  /** The same while scanning: what cannot be mapped is told when it is played. */
  mapQuietly(): readonly Tick[] {
    try {
      return this.map();
    } catch {
      return [];
    }
  }

  /** Instruments of headers since the last call. */
  takeInstruments(): readonly VenueInstrument[] {
    const instruments = this.#newInstruments;
    this.#newInstruments = [];
    return instruments;
  }

  counts(): Readonly<Record<string, number>> {
    const all = new Map(this.#counts);
    for (const mapper of this.#session?.mappers.values() ?? []) addCounts(all, mapper.counts());
    return Object.fromEntries(all);
  }

  #begin(line: string): void {
    const header = this.#parse(line);
    const venue = this.#findVenue(header.venue);
    if (venue === undefined) {
      const known = VENUE_NAMES.map((name) => VENUES[name].capabilities.venue).join(', ');
      throw new MarketDataError(
        'ERR_SOURCE_UNREADABLE',
        `${this.#path}: the recording is of ${plainText(header.venue)}, expected one of ${known}`,
      );
    }
    for (const connection of this.#session?.mappers.keys() ?? []) {
      if (this.#session !== undefined) this.#endMapper(this.#session, connection);
    }
    const instruments = header.instruments.flatMap(({ instrument, nativeSymbol }) => {
      const agreed = this.#agreed === undefined ? instrument : this.#agreed.get(instrument.symbol);
      return agreed === undefined ? [] : [{ instrument: agreed, nativeSymbol }];
    });
    this.#newInstruments = instruments;
    this.#connection = 1;
    this.#record = undefined;
    const trades = new RecordedTrades(instruments, venue.capabilities.tradeIds);
    this.#session = { venue, header, instruments, mappers: new Map(), trades };
  }

  #parse(line: string): RecordingHeader {
    try {
      return parseHeader(line);
    } catch (error) {
      if (!(error instanceof MarketDataError)) throw error;
      throw new MarketDataError(
        error.code,
        `${this.#path}: ${error.message.replace(`${error.code}: `, '')}`,
        {
          cause: error,
        },
      );
    }
  }

  #endMapper({ mappers }: Session, connection: number): void {
    const mapper = mappers.get(connection);
    if (mapper === undefined) return;
    mappers.delete(connection);
    addCounts(this.#counts, mapper.counts());
  }
}

/** As the live connection does it: what refuses a request is not for the mapper, other control frames may be. */
function mapRecord(
  venue: Venue,
  mapper: VenueMapper,
  record: RecordedLine & { readonly kind: 'frame' | 'answer' },
  receivedTimeMs: number,
): Tick[] {
  if (record.kind === 'answer')
    return finish(mapper, mapper.map(record.text, receivedTimeMs, record.symbol));
  const control = venue.stream.classify(record.frame);
  if (control === undefined) return finish(mapper, mapper.map(record.frame, receivedTimeMs));
  if (control.kind === 'refused') return [];
  try {
    return finish(mapper, mapper.map(record.frame, receivedTimeMs));
  } catch {
    return [];
  }
}

/** Books that went wrong were fetched anew by whoever recorded; here nobody asks for them. */
function finish(mapper: VenueMapper | ResyncingMapper, ticks: Tick[]): Tick[] {
  if ('takeBookFaults' in mapper) mapper.takeBookFaults();
  return ticks;
}

function addCounts(sum: Map<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) sum.set(name, (sum.get(name) ?? 0) + count);
}
