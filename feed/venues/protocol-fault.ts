/** Refuses what a venue should not have sent, in one wording for all venues; pure. */
import { MarketDataError } from '../../proto/errors.ts';

/**
 * @param venue   Name for people, e.g. `Kraken`.
 * @param message What was expected, and what came.
 * @throws {MarketDataError} ERR_VENUE_PROTOCOL, always.
 */
export function failProtocol(venue: string, message: string, cause?: unknown): never {
  throw new MarketDataError('ERR_VENUE_PROTOCOL', `${venue}: ${message}`, { cause });
}

/** A value for a message: quoted, at most 80 characters of it. */
export function showValue(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) as string | undefined);
  if (text === undefined) return 'missing';
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}
