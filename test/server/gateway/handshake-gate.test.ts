import { createServer, get } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  HandshakeGate,
  type HandshakeGateOptions,
} from '../../../server/gateway/handshake-gate.ts';
import { makeTestCertificate, type TestCertificate } from '../../support/certificate.ts';
import { waitFor } from '../../support/wait-for.ts';

const OPTIONS: HandshakeGateOptions = {
  ...{ perSecond: 20, burst: 2, waiting: 100 },
  notReady: { perSecond: 20, waiting: 3 },
};

describe('handshake gate', () => {
  let certificate: TestCertificate;
  const endings: (() => void)[] = [];

  beforeAll(async () => {
    certificate = await makeTestCertificate();
  });
  afterEach(() => {
    for (const end of endings.splice(0)) end();
  });
  afterAll(() => {
    certificate.remove();
  });

  /** A TLS server behind a gate whose time is the test's. */
  async function start(isReady = true): Promise<{ port: number; pass: (ms: number) => void }> {
    let nowMs = 0;
    const { cert, key } = certificate;
    const server = createServer({ cert, key }, (_request, response) => response.end('here'));
    const gate = new HandshakeGate(
      OPTIONS,
      () => isReady,
      () => nowMs,
    );
    gate.attach(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    endings.push(() => {
      gate.stop();
      server.close();
      server.closeAllConnections();
    });
    const { port } = server.address() as AddressInfo;
    return { port, pass: (ms) => (nowMs += ms) };
  }

  /** How many requests have been answered, and why the others failed. */
  function ask(port: number, count: number): { answered: number; failed: string[] } {
    const outcome = { answered: 0, failed: [] as string[] };
    for (let at = 0; at < count; at++) {
      const options = { host: 'localhost', port, ca: certificate.ca, agent: false };
      get(options, (response) => {
        response.resume().on('end', () => (outcome.answered += 1));
      }).on('error', (error: NodeJS.ErrnoException) => {
        outcome.failed.push(error.code ?? error.message);
      });
    }
    return outcome;
  }

  test('begins no more handshakes than fit into the time that has passed, and loses none', async () => {
    const { port, pass } = await start();

    const outcome = ask(port, 10);
    await waitFor(() => outcome.answered === 2, { what: 'the burst' });
    pass(50);
    await waitFor(() => outcome.answered === 3, { what: 'the next one' });
    pass(10_000);
    await waitFor(() => outcome.answered === 5, { what: 'no more than a burst after a pause' });
    for (let more = 6; more <= 10; more++) {
      pass(50);
      await waitFor(() => outcome.answered === more, { what: `answer ${String(more)}` });
    }

    expect(outcome.failed).toEqual([]);
  });

  test('resets those for whom there is no room to wait, while nobody would be taken anyway', async () => {
    const { port } = await start(false);

    const outcome = ask(port, 9);

    await waitFor(() => outcome.failed.length === 4, { what: 'the resets' });
    expect(new Set(outcome.failed)).toEqual(new Set(['ECONNRESET']));
    await waitFor(() => outcome.answered === 2, { what: 'the burst' });
  });

  test('is not disturbed by clients that go away while they wait', async () => {
    const { port, pass } = await start();
    const quitters: Socket[] = [];
    const first = ask(port, 2);
    await waitFor(() => first.answered === 2, { what: 'the burst' });
    for (let at = 0; at < 5; at++) quitters.push(connect(port, '127.0.0.1'));
    await waitFor(() => quitters.every(({ connecting }) => !connecting), { what: 'them to wait' });
    for (const socket of quitters) socket.resetAndDestroy();

    const outcome = ask(port, 1);
    await waitFor(
      () => {
        pass(50);
        return outcome.answered === 1;
      },
      { what: 'the answer to who stayed' },
    );
    expect(outcome.failed).toEqual([]);
  });
});
