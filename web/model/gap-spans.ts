/** Spans of time without data, and how they lie to bars. */

/** A span without data, venue time. */
export interface GapSpan {
  /** UNIX milliseconds. */
  readonly fromMs: number;
  /** UNIX milliseconds, >= `fromMs`. */
  readonly toMs: number;
}

/**
 * Reads spans from a flat list: from, to, from, to.
 *
 * @returns Oldest first; what is no span is left out.
 */
export function gapSpansOf(flat: ArrayLike<number>): GapSpan[] {
  const spans: GapSpan[] = [];
  for (let at = 0; at + 1 < flat.length; at += 2) {
    const fromMs = flat[at] ?? NaN;
    const toMs = flat[at + 1] ?? NaN;
    if (toMs >= fromMs) spans.push({ fromMs, toMs });
  }
  return spans.sort((a, b) => a.fromMs - b.fromMs);
}

/** Joins two lists, in any order; spans that overlap or touch become one. Oldest first. */
export function mergeGapSpans(a: readonly GapSpan[], b: readonly GapSpan[]): readonly GapSpan[] {
  if (b.length === 0) return a;
  const merged: GapSpan[] = [];
  for (const span of [...a, ...b].sort((one, other) => one.fromMs - other.fromMs)) {
    const last = merged.at(-1);
    if (last === undefined || span.fromMs > last.toMs) merged.push(span);
    else merged[merged.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
  }
  return merged;
}

/** Spans of which a part lies between `fromMs` (inclusive) and `toMs` (exclusive), or which begin there. */
export function gapsWithin<Span extends GapSpan>(
  spans: readonly Span[],
  fromMs: number,
  toMs: number,
): Span[] {
  return spans.filter(
    (span) => span.fromMs < toMs && (span.toMs > fromMs || span.fromMs >= fromMs),
  );
}
