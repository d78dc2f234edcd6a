/**
 * Writes the few DER types that a certificate is made of.
 *
 * @see https://www.itu.int/rec/T-REC-X.690 sections 8 and 10
 */

/** One encoded value: tag, length, content. */
export type Der = Buffer;

/** Encodes one value from its tag and content. */
export function der(tag: number, ...content: readonly Uint8Array[]): Der {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), encodeLength(body.length), body]);
}

function encodeLength(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = minimalBytes(length);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

/** Big-endian bytes without leading zeros; none for 0. */
function minimalBytes(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}

export function sequence(...items: readonly Der[]): Der {
  return der(0x30, ...items);
}

export function setOf(...items: readonly Der[]): Der {
  return der(0x31, ...items);
}

/** A BOOLEAN; DER writes only true, since false is a default everywhere here. */
export function derTrue(): Der {
  return der(0x01, Buffer.from([0xff]));
}

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(bytes: Uint8Array): Der {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  // A first bit of 1 would mean a negative number.
  const isNegativeLooking = ((trimmed[0] ?? 0) & 0x80) !== 0;
  return der(0x02, Buffer.from(isNegativeLooking ? [0, ...trimmed] : trimmed));
}

/** An OBJECT IDENTIFIER from its dotted form, such as `2.5.29.17`. */
export function objectIdentifier(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let high = arc >>> 7; high > 0; high >>>= 7) groups.unshift(0x80 | (high & 0x7f));
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

export function utf8String(text: string): Der {
  return der(0x0c, Buffer.from(text, 'utf8'));
}

export function octetString(content: Uint8Array): Der {
  return der(0x04, content);
}

/** A BIT STRING; `unusedBits` counts the bits at the end that are not part of it. */
export function bitString(content: Uint8Array, unusedBits = 0): Der {
  return der(0x03, Buffer.from([unusedBits]), content);
}

/**
 * A certificate's point in time, whole seconds: UTCTime until 2049, GeneralizedTime after it.
 *
 * @see RFC 5280 section 4.1.2.5
 */
export function time(timeMs: number): Der {
  const digits = new Date(timeMs)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return digits < '2050'
    ? der(0x17, Buffer.from(digits.slice(2), 'latin1'))
    : der(0x18, Buffer.from(digits, 'latin1'));
}
