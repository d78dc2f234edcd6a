/** Plays files of records as a source of ticks, at their own pace or faster. */
import type { Instrument, Tick } from '../../proto/types.ts';
import type { Clock } from '../clock.ts';
import { ReceivedClock } from '../received-clock.ts';
import type { TickSource } from '../source.ts';
import type { VenueFormat } from '../venues/venue-mapper.ts';
import { createPlainRecordings } from './plain-recording.ts';
import { RecordMerger } from './merge.ts';
import type { FilePass, RecordFile } from './record-file.ts';
import { scanFiles, type FilesScan } from './scan-files.ts';
import { windowOf, type Moment, type TimeWindow } from './time-window.ts';

/** Shortest wait between two batches of a paced replay, milliseconds. */
const STEP_MS = 5;
/** Ticks of a batch, at most (one record may overshoot). */
const MAX_BATCH_TICKS = 512;
/** A paced replay that is later than this goes on from where it is instead of rushing, milliseconds. */
const MAX_LAG_MS = 500;
const MINUTE_MS = 60_000;
/** Room between two passes for records that were received out of order of their venue times, milliseconds. */
const PASS_MARGIN_MS = 1_000;

/** How files are played, whatever is in them. */
export interface PlayOptions {
  /** Times as fast as recorded, > 0; Infinity: as fast as the ticks are taken. */
  readonly speed: number;
  /** Starts over at the end, for ever. */
  readonly isLooped: boolean;
  /** First moment that is played. Absent: the start. Records before it are read for the books only. */
  readonly from?: Moment;
  /** First moment that is not played any more. Absent: the end. */
  readonly to?: Moment;
  readonly clock: Clock;
  /** Hears once of each line that is skipped. */
  readonly onBadLine: (path: string, lineNumber: number, fault: string) => void;
  /** Aborted: looking through the files ends early. */
  readonly signal?: AbortSignal;
}

export interface FilesReplayOptions extends PlayOptions {
  /** Merged by the times of their records; at least one. */
  readonly files: readonly RecordFile[];
}

export interface ReplayOptions extends PlayOptions {
  /** Recordings without a header, merged by receive time; at least one. */
  readonly paths: readonly string[];
  readonly format: VenueFormat;
}

/** What `openReplay` gives. */
export interface OpenedReplay {
  readonly source: ReplaySource;
  readonly scan: FilesScan;
}

/**
 * Scans recordings without a header for their instruments and makes them a source.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when a file cannot be read or holds nothing of the venue.
 */
export async function openReplay({
  paths,
  format,
  ...options
}: ReplayOptions): Promise<OpenedReplay> {
  return openFilesReplay({ ...options, files: createPlainRecordings(paths, format) });
}

/**
 * Scans files for their instruments and makes them a source.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when a file cannot be read or holds nothing of its format.
 */
export async function openFilesReplay(options: FilesReplayOptions): Promise<OpenedReplay> {
  const scan = await scanFiles(options.files, options.signal);
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
  readonly #options: FilesReplayOptions;
  readonly #scan: FilesScan;
  readonly #window: TimeWindow;
  readonly #instruments: ReadonlyMap<string, Instrument>;
  readonly #tradeIdSpans: ReadonlyMap<string, number>;
  readonly #passLengthMs: number;
  readonly #closing = new AbortController();
  readonly #counts = { records: 0, badLines: 0, passes: 0, lateMs: 0 };
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #receivedClock: ReceivedClock;
  #firstPass = 0;
  #filePasses: readonly FilePass[] = [];
  #receivedTimeMs = 0;

  constructor(options: FilesReplayOptions, scan: FilesScan) {
    this.#options = options;
    this.#receivedClock = new ReceivedClock(options.clock);
    this.#scan = scan;
    this.instruments = scan.instruments.map(({ instrument }) => instrument);
    this.#instruments = new Map(this.instruments.map((one) => [one.symbol, one]));
    this.#tradeIdSpans = new Map(
      scan.instruments.map(({ instrument, lowestTradeId, highestTradeId }) => [
        instrument.symbol,
        Math.max(0, highestTradeId - lowestTradeId + 1),
      ]),
    );
    this.#window = windowOf(scan.firstTimeUs, options.from, options.to);
    const { fromUs, toUs } = this.#window;
    const lengthMs = (Math.min(toUs, scan.lastTimeUs) - Math.max(fromUs, scan.firstTimeUs)) / 1000;
    this.#passLengthMs = Math.ceil((lengthMs + PASS_MARGIN_MS) / MINUTE_MS) * MINUTE_MS;
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
    const counts: Record<string, number> = {};
    for (const pass of this.#filePasses) {
      for (const [name, count] of Object.entries(pass.counts())) {
        counts[name] = (counts[name] ?? 0) + count;
      }
    }
    return { ...counts, ...this.#counts };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#batches.return(undefined);
  }

  async *#run(): AsyncGenerator<readonly Tick[]> {
    const { files, isLooped } = this.#options;
    for (let pass = this.#firstPass; !this.#closing.signal.aborted; pass++) {
      this.#filePasses = files.map((file) => file.play(this.#instruments, pass));
      const merger = new RecordMerger(
        this.#filePasses.map((filePass, index) => ({
          path: files[index]?.path ?? '',
          pass: filePass,
        })),
        (fileIndex, lineNumber, fault) => {
          this.#reportBadLine(pass, fileIndex, lineNumber, fault);
        },
      );
      let tickCount = 0;
      try {
        for await (const batch of this.#pass(pass, merger)) {
          tickCount += batch.length;
          yield batch;
        }
      } finally {
        await merger.close();
      }
      this.#counts.passes += 1;
      // A loop over nothing would only burn the processor.
      if (!isLooped || tickCount === 0) return;
    }
  }

  async *#pass(pass: number, merger: RecordMerger): AsyncGenerator<readonly Tick[]> {
    const { clock, speed } = this.#options;
    const { fromUs, toUs } = this.#window;
    const { signal } = this.#closing;
    let startedMs = clock.elapsedMs();
    let startUs: number | undefined;
    let batch: Tick[] = [];
    this.#stamp();
    for (;;) {
      const record = merger.take();
      if (record === undefined) {
        if (signal.aborted || !(await merger.refill())) break;
        continue;
      }
      const { timeUs, ticks } = record;
      if (signal.aborted || timeUs >= toUs) break;
      this.#counts.records += 1;
      if (timeUs < fromUs) continue;
      if (speed !== Infinity) {
        if (startUs === undefined) {
          startUs = timeUs;
          startedMs = clock.elapsedMs();
        }
        const dueMs = startedMs + (timeUs - startUs) / 1000 / speed;
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
    if (batch.length > 0) yield batch;
  }

  #place(tick: Tick, pass: number): Tick {
    const venueTimeMs = tick.venueTimeMs + pass * this.#passLengthMs;
    const receivedTimeMs = this.#receivedTimeMs;
    if (pass === 0) return { ...tick, venueTimeMs, receivedTimeMs };
    if (tick.kind === 'gap') {
      const shiftMs = pass * this.#passLengthMs;
      const { fromMs, toMs } = tick;
      return {
        ...tick,
        venueTimeMs,
        receivedTimeMs,
        fromMs: fromMs + shiftMs,
        toMs: toMs + shiftMs,
      };
    }
    if (tick.kind !== 'trade') return { ...tick, venueTimeMs, receivedTimeMs };
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
    this.#options.onBadLine(this.#options.files[fileIndex]?.path ?? '', lineNumber, fault);
  }
}
