/** The source's own log: every tick in the order in which it was made, written before it is published. */
import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { Tick } from '../../../proto/types.ts';

/** A line of the file. */
type Line =
  /** Tick number `n`; the second of two lines with one number is the repetition of a trade. */
  | { readonly n: number; readonly tick: Tick }
  /** All ticks above this line are known to be in Redis. */
  | { readonly mark: true };

/** What a log holds. */
export interface TruthContent {
  /** Every tick that was made, in order; repetitions included. */
  readonly ticks: readonly Tick[];
  /** Number of the next tick. */
  readonly nextNumber: number;
  /** How many of `ticks` are known to be in Redis, counted from the first. */
  readonly markedCount: number;
}

/**
 * Reads a log.
 *
 * The truth is what stands in whole lines: a line is written before its tick is published, and a source that
 * was killed publishes what no mark covers once more. So every tick in here gets into Redis at least once.
 */
export function readTruth(path: string): TruthContent {
  const ticks: Tick[] = [];
  let nextNumber = 0;
  let markedCount = 0;
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  for (const row of text.slice(0, text.lastIndexOf('\n') + 1).split('\n')) {
    if (row === '') continue;
    const line = JSON.parse(row) as Line;
    if ('mark' in line) {
      markedCount = ticks.length;
      continue;
    }
    ticks.push(line.tick);
    nextNumber = line.n + 1;
  }
  return { ticks, nextNumber, markedCount };
}

/** Appends to a log. */
export class TruthWriter {
  readonly #file: number;

  /** Goes on behind the last whole line: half a one is of a tick that nobody was given. */
  constructor(path: string) {
    if (existsSync(path)) {
      const bytes = readFileSync(path);
      truncateSync(path, bytes.lastIndexOf(10) + 1);
    }
    this.#file = openSync(path, 'a');
  }

  /** Writes ticks with their numbers; they are in the file when it returns. */
  append(lines: readonly { readonly n: number; readonly tick: Tick }[]): void {
    const text = lines.map((line) => `${JSON.stringify(line satisfies Line)}\n`).join('');
    // The kernel has it then: it outlives this process, whatever kills that.
    if (text !== '') writeSync(this.#file, text);
  }

  /** Notes that everything appended so far is in Redis. */
  mark(): void {
    writeSync(this.#file, `${JSON.stringify({ mark: true } satisfies Line)}\n`);
  }

  close(): void {
    closeSync(this.#file);
  }
}
