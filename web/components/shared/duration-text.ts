/** Short texts of durations: ages, waits, delays. */

/** U+202F: keeps number and unit together. */
const NARROW = '\u202f';

/**
 * A duration in its largest unit, whole: `0 s`, `18 s`, `4 min`, `3 h`, `2 d`.
 *
 * @param durationMs Milliseconds; negative counts as 0.
 */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / 1_000));
  if (seconds < 90) return `${seconds}${NARROW}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${NARROW}min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours}${NARROW}h`;
  return `${Math.floor(hours / 24)}${NARROW}d`;
}

/**
 * A delay: `42 ms`, `3.2 s`, then whole seconds.
 *
 * @param delayMs Milliseconds; negative: not known, the text is empty.
 */
export function latencyText(delayMs: number): string {
  if (!(delayMs >= 0)) return '';
  if (delayMs < 999.5) return `${Math.round(delayMs)}${NARROW}ms`;
  if (delayMs < 9_950) return `${(delayMs / 1_000).toFixed(1)}${NARROW}s`;
  return durationText(delayMs);
}
