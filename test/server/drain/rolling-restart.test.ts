import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { comeBackAfterMs } from '../../../proto/close-codes.ts';
import { makeTestCertificate, type TestCertificate } from '../../support/certificate.ts';
import { fetchTrusting } from '../../support/fetch-trusting.ts';
import { freePort } from '../../support/free-port.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../../support/spawn-process.ts';
import { makeInstrument, makeTrade, TestFeed } from '../../support/test-feed.ts';
import { TestClient } from '../../support/test-client.ts';
import { waitFor } from '../../support/wait-for.ts';
import { Balancer } from './balancer.ts';
import { FollowingClient } from './following-client.ts';

const CLIENTS = 12;
/** Time between two trades, milliseconds. */
const PACE_MS = 20;

/** Numbers its trades: the price of the nth is n. */
class Tape {
  readonly #feed: TestFeed;
  count = 0;
  #isRunning = true;
  readonly #done: Promise<void>;

  constructor(feed: TestFeed) {
    this.#feed = feed;
    this.#done = this.#run();
  }

  async #run(): Promise<void> {
    while (this.#isRunning) {
      const price = this.count + 1;
      await this.#feed.publish(makeTrade('AAA', price, { tradeId: String(price) }));
      this.count = price;
      // Nothing is waited for here: this is the pace of the market.
      await delay(PACE_MS);
    }
  }

  async stop(): Promise<void> {
    this.#isRunning = false;
    await this.#done;
  }
}

