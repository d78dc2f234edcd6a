/** Refuses what a venue should not have sent, in one wording for all venues; pure. */
import { MarketDataError } from '../../proto/errors.ts';

/**
 * @param venue   Name for people, e.g. `Kraken`.
 * @param message What was expected, and what came.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL, always.
 */
export function failProtocol(venue: string, message: string, cause?: unknown): never {
  throw new MarketDataError('ERR_VENUE_PROTOCOL', plainText(`${venue}: ${message}`), { cause });
}

/** Longest message, characters: names in it may be as long as a venue likes. */
const MAX_MESSAGE = 600;
/** What is shown of a value, characters, and how deep into it. */
const MAX_SHOWN = 80;
const MAX_SHOWN_DEPTH = 6;
/** What JSON does not escape, but terminals obey or show as something else: control characters, turned directions. */
const TREACHEROUS = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/**
 * A value for a message: quoted, at most 80 characters of it, without anything that would break a line or a terminal.
 *
 * However large or deep the value is: who sends rubbish must not be able to stop whoever complains about it.
 */
export function showValue(value: unknown): string {
  const text = typeof value === 'string' ? value : sketch(value, MAX_SHOWN_DEPTH);
  if (text === undefined) return 'missing';
  return plainText(JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text));
}

/** The same with numbers as JSON has them, so that 1 and "1" are told apart. */
export function showJson(value: unknown): string {
  return typeof value === 'number' ? String(value) : showValue(value);
}

/** Text of others for a message or the log: one line, of bounded length. */
export function plainText(text: string): string {
  const short = text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text;
  return short.replace(
    TREACHEROUS,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The start of a value as JSON, a little more than is shown of it; undefined for what JSON does not have. */
function sketch(value: unknown, depth: number): string | undefined {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value.slice(0, MAX_SHOWN + 1));
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const isArray = Array.isArray(value);
  if (depth === 0) return isArray ? '[…]' : '{…}';
  let text = '';
  for (const key in value) {
    const item = sketch((value as Readonly<Record<string, unknown>>)[key], depth - 1) ?? 'null';
    const comma = text === '' ? '' : ',';
    text += comma + (isArray ? item : `${JSON.stringify(key.slice(0, MAX_SHOWN))}:${item}`);
    if (text.length > MAX_SHOWN) break;
  }
  return isArray ? `[${text}]` : `{${text}}`;
}
