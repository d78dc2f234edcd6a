/** The whole system as separate processes, each of which a test can take away and give back. */
import { repositoryRoot, spawnProcess, type SpawnedProcess } from './spawn-process.ts';
import { makeTestCertificate, type TestCertificate } from './certificate.ts';
import { fetchTrusting } from './fetch-trusting.ts';
import { freePort } from './free-port.ts';
import { startRedis, type TestRedis } from './redis.ts';
import { waitFor } from './wait-for.ts';
import { TestClient, type TestClientOptions } from './test-client.ts';

export interface SystemOptions {
  /** Flags of the feed. Default: the simulator with a fixed seed. */
  readonly feedArgs?: readonly string[];
  /** More environment of the feed. */
  readonly feedEnvironment?: Readonly<Record<string, string>>;
  /** More environment of the server. */
  readonly serverEnvironment?: Readonly<Record<string, string>>;
}

/** Redis, feed and server on loopback. */
export class System {
  readonly redis: TestRedis;
  readonly url: string;
  readonly #certificate: TestCertificate;
  readonly #options: SystemOptions;
  readonly #port: number;
  #server: SpawnedProcess | undefined;
  #feed: SpawnedProcess | undefined;

  private constructor(
    redis: TestRedis,
    certificate: TestCertificate,
    port: number,
    options: SystemOptions,
  ) {
    this.redis = redis;
    this.#port = port;
    this.#options = options;
    this.#certificate = certificate;
    this.url = `https://localhost:${String(port)}`;
  }

  /** Starts everything and waits until the server listens and the feed publishes. */
  static async start(options: SystemOptions = {}): Promise<System> {
    const redis = await startRedis({ isPersistent: true });
    const system = new System(redis, await makeTestCertificate(), await freePort(), options);
    try {
      await Promise.all([system.startServer(), system.startFeed()]);
      await waitFor(async () => (await system.get('/readyz')).status === 200, {
        what: 'the server to be ready',
        timeoutMs: 30_000,
      });
    } catch (error) {
      await system.stop();
      throw error;
    }
    return system;
  }

  get feed(): SpawnedProcess {
    if (!this.#feed) throw new Error('the feed is not running');
    return this.#feed;
  }

  get server(): SpawnedProcess {
    if (!this.#server) throw new Error('the server is not running');
    return this.#server;
  }

  async startServer(): Promise<void> {
    this.#server = await this.#spawn('server/main.ts', [], {
      PORT: String(this.#port),
      TLS_CERT_FILE: this.#certificate.certFile,
      TLS_KEY_FILE: this.#certificate.keyFile,
      LOG_LEVEL: 'warn',
      ...this.#options.serverEnvironment,
    });
    await this.#server.waitForMessage('listening', 30_000);
  }

  async startFeed(): Promise<void> {
    const args = this.#options.feedArgs ?? ['--seed', '7'];
    this.#feed = await this.#spawn('feed/main.ts', args, {
      LOG_LEVEL: 'warn',
      ...this.#options.feedEnvironment,
    });
    await this.#feed.waitForMessage('publishing', 30_000);
  }

  /** Kills the server as a crash would. */
  async killServer(): Promise<void> {
    await this.#server?.kill();
    this.#server = undefined;
  }

  /** Kills the feed as a crash would. */
  async killFeed(): Promise<void> {
    await this.#feed?.kill();
    this.#feed = undefined;
  }

  /** A client without a page. */
  connect(options: TestClientOptions = {}): Promise<TestClient> {
    return TestClient.connect(this.url, { ca: this.#certificate.ca, ...options });
  }

  /** GET from the server. */
  get(path: string): Promise<Response> {
    return fetchTrusting(this.#certificate.ca, this.url, path);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#feed?.kill(), this.#server?.kill()]);
    await this.redis.stop();
    this.#certificate.remove();
  }

  #spawn(
    program: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<SpawnedProcess> {
    return spawnProcess(process.execPath, ['--import', 'tsx', program, ...args], {
      cwd: repositoryRoot,
      hasChannel: true,
      env: { REDIS_URL: this.redis.url, ...env },
    });
  }
}
