import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { comeBackAfterMs } from '../../../proto/close-codes.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Ground, Workers, waitUntilGone, type PlacedClient } from './workers.ts';

/** Waits until all are closed, and says with which codes and how many of them were told when to come back. */
async function farewells(
  placed: readonly PlacedClient[],
): Promise<{ codes: number[]; told: number }> {
  const closes = await Promise.all(placed.map(({ client }) => client.closed()));
  return {
    codes: closes.map(({ code }) => code),
    told: closes.filter(({ reason }) => comeBackAfterMs(reason) !== undefined).length,
  };
}

describe('the end of several workers', () => {
  let ground: Ground;
  let workers: Workers;
  let pids: number[];

  beforeAll(async () => {
    ground = await Ground.make();
  });
  afterEach(async () => {
    await workers.end();
    // A stopped process would wait for its signals for ever.
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended, as it should.
      }
    }
  });
  afterAll(() => ground.remove());

  const start = async (): Promise<void> => {
    workers = await Workers.start(ground);
    pids = workers.listening().map(({ pid }) => pid);
  };

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'tells all clients when to come back after %s, and exits with 0',
    async (signal) => {
      await start();
      const placed = await workers.connectMany(4);

      const status = await workers.process.stop(signal);

      expect(await farewells(placed)).toEqual({ codes: [4000, 4000, 4000, 4000], told: 4 });
      expect(status).toEqual({ code: 0, signal: null });
      await waitUntilGone(pids);
    },
  );

  test('comes with the end of the process that started it', async () => {
    await start();
    const placed = await workers.connectMany(2);

    // Not `exited`: Node tells no `close` of a child whose channel this side has closed.
    const exit = once(workers.process.child, 'exit');
    workers.process.child.disconnect();

    expect(await farewells(placed)).toEqual({ codes: [4000, 4000], told: 2 });
    expect(await exit).toEqual([0, null]);
    await waitUntilGone(pids);
  });

  test('comes with the death of the primary, and the clients are still told', async () => {
    await start();
    const placed = await workers.connectMany(2);

    await workers.process.kill();

    expect(await farewells(placed)).toEqual({ codes: [4000, 4000], told: 2 });
    await waitUntilGone(pids);
  });

  test('does not wait for a worker that does not end', async () => {
    await start();
    process.kill(pids[0] ?? 0, 'SIGSTOP');

    const status = await workers.process.stop('SIGTERM', 10_000);

    expect(status).toEqual({ code: 0, signal: null });
    expect(workers.process.stdout()).toContain('did not end in time: killed');
    await waitUntilGone(pids);
  });

  test('comes at once with a second signal', async () => {
    await start();
    process.kill(pids[0] ?? 0, 'SIGSTOP');
    let status: unknown;
    void workers.process.exited.then((ended) => {
      status = ended;
    });

    await waitFor(
      () => {
        workers.process.child.kill('SIGTERM');
        return status;
      },
      { what: 'the end', intervalMs: 100 },
    );

    expect(status).toEqual({ code: 143, signal: null });
    expect(workers.process.stdout()).not.toContain('did not end in time');
    await waitUntilGone(pids);
  });

  test('of one worker alone, on request, drains it and brings another one', async () => {
    await start();
    const placed = await workers.connectMany(2);

    process.kill(pids[0] ?? 0, 'SIGTERM');
    const first = await waitFor(() => placed.find(({ client }) => client.close), {
      what: 'a client to be sent away',
    });
    await workers.caughtUp(3);
    pids = workers.listening().map(({ pid }) => pid);

    expect(first.client.close).toMatchObject({ code: 4000 });
    expect(placed.filter(({ client }) => client.close)).toHaveLength(1);
    expect(new Set((await workers.connectMany(2)).map(({ server }) => server)).size).toBe(2);
  });
});
