/** CRC-32 over texts, as Kraken sums its books; pure. */

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  return value;
});

/** State before the first character. */
export const CRC_START = -1;

/** State after `text`, which is ASCII. */
export function addToCrc(state: number, text: string): number {
  let crc = state;
  for (let at = 0; at < text.length; at++) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0);
  }
  return crc;
}

/** Sum of all that was added, 0..2^32 - 1. */
export function endCrc(state: number): number {
  return ~state >>> 0;
}

/** How a number enters the sum: without point and leading zeros (`0.00100000` is `100000`). */
export function checksumDigits(text: string): string {
  const point = text.indexOf('.');
  const digits = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
  let start = 0;
  while (digits.charCodeAt(start) === 48) start++;
  return start === 0 ? digits : digits.slice(start);
}
