/** How connections are told why they are not wanted: before the upgrade, and in a close frame. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** Cuts a text to so many bytes of UTF-8, between two characters. */
export function shorten(text: string, maxBytes: number): string {
  return Buffer.from(text)
    .subarray(0, maxBytes)
    .toString()
    .replace(/\uFFFD+$/, '');
}

/** Answers an upgrade request with a status and a reason, and ends the connection. */
export function refuseUpgrade(stream: Duplex, status: number, reason: string): void {
  const body = `${reason}\n`;
  stream.end(
    [
      `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: text/plain; charset=utf-8',
      `Content-Length: ${String(Buffer.byteLength(body))}`,
      '',
      body,
    ].join('\r\n'),
  );
}
