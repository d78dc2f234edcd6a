/** Keeps a local certificate authority and a server certificate of it on disk, renewed in time. */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { buildAuthorityCertificate, buildServerCertificate, type Authority } from './x509.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const AUTHORITY_DAYS = 3650;
/** Apple and Chrome refuse public certificates over 398 days; keeping below also pleases strict clients. */
const SERVER_DAYS = 397;
const RENEW_BEFORE_DAYS = 30;
/** Clocks of other machines may be a little behind. */
const BACKDATE_MS = DAY_MS;

/** Files with the certificate in force, PEM. */
export interface CertificateFiles {
  /** The server's certificate. */
  readonly certFile: string;
  /** Its private key, mode 0600. */
  readonly keyFile: string;
  /** Certificate of the local authority: what browsers are told to trust. */
  readonly caFile: string;
  /** Which of them were made by this call. */
  readonly created: 'nothing' | 'server' | 'authority-and-server';
}

/** What is wanted. */
export interface CertificateRequest {
  /** Folder of the files; made with mode 0700 if absent. */
  readonly directory: string;
  /** Host names and IP addresses the server is called by; at least one. */
  readonly names: readonly string[];
  /** Present time, milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * Returns a server certificate that is valid now for all `names`, making what is missing.
 *
 * The authority is kept as long as it lasts, so that trusting it once is enough.
 */
export async function ensureCertificate({
  directory,
  names,
  nowMs,
}: CertificateRequest): Promise<CertificateFiles> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const files = {
    certFile: join(directory, 'server.pem'),
    keyFile: join(directory, 'server-key.pem'),
    caFile: join(directory, 'ca.pem'),
  };
  const caKeyFile = join(directory, 'ca-key.pem');
  const known = loadAuthority(files.caFile, caKeyFile, nowMs);
  if (known !== undefined && isServerCertificateGood(files, known.certificate, names, nowMs)) {
    return { ...files, created: 'nothing' };
  }
  const authority = known?.authority ?? (await createAuthority(files.caFile, caKeyFile, nowMs));
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const certificate = await buildServerCertificate(authority, key.publicKey, names, {
    notBeforeMs: nowMs - BACKDATE_MS,
    notAfterMs: nowMs + (SERVER_DAYS - 1) * DAY_MS,
  });
  writeAtomically(files.keyFile, exportKey(key.privateKey), 0o600);
  writeAtomically(files.certFile, certificate, 0o644);
  return { ...files, created: known === undefined ? 'authority-and-server' : 'server' };
}

interface KnownAuthority {
  readonly authority: Authority;
  readonly certificate: X509Certificate;
}

/** Reads the authority; undefined when there is none, or none that lasts long enough. */
function loadAuthority(
  certFile: string,
  keyFile: string,
  nowMs: number,
): KnownAuthority | undefined {
  const pair = readPair(certFile, keyFile);
  // It must outlive the server certificates that it signs.
  if (pair === undefined || !isValidFor(pair.certificate, nowMs, SERVER_DAYS)) return undefined;
  const name = /^CN=(.*)$/m.exec(pair.certificate.subject)?.[1];
  if (name === undefined) return undefined;
  const { certificate, privateKey } = pair;
  return {
    authority: { name, privateKey, publicKey: createPublicKey(privateKey) },
    certificate,
  };
}

async function createAuthority(
  certFile: string,
  keyFile: string,
  nowMs: number,
): Promise<Authority> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // A name of its own: a browser that trusts an earlier one must not take this for the same.
  const name = `Tickwire local CA ${hostname()} ${randomBytes(3).toString('hex')}`;
  const authority = { name, publicKey, privateKey };
  const certificate = await buildAuthorityCertificate(authority, {
    notBeforeMs: nowMs - BACKDATE_MS,
    notAfterMs: nowMs + AUTHORITY_DAYS * DAY_MS,
  });
  writeAtomically(keyFile, exportKey(privateKey), 0o600);
  writeAtomically(certFile, certificate, 0o644);
  return authority;
}

function isServerCertificateGood(
  files: { readonly certFile: string; readonly keyFile: string },
  authority: X509Certificate,
  names: readonly string[],
  nowMs: number,
): boolean {
  const pair = readPair(files.certFile, files.keyFile);
  if (pair === undefined) return false;
  const { certificate } = pair;
  return (
    isValidFor(certificate, nowMs, RENEW_BEFORE_DAYS) &&
    certificate.verify(authority.publicKey) &&
    names.every((name) =>
      isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name),
    )
  );
}

/** Reads a certificate and its key; undefined when one is absent, broken, or they do not match. */
function readPair(
  certFile: string,
  keyFile: string,
): { readonly certificate: X509Certificate; readonly privateKey: KeyObject } | undefined {
  try {
    const certificate = new X509Certificate(readFileSync(certFile));
    const privateKey = createPrivateKey(readFileSync(keyFile));
    return certificate.checkPrivateKey(privateKey) ? { certificate, privateKey } : undefined;
  } catch {
    // Absent or unreadable alike lead to a new pair.
    return undefined;
  }
}

function isValidFor(certificate: X509Certificate, nowMs: number, days: number): boolean {
  return (
    Date.parse(certificate.validFrom) <= nowMs &&
    Date.parse(certificate.validTo) >= nowMs + days * DAY_MS
  );
}

function exportKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** Writes so that a reader, or a crash, sees the old file or the new one, never a half. */
function writeAtomically(file: string, content: string, mode: number): void {
  const temporary = `${file}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, content, { mode });
  renameSync(temporary, file);
}