describe('the end of a server', () => {
  let redis: TestRedis;
  let certificate: TestCertificate;
  let feed: TestFeed;
  const processes: SpawnedProcess[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    certificate = await makeTestCertificate();
    feed = new TestFeed(redis.url);
    await feed.register(makeInstrument('AAA'));
  });
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.kill()));
    feed.close();
    await redis.stop();
    certificate.remove();
  });

  async function startServer(
    port: number,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<SpawnedProcess> {
    const server = await spawnProgram('server/main.ts', [], {
      env: {
        REDIS_URL: redis.url,
        PORT: String(port),
        TLS_CERT_FILE: certificate.certFile,
        TLS_KEY_FILE: certificate.keyFile,
        LOG_LEVEL: 'warn',
        ...environment,
      },
    });
    processes.push(server);
    await server.waitForMessage('listening', 60_000);
    await waitFor(async () => (await readiness(port)) === 200, {
      what: 'the server to be ready',
      timeoutMs: 30_000,
    });
    return server;
  }

  async function readiness(port: number): Promise<number> {
    const url = `https://localhost:${String(port)}`;
    return (await fetchTrusting(certificate.ca, url, '/readyz')).status;
  }

  test('one after the other behind a load balancer costs nobody a trade, and nobody two seconds', async () => {
    const ports = [await freePort(), await freePort()];
    const servers = await Promise.all(ports.map((port) => startServer(port)));
    const balancer = await Balancer.open(certificate.ca, ports);
    await waitFor(() => balancer.readyCount === 2, { what: 'the balancer to know both servers' });
    const tape = new Tape(feed);
    const clients = Array.from(
      { length: CLIENTS },
      () => new FollowingClient({ url: balancer.url, ca: certificate.ca, symbol: 'AAA' }),
    );
    try {
      const allFollow = async (what: string): Promise<void> => {
        const from = tape.count + 1;
        await waitFor(() => clients.every(({ trades }) => (trades.at(-1)?.price ?? 0) >= from), {
          what,
          timeoutMs: 20_000,
        });
      };
      await allFollow('all clients to follow');

      for (const [index, port] of ports.entries()) {
        const status = await servers[index]?.stop('SIGTERM', 10_000);
        expect(status).toEqual({ code: 0, signal: null });
        await allFollow('all clients to follow on the other server');
        servers[index] = await startServer(port);
        await waitFor(() => balancer.readyCount === 2, { what: 'the server to be back' });
      }
      await allFollow('all clients to follow to the end');
      await tape.stop();
      await waitFor(() => clients.every(({ trades }) => trades.at(-1)?.price === tape.count), {
        what: 'the last trade to arrive everywhere',
      });

      for (const { trades, skipped, restarts, closes, longestSilenceMs } of clients) {
        const prices = trades.map(({ price }) => price);
        const first = prices[0] ?? 0;
        expect(prices).toEqual(prices.map((_, at) => first + at));
        expect({ skipped, restarts }).toEqual({ skipped: 0, restarts: 0 });
        // Every client was on one of the two each time, and was told to go at least once.
        expect(closes.length).toBeGreaterThan(0);
        expect(closes.every(({ code }) => code === 4000)).toBe(true);
        expect(longestSilenceMs).toBeLessThan(2_000);
      }
      const silences = clients.map(({ longestSilenceMs }) => Math.round(longestSilenceMs));
      console.info(`longest time without data, ms: ${silences.sort((a, b) => a - b).join(' ')}`);
    } finally {
      for (const client of clients) client.stop();
      await tape.stop();
      balancer.close();
    }
  }, 180_000);

  test('is announced at once, and comes in time also when clients do not answer', async () => {
    const port = await freePort();
    const server = await startServer(port, { DRAIN_NOTICE_MS: '700', DRAIN_SPREAD_MS: '400' });
    const url = `https://localhost:${String(port)}`;
    const clients = await Promise.all(
      Array.from({ length: 8 }, () => TestClient.connect(url, { ca: certificate.ca })),
    );
    const [mute] = clients;
    // Reads nothing any more, and so never answers the close.
    mute?.socket.pause();

    const startMs = performance.now();
    server.child.kill('SIGTERM');
    await waitFor(async () => (await readiness(port)) === 503, {
      what: 'the server to be not ready',
      timeoutMs: 600,
    });
    const refusal = await TestClient.refused(url, { ca: certificate.ca });
    const { code } = await server.exited;

    expect(refusal.status).toBe(503);
    expect(code).toBe(0);
    expect(performance.now() - startMs).toBeLessThan(4_000);
    const told = clients.slice(1).map(({ close }) => close);
    expect(told.map((close) => close?.code)).toEqual(Array(7).fill(4000));
    for (const close of told) {
      expect(comeBackAfterMs(close?.reason ?? '')).toBeLessThanOrEqual(250);
    }
  }, 60_000);

  test('sends each client what it has coming before it goes', async () => {
    const port = await freePort();
    const server = await startServer(port, { DRAIN_NOTICE_MS: '0', DRAIN_SPREAD_MS: '0' });
    const url = `https://localhost:${String(port)}`;
    const clients = await Promise.all(
      Array.from({ length: 6 }, () => TestClient.connect(url, { ca: certificate.ca })),
    );
    const [witness, ...slow] = clients;
    for (const client of slow) client.send({ kind: 'setRate', requestId: 9, intervalMs: 1_000 });
    for (const client of clients) {
      await client.subscribe({ symbol: 'AAA', channels: ['trades'], bars: [] });
    }
    const lastOf = (client: TestClient | undefined): number | undefined =>
      client?.updates.flatMap(({ trades }) => trades?.trades ?? []).at(-1)?.price;
    await feed.publish(makeTrade('AAA', 1_000_001));
    await waitFor(() => clients.every((client) => lastOf(client) === 1_000_001), {
      what: 'the trade before',
    });
    // Those who have just been served would have to wait a second for it.
    await feed.publish(makeTrade('AAA', 1_000_002));
    await waitFor(() => lastOf(witness) === 1_000_002, {
      what: 'the server to know the last trade',
    });
    server.child.kill('SIGTERM');
    await server.exited;

    await Promise.all(clients.map((client) => client.closed()));
    expect(slow.map(lastOf)).toEqual(Array(5).fill(1_000_002));
  }, 60_000);
});
