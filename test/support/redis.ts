/** A real Redis server of one test, on a free port with its data in a temporary directory. */
import { Redis } from 'ioredis';
import { findProgram, redisNames } from '../../deploy/local/find-program.ts';
import { freePort } from './free-port.ts';
import { spawnProcess, type SpawnedProcess } from './spawn-process.ts';
import { temporaryDirectory } from './temporary-directory.ts';
import { waitFor } from './wait-for.ts';

/** What differs from a Redis that keeps nothing. */
export interface TestRedisOptions {
  /** Keeps the data over `kill` and `restart` (append-only file, written through). Default false. */
  readonly isPersistent?: boolean;
  /** More lines of redis.conf, such as `maxmemory 50mb`. */
  readonly config?: readonly string[];
  /** Port on the loopback address. Default: a free one. */
  readonly port?: number;
}

/** A Redis server under the test's control. */
export interface TestRedis {
  readonly port: number;
  /** `redis://127.0.0.1:<port>`. */
  readonly url: string;
  /** Process id of the present server. */
  pid(): number;
  /** Kills the server as a crash would (SIGKILL); its port then refuses connections. */
  kill(): Promise<void>;
  /** Starts a server on the same port again, after `kill`; or replaces the running one. */
  restart(): Promise<void>;
  /** Freezes the server (SIGSTOP): connections stay open, nothing answers. */
  pause(): void;
  /** Ends `pause`. */
  resume(): void;
  /** Ends the server and deletes its data. */
  stop(): Promise<void>;
}

/** The server program: named by the environment, or on the PATH. */
export function findRedisBinary(): string | undefined {
  return process.env['TICKWIRE_REDIS_BINARY'] ?? findProgram(redisNames);
}

/**
 * Starts a Redis server that answers when the promise resolves.
 *
 * @throws {Error} when this machine has no Redis.
 */
export async function startRedis({
  isPersistent = false,
  config = [],
  port: wantedPort,
}: TestRedisOptions = {}): Promise<TestRedis> {
  const binary = findRedisBinary();
  if (binary === undefined) {
    throw new Error('No redis-server or valkey-server on the PATH: `npm test` installs it');
  }
  const port = wantedPort ?? (await freePort());
  const data = temporaryDirectory('redis');
  const lines = [
    `port ${String(port)}`,
    'bind 127.0.0.1',
    `dir "${data.path}"`,
    'save ""',
    ...(isPersistent ? ['appendonly yes', 'appendfsync always'] : ['appendonly no']),
    ...config,
  ];

  async function launch(): Promise<SpawnedProcess> {
    const launched = await spawnProcess(binary ?? '', ['-'], { input: `${lines.join('\n')}\n` });
    await Promise.race([
      waitUntilAnswering(port),
      launched.exited.then((status) => {
        throw new Error(`Redis ended (${JSON.stringify(status)}):\n${launched.stdout()}`);
      }),
    ]).catch(async (error: unknown) => {
      await launched.kill();
      throw error;
    });
    return launched;
  }

  let server = await launch();
  return {
    port,
    url: `redis://127.0.0.1:${String(port)}`,
    pid: () => server.pid,
    async kill() {
      await server.kill();
    },
    async restart() {
      await server.kill();
      server = await launch();
    },
    pause() {
      server.child.kill('SIGSTOP');
    },
    resume() {
      server.child.kill('SIGCONT');
    },
    async stop() {
      await server.kill();
      data.remove();
    },
  };
}

async function waitUntilAnswering(port: number): Promise<void> {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
  });
  client.on('error', () => undefined);
  try {
    await waitFor(async () => client.ping(), {
      what: `Redis to answer on port ${String(port)}`,
    });
  } finally {
    client.disconnect();
  }
}
