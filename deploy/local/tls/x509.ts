/** Makes the two kinds of certificate the launcher needs: a local authority and a server's. */
// The library's dependency injection wants this polyfill, and first.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509';
import type { KeyObject } from 'node:crypto';
import { isIP } from 'node:net';

const KEY_ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNING_ALGORITHM = { name: 'ECDSA', hash: 'SHA-256' } as const;

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
export function buildAuthorityCertificate(
  authority: Authority,
  validity: Validity,
): Promise<string> {
  return build(authority.name, authority.publicKey, authority, validity, [
    new BasicConstraintsExtension(true, 0, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ]);
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
): Promise<string> {
  return build(names[0] ?? 'localhost', publicKey, issuer, validity, [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(
      names.map((value) => ({
        type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const),
        value,
      })),
    ),
  ]);
}

/** Returns the signed certificate as PEM text. */
async function build(
  subject: string,
  publicKey: KeyObject,
  issuer: Authority,
  validity: Validity,
  extensions: readonly Extension[],
): Promise<string> {
  const [subjectKey, issuerKey, signingKey] = await Promise.all([
    importPublic(publicKey),
    importPublic(issuer.publicKey),
    importPrivate(issuer.privateKey),
  ]);
  const certificate = await X509CertificateGenerator.create({
    subject: distinguishedName(subject),
    issuer: distinguishedName(issuer.name),
    notBefore: new Date(validity.notBeforeMs),
    notAfter: new Date(validity.notAfterMs),
    publicKey: subjectKey,
    signingKey,
    signingAlgorithm: SIGNING_ALGORITHM,
    extensions: [
      ...extensions,
      await SubjectKeyIdentifierExtension.create(subjectKey),
      await AuthorityKeyIdentifierExtension.create(issuerKey),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

function distinguishedName(commonName: string): { readonly [type: string]: string[] }[] {
  return [{ O: ['Tickwire'] }, { CN: [commonName] }];
}

function importPublic(key: KeyObject): Promise<CryptoKey> {
  const bytes = key.export({ type: 'spki', format: 'der' });
  return crypto.subtle.importKey('spki', bytes, KEY_ALGORITHM, true, ['verify']);
}

function importPrivate(key: KeyObject): Promise<CryptoKey> {
  const bytes = key.export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', bytes, KEY_ALGORITHM, false, ['sign']);
}
