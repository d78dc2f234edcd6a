/** Replays recorded venue frames through the venue's mapper, at their own pace or faster. */
import { isMarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import type { Clock } from '../clock.ts';
import { ReceivedClock } from '../received-clock.ts';
import type { TickSource } from '../source.ts';
import type { VenueFormat, VenueMapper } from '../venues/venue-mapper.ts';
import { mergeRecordings, type PlacedRecord } from './merge.ts';
import { scanRecordings, type RecordingScan } from './scan-recording.ts';
import { windowOf, type Moment, type TimeWindow } from './time-window.ts';

/** Shortest wait between two batches of a paced replay, milliseconds. */
const STEP_MS = 5;
/** Ticks of a batch, at most (one frame may overshoot). */
const MAX_BATCH_TICKS = 512;
/** A paced replay that is later than this goes on from where it is instead of rushing, milliseconds. */
const MAX_LAG_MS = 500;
const MINUTE_MS = 60_000;
/** Room between two passes for frames that were received out of order of their venue times, milliseconds. */
const PASS_MARGIN_MS = 1_000;

export interface ReplayOptions {
  /** Recordings, merged by receive time; at least one. */
  readonly paths: readonly string[];
  readonly format: VenueFormat;
  /** Times as fast as recorded, > 0; Infinity: as fast as the ticks are taken. */
  readonly speed: number;
  /** Starts over at the end, for ever. */
  readonly isLooped: boolean;
  /** First moment that is replayed. Absent: the start. Frames before it are read for the books only. */
  readonly from?: Moment;
  /** First moment that is not replayed any more. Absent: the end. */
  readonly to?: Moment;
  readonly clock: Clock;
  /** Hears once of each line that is skipped. */
  readonly onBadLine: (path: string, lineNumber: number, fault: string) => void;
}

/**
 * Scans the files for their instruments and makes them a source.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when a file cannot be read or holds nothing of the venue.
 */
export async function openReplay(
  options: ReplayOptions,
): Promise<{ readonly source: ReplaySource; readonly scan: RecordingScan }> {
  const scan = await scanRecordings(options.paths, options.format);
  return { source: new ReplaySource(options, scan), scan };
}

/**
 * The times of replayed ticks: `venueTimeMs` stays as recorded, so bars come out as they were; that of an
 * event without venue time is its recorded receive time, so all venue times are on the recording's time line
 * (with the skew of the recorder's clock). `receivedTimeMs` is now: this feed received it now, and ages
 * count from there.
 *
 * Looped: each further pass is shifted by as many whole minutes as the recording (or the selected part)
 * takes, and numeric trade ids by their span, so bars keep their borders and no reader takes the second
 * pass for a repetition of the first. A recording that is played again, or was interrupted, starts with the
 * first pass that lies behind what the log has.
 */
export class ReplaySource implements TickSource {
  readonly instruments: readonly Instrument[];
  readonly canWait = true;
  readonly #options: ReplayOptions;
  readonly #scan: RecordingScan;
  readonly #window: TimeWindow;
  readonly #tradeIdSpans: ReadonlyMap<string, number>;
  readonly #passLengthMs: number;
  readonly #closing = new AbortController();
  readonly #counts = { frames: 0, badLines: 0, passes: 0, lateMs: 0 };
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #receivedClock: ReceivedClock;
  #firstPass = 0;
  #mapper: VenueMapper;
  #receivedTimeMs = 0;

  constructor(options: ReplayOptions, scan: RecordingScan) {
    this.#options = options;
    this.#receivedClock = new ReceivedClock(options.clock);
    this.#scan = scan;
    this.instruments = scan.instruments.map(({ instrument }) => instrument);
    this.#tradeIdSpans = new Map(
      scan.instruments.map(({ instrument, tradeIdSpan }) => [instrument.symbol, tradeIdSpan]),
    );
    this.#window = windowOf(scan.firstTimeUs, options.from, options.to);
    const { fromUs, toUs } = this.#window;
    const lengthMs = (Math.min(toUs, scan.lastTimeUs) - Math.max(fromUs, scan.firstTimeUs)) / 1000;
    this.#passLengthMs = Math.ceil((lengthMs + PASS_MARGIN_MS) / MINUTE_MS) * MINUTE_MS;
    this.#mapper = options.format.createMapper(this.instruments);
    this.#batches = this.#run();
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly Tick[]> {
    return this.#batches;
  }

  /** What of the recording is replayed. */
  get window(): TimeWindow {
    return this.#window;
  }

  startAfter(venueTimeMs: number): number {
    const startUs = Math.max(this.#window.fromUs, this.#scan.firstTimeUs);
    const playedMs = venueTimeMs - (startUs / 1000 - PASS_MARGIN_MS);
    this.#firstPass = Math.max(0, Math.floor(playedMs / this.#passLengthMs) + 1);
    return this.#firstPass * this.#passLengthMs;
  }

  counts(): Readonly<Record<string, number>> {
    return { ...this.#mapper.counts(), ...this.#counts };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#batches.return(undefined);
  }

  async *#run(): AsyncGenerator<readonly Tick[]> {
    for (let pass = this.#firstPass; !this.#closing.signal.aborted; pass++) {
      this.#mapper = this.#options.format.createMapper(this.instruments);
      let tickCount = 0;
      for await (const batch of this.#pass(pass)) {
        tickCount += batch.length;
        yield batch;
      }
      this.#counts.passes += 1;
      // A loop over nothing would only burn the processor.
      if (!this.#options.isLooped || tickCount === 0) return;
    }
  }

  async *#pass(pass: number): AsyncGenerator<readonly Tick[]> {
    const { clock, speed, paths } = this.#options;
    const { fromUs, toUs } = this.#window;
    const { signal } = this.#closing;
    let startedMs = clock.elapsedMs();
    let startUs: number | undefined;
    let batch: Tick[] = [];
    this.#stamp();
    const records = mergeRecordings(paths, (fileIndex, lineNumber, fault) => {
      this.#reportBadLine(pass, fileIndex, lineNumber, fault);
    });
    for await (const group of records) {
      for (const record of group) {
        if (signal.aborted || record.receivedTimeUs >= toUs) {
          if (batch.length > 0) yield batch;
          return;
        }
        const ticks = this.#map(record, pass);
        if (record.receivedTimeUs < fromUs) continue;
        if (speed !== Infinity) {
          if (startUs === undefined) {
            startUs = record.receivedTimeUs;
            startedMs = clock.elapsedMs();
          }
          const dueMs = startedMs + (record.receivedTimeUs - startUs) / 1000 / speed;
          if (batch.length > 0 && clock.elapsedMs() < dueMs) {
            yield batch;
            batch = [];
          }
          // Asked again: whoever takes the batches may have been slow.
          const waitMs = dueMs - clock.elapsedMs();
          if (waitMs > 0) await clock.sleep(Math.max(waitMs, STEP_MS), signal);
          if (waitMs < -MAX_LAG_MS) {
            startedMs -= waitMs;
            this.#counts.lateMs -= Math.round(waitMs);
          }
          if (batch.length === 0) this.#stamp();
        }
        for (const tick of ticks) batch.push(this.#place(tick, pass));
        if (batch.length >= MAX_BATCH_TICKS) {
          yield batch;
          batch = [];
          this.#stamp();
        }
      }
    }
    if (batch.length > 0) yield batch;
  }

  #map(record: PlacedRecord, pass: number): Tick[] {
    this.#counts.frames += 1;
    try {
      return this.#mapper.map(
        record.frame,
        Math.floor(record.receivedTimeUs / 1000),
        this.#scan.onlySymbols[record.fileIndex],
      );
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      this.#reportBadLine(pass, record.fileIndex, record.lineNumber, error.message);
      return [];
    }
  }

  #place(tick: Tick, pass: number): Tick {
    const venueTimeMs = tick.venueTimeMs + pass * this.#passLengthMs;
    const receivedTimeMs = this.#receivedTimeMs;
    if (tick.kind !== 'trade' || pass === 0) return { ...tick, venueTimeMs, receivedTimeMs };
    const tradeId = this.#shiftTradeId(tick.symbol, tick.tradeId, pass);
    return { ...tick, venueTimeMs, receivedTimeMs, tradeId };
  }

  #shiftTradeId(symbol: string, tradeId: string, pass: number): string {
    if (tradeId === '') return '';
    const shifted = Number(tradeId) + pass * (this.#tradeIdSpans.get(symbol) ?? 0);
    return Number.isSafeInteger(shifted) ? String(shifted) : `${tradeId}/${String(pass + 1)}`;
  }

  #stamp(): void {
    this.#receivedTimeMs = this.#receivedClock.nowMs();
  }

  #reportBadLine(pass: number, fileIndex: number, lineNumber: number, fault: string): void {
    if (pass > this.#firstPass) return;
    this.#counts.badLines += 1;
    this.#options.onBadLine(this.#options.paths[fileIndex] ?? '', lineNumber, fault);
  }
}
