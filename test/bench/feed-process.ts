/** The bench's feed as a process. */
import { BenchProcess } from './bench-process.ts';
import type { SinkName } from './feed/sink.ts';

const START_MS = 20_000;
const ANSWER_MS = 10_000;

/** What the feed made in a span of time. */
export interface FeedCounts {
  /** By symbol number. */
  readonly ticks: readonly number[];
  /** Longest time that a tick was overdue since the answer before, milliseconds. */
  readonly lateMs: number;
}

export class FeedProcess {
  readonly #process: BenchProcess;
  /** The question before: answers come in the order of the questions, so one waits at a time. */
  #asked: Promise<unknown> = Promise.resolve();

  private constructor(process: BenchProcess) {
    this.#process = process;
  }

  /** Starts it with rate 0; resolves when it can publish. */
  static async start(sink: SinkName, url: string, symbols: number): Promise<FeedProcess> {
    const program = ['--import', 'tsx', 'test/bench/feed/main.ts'];
    const args = ['--sink', sink, '--url', url, '--symbols', String(symbols)];
    const process_ = new BenchProcess('feed', process.execPath, [...program, ...args]);
    await process_.next('kind', 'publishing', START_MS);
    return new FeedProcess(process_);
  }

  setRate(ticksPerSecond: number): void {
    this.#process.write(`rate ${ticksPerSecond}`);
  }

  /** Ticks made in `[fromMs, toMs)`, UNIX milliseconds, at most the newest two million. */
  counts(fromMs: number, toMs: number): Promise<FeedCounts> {
    const answer = this.#asked.then(() => this.#ask(fromMs, toMs));
    this.#asked = answer.catch(() => undefined);
    return answer;
  }

  async stop(): Promise<void> {
    await this.#process.stop('input');
  }

  async #ask(fromMs: number, toMs: number): Promise<FeedCounts> {
    this.#process.write(`counts ${fromMs} ${toMs}`);
    const { counts, lateMs } = await this.#process.next('kind', 'counts', ANSWER_MS);
    if (!Array.isArray(counts)) throw new Error('the feed no longer remembers so many ticks');
    return { ticks: counts.map(Number), lateMs: Number(lateMs) };
  }
}
