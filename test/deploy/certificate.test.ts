/** The local authority and certificate: real TLS connections verify it, files are kept or renewed rightly. */
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ensureCertificate,
  type CertificateFiles,
} from '../../deploy/local/tls/ensure-certificate.ts';
import { findProgram } from '../../deploy/local/find-program.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NAMES = ['localhost', '127.0.0.1', '::1', 'desk.example'];
const openssl = findProgram(['openssl']);
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'tickwire-tls-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function ensure(nowMs = Date.now(), names = NAMES): Promise<CertificateFiles> {
  return ensureCertificate({ directory, names, nowMs });
}

function read(file: string): X509Certificate {
  return new X509Certificate(readFileSync(file));
}

describe('local certificate', () => {
  test.each(['localhost', '127.0.0.1'])(
    'is accepted by a client that trusts the authority and connects to %s',
    async (host) => {
      const files = await ensure();
      await using server = await listen(files);

      const socket = connect({ port: server.port, host, ca: readFileSync(files.caFile) });
      await once(socket, 'secureConnect');

      expect(socket.authorized).toBe(true);
      socket.destroy();
    },
  );

  test('names every host and address that it was asked for', async () => {
    const certificate = read((await ensure()).certFile);

    expect(certificate.subjectAltName).toBe(
      'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:desk.example',
    );
    expect(certificate.checkIP('::1')).toBe('::1');
  });

  test('is refused by a client that does not trust the authority', async () => {
    await using server = await listen(await ensure());

    const socket = connect({ port: server.port, host: '127.0.0.1', servername: 'localhost' });
    const [error] = (await once(socket, 'error').catch((reason: unknown) => [reason])) as [Error];

    expect(error).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' });
  });

  test('does not name other hosts', async () => {
    const certificate = read((await ensure()).certFile);

    expect(certificate.checkHost('example.com')).toBeUndefined();
    expect(certificate.checkIP('127.0.0.2')).toBeUndefined();
  });

  test.skipIf(openssl === undefined)('passes strict verification by openssl', async () => {
    const files = await ensure();

    const verdict = spawnSync(
      openssl ?? '',
      ['verify', '-x509_strict', '-purpose', 'sslserver', '-CAfile', files.caFile, files.certFile],
      { encoding: 'utf8' },
    );

    expect(verdict.stdout.trim()).toBe(`${files.certFile}: OK`);
  });

  test('lasts at most 397 days, its authority ten years', async () => {
    const now = Date.UTC(2026, 10, 20);
    const files = await ensure(now);

    expect(days(read(files.certFile))).toBeLessThanOrEqual(397);
    expect(days(read(files.caFile))).toBeCloseTo(3651);
    expect(read(files.caFile).ca).toBe(true);
    expect(read(files.certFile).ca).toBe(false);
  });

  test('writes years after 2049 in the long form', async () => {
    const certificate = read((await ensure(Date.UTC(2049, 11, 1))).certFile);

    expect(Date.parse(certificate.validTo)).toBe(Date.UTC(2049, 11, 1) + 396 * DAY_MS);
  });

  test('keeps its private keys readable by the owner only', async () => {
    const files = await ensure();

    expect(statSync(files.keyFile).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, 'ca-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('is left alone while it is good', async () => {
    const first = readFileSync((await ensure()).certFile);

    const again = await ensure();

    expect(again.created).toBe('nothing');
    expect(readFileSync(again.certFile)).toEqual(first);
  });

  test('is renewed a month before its end, by the same authority', async () => {
    const authority = readFileSync((await ensure()).caFile);

    const later = await ensure(Date.now() + 370 * DAY_MS);

    expect(later.created).toBe('server');
    expect(readFileSync(later.caFile)).toEqual(authority);
    expect(read(later.certFile).verify(read(later.caFile).publicKey)).toBe(true);
  });

  test('is made anew for a name that it lacks', async () => {
    await ensure();

    const wider = await ensure(Date.now(), [...NAMES, '192.168.7.9', 'fe80::1:2']);

    expect(wider.created).toBe('server');
    expect(read(wider.certFile).checkIP('192.168.7.9')).toBe('192.168.7.9');
    expect(read(wider.certFile).checkIP('fe80::1:2')).toBe('fe80::1:2');
  });

  test('comes with a new authority when the old one nears its end', async () => {
    await ensure();

    expect((await ensure(Date.now() + 3400 * DAY_MS)).created).toBe('authority-and-server');
  });

  test('is made anew when its key is lost or of another certificate', async () => {
    const files = await ensure();
    writeFileSync(files.keyFile, readFileSync(join(directory, 'ca-key.pem')));

    expect((await ensure()).created).toBe('server');
    expect((await ensure()).created).toBe('nothing');
  });
});

function days(certificate: X509Certificate): number {
  return (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / DAY_MS;
}

async function listen(
  files: CertificateFiles,
): Promise<{ readonly port: number } & AsyncDisposable> {
  const server = createServer({
    cert: readFileSync(files.certFile),
    key: readFileSync(files.keyFile),
  });
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}
