/** Recordings without a header: a venue that is named, its instruments found in the frames. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument } from '../../proto/types.ts';
import type { FrameScanner, VenueFormat, VenueMapper } from '../venues/venue-mapper.ts';
import {
  SpanCounter,
  type FilePass,
  type FoundInstrument,
  type RecordFile,
  type RecordSpan,
} from './record-file.ts';
import { parseRecord, type Recorded } from './record.ts';

/** What files of one venue share: frames of one symbol may be spread over several. */
class Group {
  readonly format: VenueFormat;
  readonly scanner: FrameScanner;
  #found: readonly FoundInstrument[] | undefined;
  #pass = -1;
  #mapper: VenueMapper | undefined;

  constructor(format: VenueFormat) {
    this.format = format;
    this.scanner = format.createScanner();
  }

  found(): readonly FoundInstrument[] {
    this.#found ??= this.scanner.instruments().map(({ instrument, tradeIdSpan }) => ({
      instrument,
      lowestTradeId: tradeIdSpan === 0 ? Infinity : 0,
      highestTradeId: tradeIdSpan === 0 ? -Infinity : tradeIdSpan - 1,
    }));
    return this.#found;
  }

  /** The one mapper of a pass. */
  mapper(instruments: ReadonlyMap<string, Instrument>, pass: number): VenueMapper {
    if (this.#mapper === undefined || this.#pass !== pass) {
      this.#pass = pass;
      const own = this.found().flatMap(
        ({ instrument }) => instruments.get(instrument.symbol) ?? [],
      );
      this.#mapper = this.format.createMapper(own);
    }
    return this.#mapper;
  }
}

/** Files of one venue, merged as if they had been one recording. */
export function createPlainRecordings(
  paths: readonly string[],
  format: VenueFormat,
): readonly RecordFile[] {
  const group = new Group(format);
  return paths.map((path, index) => new PlainRecording(path, group, index === 0));
}

class PlainRecording implements RecordFile {
  readonly path: string;
  readonly format = 'recording';
  readonly #group: Group;
  /** Counts of the mapper are those of all files. */
  readonly #isFirst: boolean;
  readonly #scanner: FrameScanner;
  readonly #span = new SpanCounter();
  #onlySymbol: string | undefined;

  constructor(path: string, group: Group, isFirst: boolean) {
    this.path = path;
    this.#group = group;
    this.#isFirst = isFirst;
    this.#scanner = group.format.createScanner();
  }

  scan(line: string): void {
    const record = parseRecord(line);
    if (typeof record === 'string') return;
    this.#scanner.scan(record.frame);
    this.#span.add(record.receivedTimeUs);
  }

  endScan(): RecordSpan {
    const found = this.#scanner.instruments();
    if (found.length === 0) {
      throw new MarketDataError(
        'ERR_SOURCE_UNREADABLE',
        `${this.path} holds no market data of the expected format: expected lines ` +
          '"<receive time in UNIX nanoseconds> <frame JSON>" of the venue named by --venue-format',
      );
    }
    this.#onlySymbol = found.length === 1 ? found[0]?.instrument.symbol : undefined;
    this.#group.scanner.merge(this.#scanner);
    return this.#span;
  }

  found(): readonly FoundInstrument[] {
    return this.#group.found();
  }

  play(instruments: ReadonlyMap<string, Instrument>, pass: number): FilePass {
    const mapper = this.#group.mapper(instruments, pass);
    const onlySymbol = this.#onlySymbol;
    let record: Recorded | undefined;
    return {
      read(line) {
        if (line === '' || line === '\r') return undefined;
        const parsed = parseRecord(line);
        if (typeof parsed === 'string') return parsed;
        record = parsed;
        return parsed.receivedTimeUs;
      },
      map: () =>
        record === undefined
          ? []
          : mapper.map(record.frame, Math.floor(record.receivedTimeUs / 1000), onlySymbol),
      counts: () => (this.#isFirst ? mapper.counts() : {}),
    };
  }
}
