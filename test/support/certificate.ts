/** A certificate for TLS servers under test, made by the code that makes the real one. */
import { join } from 'node:path';
import { ensureCertificate } from '../../deploy/local/tls/ensure-certificate.ts';
import { readFileSync } from 'node:fs';
import { temporaryDirectory } from './temporary-directory.ts';

/** Paths for a server's environment, and the authority for a client that verifies. */
export interface TestCertificate {
  /** PEM file of the server's certificate (TLS_CERT_FILE). */
  readonly certFile: string;
  /** PEM file of its private key (TLS_KEY_FILE). */
  readonly keyFile: string;
  /** PEM file of the certificate authority. */
  readonly caFile: string;
  /** PEM text of the three. */
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
  /** Deletes the files. */
  remove(): void;
}

/** Makes an authority and a certificate for localhost, 127.0.0.1 and ::1. */
export async function makeTestCertificate(): Promise<TestCertificate> {
  const directory = temporaryDirectory('tls');
  const files = await ensureCertificate({
    directory: join(directory.path, 'tls'),
    names: ['localhost', '127.0.0.1', '::1'],
    nowMs: Date.now(),
  });
  return {
    certFile: files.certFile,
    keyFile: files.keyFile,
    caFile: files.caFile,
    cert: readFileSync(files.certFile, 'utf8'),
    key: readFileSync(files.keyFile, 'utf8'),
    ca: readFileSync(files.caFile, 'utf8'),
    remove() {
      directory.remove();
    },
  };
}
