/** Tick lines of a stream, such as standard input, as a source. */
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import type { Clock } from '../clock.ts';
import { ReceivedClock } from '../received-clock.ts';
import type { TickSource } from '../source.ts';
import { LineLog } from './line-log.ts';
import { LineSplitter, MAX_LINE_LENGTH, type NumberedLine } from './line-splitter.ts';
import { TickLineParser } from './tick-line-parser.ts';

/** Ticks of a batch, about. */
const BATCH_TICKS = 512;
const EXAMPLE = '{"symbol":"ACME","price":101.25,"size":3}';

export interface LineSourceOptions {
  /** Bytes; read as fast as its ticks are taken. */
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Venue of instruments that name none. */
  readonly venue: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Aborted: opening ends as if the input had. Absent: it waits for the first lines as long as it takes. */
  readonly signal?: AbortSignal;
}

/**
 * Makes a source of a stream of tick lines, as soon as a line has named an instrument.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when the input ends before that, or breaks.
 */
export async function openLineSource(options: LineSourceOptions): Promise<TickSource> {
  const { input, logger, signal } = options;
  if (input.isTTY === true) {
    logger.warn(
      `standard input is a terminal: type lines as ${EXAMPLE} and end with Ctrl-D, ` +
        'or pipe a program into it: python3 my_feed.py | npm run feed -- --source stdin',
    );
  } else logger.info('waiting for lines on standard input');
  const source = new LineSource(options);
  const stop = (): void => {
    void source.close();
  };
  signal?.addEventListener('abort', stop);
  if (signal?.aborted === true) stop();
  try {
    await source.begin();
  } finally {
    signal?.removeEventListener('abort', stop);
  }
  return source;
}

/**
 * It can wait: a program that writes into a pipe is held back by the pipe, so nothing that it wrote is lost, and a file
 * piped into us goes as fast as Redis takes it. A program that must not be held back keeps a queue of its own, and says
 * by a `gap` line what it had to drop.
 */
class LineSource implements TickSource {
  readonly canWait = true;
  readonly missesPauses = true;
  readonly #input: Readable;
  readonly #parser: TickLineParser;
  readonly #splitter = new LineSplitter();
  readonly #receivedClock: ReceivedClock;
  readonly #log: LineLog;
  readonly #chunks: AsyncIterator<Uint8Array | string>;
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #counts = { lines: 0, ticks: 0 };
  #instruments: readonly Instrument[] = [];
  /** Ticks of the lines that were read at the opening. */
  #first: readonly Tick[] = [];
  #isAtEnd = false;
  #isClosed = false;

  constructor({ input, venue, clock, logger }: LineSourceOptions) {
    this.#input = input;
    this.#receivedClock = new ReceivedClock(clock);
    this.#log = new LineLog(logger);
    this.#parser = new TickLineParser({
      venue,
      onNotice: (notice) => {
        this.#log.noticed(notice);
      },
    });
    this.#chunks = (input as AsyncIterable<Uint8Array | string>)[Symbol.asyncIterator]();
    this.#batches = this.#run();
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly Tick[]> {
    return this.#batches;
  }

  get instruments(): readonly Instrument[] {
    return this.#instruments;
  }

  takeInstruments(): readonly Instrument[] {
    return this.#parser.takeInstruments();
  }

  counts(): Readonly<Record<string, number>> {
    const { badLines } = this.#log;
    return { ...this.#counts, badLines, roundedValues: this.#parser.roundedValues };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#input.destroy();
    await this.#batches.return(undefined);
  }

  /** Reads until an instrument is known. */
  async begin(): Promise<void> {
    const ticks: Tick[] = [];
    while (this.#parser.instruments.length === 0 && !this.#isOver)
      ticks.push(...(await this.#read()));
    this.#first = ticks;
    this.#instruments = this.#parser.takeInstruments();
    if (this.#instruments.length > 0 || this.#isClosed) return;
    throw new MarketDataError(
      'ERR_SOURCE_UNREADABLE',
      `standard input ended after ${String(this.#counts.lines)} lines without a tick: expected lines as ${EXAMPLE}`,
    );
  }

  get #isOver(): boolean {
    return this.#isAtEnd || this.#isClosed;
  }

  async *#run(): AsyncGenerator<readonly Tick[]> {
    let ticks = this.#first;
    this.#first = [];
    for (;;) {
      for (let at = 0; at < ticks.length && !this.#isClosed; at += BATCH_TICKS) {
        yield ticks.slice(at, at + BATCH_TICKS);
      }
      if (this.#isOver) return;
      ticks = await this.#read();
    }
  }

  /** Ticks of the lines that the next bytes complete. */
  async #read(): Promise<readonly Tick[]> {
    let chunk: Uint8Array | string | undefined;
    try {
      const result = await this.#chunks.next();
      if (result.done !== true) chunk = result.value;
    } catch (cause) {
      // Closing destroys the input under the hands of whoever waits for it.
      if (this.#isClosed) return [];
      throw new MarketDataError('ERR_SOURCE_UNREADABLE', 'standard input broke off', { cause });
    }
    if (this.#isClosed) return [];
    if (chunk !== undefined) {
      return this.#ticksOf(
        this.#splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk),
      );
    }
    this.#isAtEnd = true;
    return this.#ticksOf(this.#splitter.end());
  }

  #ticksOf(lines: readonly NumberedLine[]): readonly Tick[] {
    const receivedTimeMs = this.#receivedClock.nowMs();
    const ticks: Tick[] = [];
    for (const { number, text } of lines) {
      this.#counts.lines = number;
      if (text === undefined) {
        this.#log.refused(number, `expected at most ${String(MAX_LINE_LENGTH)} characters a line`);
        continue;
      }
      try {
        for (const tick of this.#parser.parse(text, receivedTimeMs)) ticks.push(tick);
      } catch (error) {
        if (!isMarketDataError(error)) throw error;
        this.#log.refused(number, error.message);
      }
    }
    this.#counts.ticks += ticks.length;
    return ticks;
  }
}
