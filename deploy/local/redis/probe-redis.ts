/** Asks a Redis whether it answers, and what it is. */
import { Redis } from 'ioredis';

/** Oldest version with all commands that are used: XADD … MINID came with it. */
const OLDEST_VERSION = [6, 2] as const;

/** What a Redis says of itself. */
export interface RedisIdentity {
  /** Such as `7.0.15`. */
  readonly version: string;
  readonly pid: number;
  /** Its working directory; absent when it does not tell (managed services). */
  readonly directory?: string;
}

/** How long to try. */
export interface ProbeOptions {
  /** Gives up after this many milliseconds; a Redis that is loading its data is waited for. */
  readonly timeoutMs: number;
  /** Tries again while nothing listens yet: for a server that was just started. Default false. */
  readonly isStarting?: boolean;
  /** Ends the attempt. */
  readonly signal?: AbortSignal;
}

/**
 * Returns the identity of the Redis at `url`.
 *
 * @throws {Error} saying what is wrong: no answer, no access, too old.
 */
export async function probeRedis(
  url: string,
  { timeoutMs, isStarting = false, signal }: ProbeOptions,
): Promise<RedisIdentity> {
  const deadline = performance.now() + timeoutMs;
  let problem = 'no answer';
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: isStarting ? null : 0,
    retryStrategy: () => (isStarting && performance.now() < deadline ? 20 : null),
  });
  client.on('error', (error: Error) => {
    problem = error.message;
  });
  function abort(): void {
    client.disconnect();
  }
  signal?.addEventListener('abort', abort);
  try {
    await client.connect().catch((error: unknown) => {
      // The first attempt may come before the server listens; ioredis goes on by itself.
      if (!isStarting) throw error;
    });
    const info = await client.info('server');
    const directory = await client.config('GET', 'dir').then(readDirectory, () => undefined);
    const version = field(info, 'redis_version');
    if (!isNewEnough(version)) {
      throw new Error(
        `it is version ${version}, expected ${OLDEST_VERSION.join('.')} or later: update it`,
      );
    }
    return {
      version,
      pid: Number(field(info, 'process_id')),
      ...(directory !== undefined && { directory }),
    };
  } catch (error) {
    const reason = error instanceof Error && error.message !== 'Connection is closed.';
    throw new Error(
      `The Redis at ${withoutPassword(url)} cannot be used: ${reason ? error.message : problem}`,
      { cause: error },
    );
  } finally {
    signal?.removeEventListener('abort', abort);
    client.disconnect();
  }
}

/** Asks the Redis at `url` to end; it writes out its append-only file first. */
export async function shutDownRedis(url: string): Promise<void> {
  const client = new Redis(url, { retryStrategy: () => null, commandTimeout: 5_000 });
  client.on('error', () => undefined);
  // The connection breaks instead of an answer: that is the success.
  await client.shutdown().catch(() => undefined);
  client.disconnect();
}

/** Returns the URL with its password replaced, for messages. */
export function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/[^:@/]*:).*@/, '$1***@');
}

function field(info: string, name: string): string {
  return new RegExp(`^${name}:(.*?)\r?$`, 'm').exec(info)?.[1] ?? '';
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_VERSION[0] || (major === OLDEST_VERSION[0] && minor >= OLDEST_VERSION[1]);
}

/** RESP2 answers a list of name and value, RESP3 a map. */
function readDirectory(reply: unknown): string | undefined {
  const value: unknown = Array.isArray(reply)
    ? reply[1]
    : typeof reply === 'object' && reply !== null && 'dir' in reply
      ? reply.dir
      : undefined;
  return typeof value === 'string' ? value : undefined;
}
