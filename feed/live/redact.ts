/** Takes keys out of texts before they are shown or logged; pure. */
import type { Credentials } from '../venues/venue.ts';
import { plainText } from '../venues/protocol-fault.ts';
import type { RecordedEvent } from './recorded-event.ts';

const QUERY = /(\b(?:wss?|https?):\/\/[^\s?#"'<>]*)[?#][^\s"'<>]*/gi;
const USER = /(\b(?:wss?|https?):\/\/)[^\s/?#@"'<>]*@/gi;
const MAX_LENGTH = 300;

/**
 * Makes the function through which everything goes that venues, sockets and libraries say of themselves: any of it
 * may repeat what was sent.
 *
 * @returns One line without control characters, the values of `credentials`, and users and queries of addresses; at most
 *          300 characters.
 */
export function createRedaction(credentials: Credentials): (text: string) => string {
  const mask = createMask(credentials);
  return (text) =>
    plainText(mask(text.replace(USER, '$1').replace(QUERY, '$1'))).slice(0, MAX_LENGTH);
}

/** The same for what was received and is kept as it was, but for the values of `credentials` in it. */
export function createMask(credentials: Credentials): (text: string) => string {
  const secrets = new Set(
    Object.values(credentials).flatMap((value) => [
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString('base64'),
    ]),
  );
  secrets.delete('');
  // Longer ones first: one may be a part of another.
  const ordered = [...secrets].sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text;
    for (const secret of ordered) clean = clean.replaceAll(secret, '***');
    return clean;
  };
}

/** Hears events without keys in them; frames of public market data pass as they are. */
export function maskedRecorder(
  onFrame: (event: RecordedEvent) => void,
  credentials: Credentials,
): (event: RecordedEvent) => void {
  if (Object.values(credentials).every((value) => value === '')) return onFrame;
  const mask = createMask(credentials);
  return (event) => {
    onFrame('text' in event ? { ...event, text: mask(event.text) } : event);
  };
}
