import { afterEach, describe, expect, test } from 'vitest';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { waitFor } from '../../support/wait-for.ts';

/** As long as the launcher waits before it kills. */
const STOP_LIMIT_MS = 5_000;

describe('server with a client that reads nothing', () => {
  let live: LiveServer | undefined;

  afterEach(async () => {
    await live?.stop();
    live = undefined;
  });

  test('ends within its limit when it is told to', async () => {
    live = await startLiveServer();
    const client = await live.connect();
    client.socket.pause();

    const startMs = performance.now();
    await live.stopServer();

    expect(performance.now() - startMs).toBeLessThan(STOP_LIMIT_MS);
  });

  test('counts a connection until its socket is gone, and destroys it if nothing else helps', async () => {
    const lines: string[] = [];
    live = await startLiveServer(
      { CLIENT_LIMIT: '1', HEARTBEAT_TIMEOUT_MS: '600', HEARTBEAT_INTERVAL_MS: '200' },
      {},
      (line) => lines.push(line),
    );
    const { connect } = live;
    const client = await connect();
    client.socket.pause();
    await waitFor(() => lines.some((line) => line.includes('closing connection')), {
      what: 'the silent client to be given up',
    });

    await expect(connect()).rejects.toThrow('503');

    await waitFor(
      () =>
        connect()
          .then(() => true)
          .catch(() => false),
      {
        what: 'the place of the stuck client',
        timeoutMs: 10_000,
      },
    );
  });
});
