/**
 * Lines of a recording; pure.
 *
 * A frame is `<receive time, UNIX ns> <frame>`. Everything else begins with `#` and is JSON: the header (see
 * recording-header.ts), and
 * - `#{"connection":2}`: the frames that follow came over connection 2 (without any such line: 1),
 * - `#{"ns":"…","connected":2}` and `#{"ns":"…","closed":2}`: connection 2 began, and ended,
 * - `#{"ns":"…","answer":"BTC-USDT.BINANCE","text":"…"}`: a book over HTTP, for the connection of the frames around it,
 * - `#{"ns":"…","frame":"…"}`: a frame that has line ends in it.
 */
import type { RecordedEvent } from '../live/recorded-event.ts';

/** A frame as it was recorded. */
export interface Recorded {
  /** When the recorder received it, UNIX microseconds (exact: below 2^53). */
  readonly receivedTimeUs: number;
  /** The venue's text. */
  readonly frame: string;
}

/** What a line of a recording says, beside its header. */
export type RecordedLine =
  | (Recorded & { readonly kind: 'frame' })
  | {
      readonly kind: 'answer';
      readonly receivedTimeUs: number;
      /** Ours. */
      readonly symbol: string;
      readonly text: string;
    }
  | {
      readonly kind: 'connected' | 'closed';
      readonly receivedTimeUs: number;
      readonly connection: number;
    }
  /** The lines that follow belong to this connection. */
  | { readonly kind: 'connection'; readonly connection: number };

/** Nanoseconds have 19 digits since 2001 and until 2286. */
const NANOSECOND_DIGITS = 19;
const SPACE = 32;
const HASH = 35;
const LINE_END = /[\r\n]/;

/** Reads a frame line; a string says why it is none. */
export function parseRecord(line: string): Recorded | string {
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  if (line.charCodeAt(NANOSECOND_DIGITS) !== SPACE) return expected(line);
  const receivedTimeUs = parseNanoseconds(line);
  if (Number.isNaN(receivedTimeUs) || end <= NANOSECOND_DIGITS + 1) return expected(line);
  return { receivedTimeUs, frame: line.slice(NANOSECOND_DIGITS + 1, end) };
}

/** Reads any line but a header; a string says why it is none. */
export function parseRecordedLine(line: string): RecordedLine | string {
  if (line.charCodeAt(0) !== HASH) {
    const record = parseRecord(line);
    return typeof record === 'string' ? record : { kind: 'frame', ...record };
  }
  const fields = parseFields(line.slice(1));
  if (fields === undefined) return expectedNote(line);
  const { ns, connection, connected, closed, answer, frame, text } = fields;
  if (isConnection(connection)) return { kind: 'connection', connection };
  const receivedTimeUs =
    typeof ns === 'string' && ns.length === NANOSECOND_DIGITS ? parseNanoseconds(ns) : NaN;
  if (Number.isNaN(receivedTimeUs)) return expectedNote(line);
  if (isConnection(connected)) return { kind: 'connected', receivedTimeUs, connection: connected };
  if (isConnection(closed)) return { kind: 'closed', receivedTimeUs, connection: closed };
  if (typeof frame === 'string') return { kind: 'frame', receivedTimeUs, frame };
  if (typeof answer === 'string' && typeof text === 'string') {
    return { kind: 'answer', receivedTimeUs, symbol: answer, text };
  }
  return expectedNote(line);
}

/** An event as one line, with its end; the connection has to be said before where it is another one. */
export function formatEvent(event: RecordedEvent): string {
  const ns = formatNanoseconds(event.receivedTimeMs);
  switch (event.kind) {
    case 'frame':
      if (LINE_END.test(event.text) || event.text === '') {
        return `#${JSON.stringify({ ns, frame: event.text })}\n`;
      }
      return `${ns} ${event.text}\n`;
    case 'answer':
      return `#${JSON.stringify({ ns, answer: event.symbol, text: event.text })}\n`;
    case 'connected':
      return `#${JSON.stringify({ ns, connected: event.connection })}\n`;
    case 'closed':
      return `#${JSON.stringify({ ns, closed: event.connection })}\n`;
  }
}

/** Says that the lines that follow belong to a connection. */
export function formatConnection(connection: number): string {
  return `#${JSON.stringify({ connection })}\n`;
}

function formatNanoseconds(timeMs: number): string {
  return `${String(Math.round(timeMs * 1000)).padStart(NANOSECOND_DIGITS - 3, '0')}000`;
}

function parseNanoseconds(text: string): number {
  let timeUs = 0;
  for (let at = 0; at < NANOSECOND_DIGITS; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    if (at < NANOSECOND_DIGITS - 3) timeUs = timeUs * 10 + digit;
  }
  return timeUs;
}

function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isConnection(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function expected(line: string): string {
  return `expected "<receive time in UNIX nanoseconds, 19 digits> <frame>", got ${shown(line)}`;
}

function expectedNote(line: string): string {
  return `expected a note of the recorder as #{"ns":"<19 digits>","connected":1}, got ${shown(line)}`;
}

function shown(line: string): string {
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}
