/** A whole server of one test in this process: real Redis, real TLS, real sockets. */
import pino from 'pino';
import { readConfig } from '../../server/config.ts';
import { startServer, type RunningServer } from '../../server/server.ts';
import { makeTestCertificate, type TestCertificate } from './certificate.ts';
import { fetchTrusting } from './fetch-trusting.ts';
import { startRedis, type TestRedis, type TestRedisOptions } from './redis.ts';
import { TestClient, type TestClientOptions } from './test-client.ts';
import { TestFeed } from './test-feed.ts';
import { waitFor } from './wait-for.ts';

export interface LiveServer {
  readonly redis: TestRedis;
  readonly feed: TestFeed;
  readonly certificate: TestCertificate;
  readonly url: string;
  /** A client that trusts the server's authority. */
  readonly connect: (options?: TestClientOptions) => Promise<TestClient>;
  /** GET over verified TLS. */
  readonly get: (path: string) => Promise<Response>;
  /** Stops the server only. */
  stopServer(): Promise<void>;
  /** Stops the server and starts another one on the same Redis and port. */
  restartServer(): Promise<void>;
  /** Ends everything. */
  stop(): Promise<void>;
}

/**
 * Starts Redis and a server on it, and waits until the server is ready.
 *
 * @param onLog Gets every line of the server's log, debug level included.
 */
export async function startLiveServer(
  environment: Readonly<Record<string, string>> = {},
  redisOptions: TestRedisOptions = {},
  onLog?: (line: string) => void,
): Promise<LiveServer> {
  const redis = await startRedis(redisOptions);
  const certificate = await makeTestCertificate();
  const feed = new TestFeed(redis.url);
  const clients: TestClient[] = [];
  let port = '0';

  const logger = onLog ? pino({ level: 'debug' }, { write: onLog }) : pino({ level: 'silent' });

  const start = async (): Promise<RunningServer> => {
    const result = readConfig({
      REDIS_URL: redis.url,
      PORT: port,
      TLS_CERT_FILE: certificate.certFile,
      TLS_KEY_FILE: certificate.keyFile,
      ...environment,
    });
    if (result.kind === 'invalid') throw new Error(result.problems);
    const started = await startServer(result.config, logger);
    port = new URL(started.url).port;
    return started;
  };
  const cleanUp = async (): Promise<void> => {
    feed.close();
    await redis.stop();
    certificate.remove();
  };
  let server = await start().catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  const get = (path: string): Promise<Response> => fetchTrusting(certificate.ca, server.url, path);
  const ready = (): Promise<unknown> =>
    waitFor(async () => (await get('/readyz')).status === 200, { what: 'the server to be ready' });
  try {
    await ready();
  } catch (error) {
    await server.stop();
    await cleanUp();
    throw error;
  }

  return {
    redis,
    feed,
    certificate,
    get url() {
      return server.url;
    },
    async connect(options = {}) {
      const client = await TestClient.connect(server.url, { ca: certificate.ca, ...options });
      clients.push(client);
      return client;
    },
    get,
    stopServer: () => server.stop(),
    async restartServer() {
      await server.stop();
      server = await start();
      await ready();
    },
    async stop() {
      for (const client of clients) client.terminate();
      await server.stop();
      await cleanUp();
    },
  };
}
