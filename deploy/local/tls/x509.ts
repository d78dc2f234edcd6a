/**
 * Makes the two kinds of certificate the launcher needs: a local authority and a server's.
 *
 * @see RFC 5280 for the structure, RFC 5480 for EC P-256 keys, RFC 5758 for ecdsa-with-SHA256
 */
import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import {
  bitString,
  der,
  derTrue,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
  time,
  utf8String,
  type Der,
} from './der.ts';

const ECDSA_WITH_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const DIGITAL_SIGNATURE = keyUsage(0b1000_0000, 7);
const SIGNS_CERTIFICATES = keyUsage(0b0000_0110, 1);

/** A certificate authority that can sign. */
export interface Authority {
  /** Common name, which is also the issuer of what it signs. */
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** From when to when a certificate is valid, milliseconds since 1970. */
export interface Validity {
  readonly notBeforeMs: number;
  readonly notAfterMs: number;
}

/** Makes the authority's own certificate (self-signed; may sign servers, not other authorities). */
export function buildAuthorityCertificate(authority: Authority, validity: Validity): string {
  return build({
    subject: authority.name,
    publicKey: authority.publicKey,
    issuer: authority,
    validity,
    extensions: [
      // CA with path length 0
      extension('2.5.29.19', sequence(derTrue(), integer(Buffer.from([0]))), 'critical'),
      extension('2.5.29.15', SIGNS_CERTIFICATES, 'critical'),
    ],
  });
}

/**
 * Makes a server's certificate.
 *
 * @param names Host names and IP addresses that clients may call the server; at least one.
 */
export function buildServerCertificate(
  issuer: Authority,
  publicKey: KeyObject,
  names: readonly string[],
  validity: Validity,
): string {
  return build({
    subject: names[0] ?? 'localhost',
    publicKey,
    issuer,
    validity,
    extensions: [
      extension('2.5.29.19', sequence(), 'critical'),
      extension('2.5.29.15', DIGITAL_SIGNATURE, 'critical'),
      extension('2.5.29.37', sequence(objectIdentifier('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', sequence(...names.map(generalName))),
    ],
  });
}

interface CertificateContent {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly issuer: Authority;
  readonly validity: Validity;
  readonly extensions: readonly Der[];
}

/** Returns the signed certificate as PEM text. */
function build({ subject, publicKey, issuer, validity, extensions }: CertificateContent): string {
  const serialNumber = randomBytes(16);
  const subjectKeyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const content = sequence(
    der(0xa0, integer(Buffer.from([2]))), // version 3
    integer(serialNumber),
    ECDSA_WITH_SHA256,
    distinguishedName(issuer.name),
    sequence(time(validity.notBeforeMs), time(validity.notAfterMs)),
    distinguishedName(subject),
    subjectKeyInfo,
    der(
      0xa3,
      sequence(
        ...extensions,
        extension('2.5.29.14', octetString(keyIdentifier(publicKey))),
        extension('2.5.29.35', sequence(der(0x80, keyIdentifier(issuer.publicKey)))),
      ),
    ),
  );
  const signature = sign('sha256', content, issuer.privateKey);
  return toPem(sequence(content, ECDSA_WITH_SHA256, bitString(signature)));
}

/** Names a key by the hash of what it is made of. */
function keyIdentifier(key: KeyObject): Buffer {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest()
    .subarray(0, 20);
}

function distinguishedName(commonName: string): Der {
  return sequence(
    setOf(sequence(objectIdentifier('2.5.4.10'), utf8String('Tickwire'))),
    setOf(sequence(objectIdentifier('2.5.4.3'), utf8String(commonName))),
  );
}

function extension(identifier: string, value: Der, criticality?: 'critical'): Der {
  const isCritical = criticality === undefined ? [] : [derTrue()];
  return sequence(objectIdentifier(identifier), ...isCritical, octetString(value));
}

function keyUsage(bits: number, unusedBits: number): Der {
  return bitString(Buffer.from([bits]), unusedBits);
}

function generalName(name: string): Der {
  if (isIPv4(name)) return der(0x87, Buffer.from(name.split('.').map(Number)));
  if (isIPv6(name)) return der(0x87, ipv6Bytes(name));
  return der(0x82, Buffer.from(name, 'latin1'));
}

/** The 16 bytes of an IPv6 address, as `::1` or `fe80::1:2` or with an IPv4 end. */
function ipv6Bytes(address: string): Buffer {
  const canonical = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = canonical.split('::');
  const before = groups(head);
  const after = groups(tail ?? '');
  const middle = new Array<number>(8 - before.length - after.length).fill(0);
  return Buffer.from(
    [...before, ...middle, ...after].flatMap((group) => [group >> 8, group & 0xff]),
  );
}

function groups(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
}

function toPem(certificate: Der): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
