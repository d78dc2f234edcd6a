/** One line of a recording: `<receive time, UNIX ns> <frame>`; pure. */

/** A frame as it was recorded. */
export interface Recorded {
  /** When the recorder received it, UNIX microseconds (exact: below 2^53). */
  readonly receivedTimeUs: number;
  /** The venue's text. */
  readonly frame: string;
}

/** Nanoseconds have 19 digits since 2001 and until 2286. */
const NANOSECOND_DIGITS = 19;
const SPACE = 32;

/** Reads a line; a string says why it is none. */
export function parseRecord(line: string): Recorded | string {
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  if (line.charCodeAt(NANOSECOND_DIGITS) !== SPACE) return expected(line);
  let receivedTimeUs = 0;
  for (let at = 0; at < NANOSECOND_DIGITS; at++) {
    const digit = line.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return expected(line);
    if (at < NANOSECOND_DIGITS - 3) receivedTimeUs = receivedTimeUs * 10 + digit;
  }
  if (end <= NANOSECOND_DIGITS + 1) return expected(line);
  return { receivedTimeUs, frame: line.slice(NANOSECOND_DIGITS + 1, end) };
}

function expected(line: string): string {
  const shown = line.length > 60 ? `${line.slice(0, 60)}…` : line;
  return `expected "<receive time in UNIX nanoseconds, 19 digits> <frame>", got ${JSON.stringify(shown)}`;
}
