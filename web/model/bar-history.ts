/** Reads the server's answer to a request for older bars. */
import type { BarArrays } from './bar-columns.ts';
import { gapSpansOf, type GapSpan } from './gap-spans.ts';
import { BAR_FIELDS } from './chart-bar-check.ts';

/** One page of older bars. */
export interface BarHistory {
  /** Oldest first, times strictly rising, all before the time that was asked for. */
  readonly bars: BarArrays;
  /** Whether the server holds bars before these. */
  readonly hasOlder: boolean;
  /** Spans of these bars in which data is missing, oldest first. */
  readonly gaps: readonly GapSpan[];
}

/**
 * Checks an answer of `/api/bars`.
 *
 * @param answer   Parsed JSON: `bars`, oldest first, with the fields of BarRow, `hasOlder`, and `gaps`.
 * @param beforeMs End of the range that was asked for, exclusive, UNIX ms.
 * @throws {TypeError} When it is not such an answer.
 */
export function parseBarHistory(answer: unknown, beforeMs: number): BarHistory {
  const { bars, hasOlder, gaps } = recordOf(answer);
  if (!Array.isArray(bars) || typeof hasOlder !== 'boolean') {
    throw new TypeError('Expected an answer with a list of bars and hasOlder, got another.');
  }
  const columns = Object.fromEntries(
    BAR_FIELDS.map((name) => [name, new Float64Array(bars.length)]),
  ) as Record<(typeof BAR_FIELDS)[number], Float64Array>;
  let previousMs = -Infinity;
  for (const [row, value] of bars.entries()) {
    const bar = recordOf(value);
    for (const name of BAR_FIELDS) {
      const number = bar[name];
      if (!Number.isSafeInteger(number)) {
        throw new TypeError(`Expected ${name} of a bar as a whole number, got ${String(number)}.`);
      }
      columns[name][row] = number as number;
    }
    const timeMs = columns.openTimeMs[row] ?? 0;
    if (timeMs <= previousMs || timeMs >= beforeMs) {
      throw new TypeError(
        `Expected bars with rising times before ${beforeMs}, got ${timeMs} after ${previousMs}.`,
      );
    }
    previousMs = timeMs;
  }
  return { bars: columns, hasOlder, gaps: gapsOf(gaps) };
}

function gapsOf(gaps: unknown): GapSpan[] {
  if (!Array.isArray(gaps)) return [];
  return gapSpansOf(
    gaps.map(recordOf).flatMap(({ fromMs, toMs }) => [Number(fromMs), Number(toMs)]),
  );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
