/** Several server processes behind one port, on a real Redis, with verified TLS. */
import { makeTestCertificate, type TestCertificate } from '../../support/certificate.ts';
import { fetchTrusting } from '../../support/fetch-trusting.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { spawnProgram, type SpawnedProcess } from '../../support/spawn-process.ts';
import { TestClient } from '../../support/test-client.ts';
import { TestFeed } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A process that has begun to listen, as the primary's log tells. */
export interface ListeningWorker {
  readonly number: number;
  readonly pid: number;
}

/** A connection and the process at its other end. */
export interface PlacedClient {
  readonly client: TestClient;
  /** `Welcome.server`. */
  readonly server: string;
}

/** A Redis and a certificate that the servers of a file share. */
export class Ground {
  readonly redis: TestRedis;
  readonly certificate: TestCertificate;

  private constructor(redis: TestRedis, certificate: TestCertificate) {
    this.redis = redis;
    this.certificate = certificate;
  }

  static async make(): Promise<Ground> {
    return new Ground(await startRedis(), await makeTestCertificate());
  }

  /** Starts the server program with two workers on a port of its choice, unless told otherwise. */
  spawn(environment: Readonly<Record<string, string>> = {}): Promise<SpawnedProcess> {
    return spawnProgram('server/main.ts', [], {
      env: {
        REDIS_URL: this.redis.url,
        SERVER_WORKERS: '2',
        PORT: '0',
        TLS_CERT_FILE: this.certificate.certFile,
        TLS_KEY_FILE: this.certificate.keyFile,
        ...environment,
      },
    });
  }

  async remove(): Promise<void> {
    await this.redis.stop();
    this.certificate.remove();
  }
}

/** A running primary with its workers. */
export class Workers {
  readonly process: SpawnedProcess;
  readonly url: string;
  readonly feed: TestFeed;
  readonly #ca: string;
  readonly #clients: TestClient[] = [];

  private constructor(ground: Ground, process: SpawnedProcess, url: string) {
    this.process = process;
    this.url = url;
    this.feed = new TestFeed(ground.redis.url);
    this.#ca = ground.certificate.ca;
  }

  /** Starts them and waits until each one takes clients. */
  static async start(
    ground: Ground,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Workers> {
    const process = await ground.spawn(environment);
    const { url } = await process.waitForMessage('listening', 30_000);
    const workers = new Workers(ground, process, String(url));
    await workers.caughtUp(workers.listening().length);
    return workers;
  }

  /** All workers so far that have begun to listen, oldest first. */
  listening(): ListeningWorker[] {
    return this.#log()
      .filter(({ msg }) => msg === 'worker listens')
      .map(({ worker, pid }) => ({ number: Number(worker), pid: Number(pid) }));
  }

  /** Waits until so many workers in all have caught up with the log and take clients. */
  async caughtUp(count: number): Promise<void> {
    const times = new RegExp(`(?:taking clients[^]*?){${String(count)}}`);
    await this.process.waitForOutput(times, 20_000);
  }

  async connect(): Promise<PlacedClient> {
    const client = await TestClient.connect(this.url, { ca: this.#ca });
    this.#clients.push(client);
    const server = await waitFor(() => client.frames[0]?.welcome[0]?.server, {
      what: 'the welcome',
    });
    return { client, server };
  }

  /** Connects one client after the other, oldest first. */
  async connectMany(count: number): Promise<PlacedClient[]> {
    const placed: PlacedClient[] = [];
    for (let index = 0; index < count; index += 1) placed.push(await this.connect());
    return placed;
  }

  get(path: string): Promise<Response> {
    return fetchTrusting(this.#ca, this.url, path);
  }

  /** Kills what still runs. */
  async end(): Promise<void> {
    for (const client of this.#clients) client.terminate();
    this.feed.close();
    const { child } = this.process;
    if (child.exitCode === null && child.signalCode === null) await this.process.kill();
  }

  #log(): Readonly<Record<string, unknown>>[] {
    const lines = this.process.stdout().split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Waits until none of the processes exists any more. */
export async function waitUntilGone(pids: readonly number[]): Promise<void> {
  await waitFor(() => !pids.some(isRunning), { what: `processes ${pids.join(', ')} to end` });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
