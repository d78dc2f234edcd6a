/** Gives the launcher a Redis that answers: the user's own, or a private one that is kept running. */
import { guardProcess } from '../supervise/guard.ts';
import { ManagedProcess } from '../supervise/managed-process.ts';
import {
  preparePrivateRedis,
  redisConfiguration,
  removeNote,
  stopLeftOverRedis,
  writeNote,
} from './private-redis.ts';
import { probeRedis } from './probe-redis.ts';

const ANSWER_LIMIT_MS = 5_000;
/** Loading a large append-only file takes its time. */
const LOAD_LIMIT_MS = 120_000;
/** Lines of its log shown when it fails. */
const LAST_LINES = 12;

/**
 * Checks that the user's Redis answers; it is never started, stopped or emptied.
 *
 * @returns The same URL.
 * @throws {Error} saying what is wrong with it.
 */
export async function useRedis(url: string, signal: AbortSignal): Promise<string> {
  await probeRedis(url, { timeoutMs: ANSWER_LIMIT_MS, signal });
  return url;
}

/** What a private Redis needs. */
export interface PrivateRedisSetting {
  /** Absolute path of redis-server or valkey-server. */
  readonly binary: string;
  /** Folder of the launcher's data. */
  readonly dataDirectory: string;
  /** Prints one line. */
  readonly say: (line: string) => void;
  /** Ends the wait for its first answer. */
  readonly signal: AbortSignal;
  /** Receives the process before it is started, so that it can be stopped at any time. */
  readonly onCreated: (process: ManagedProcess) => void;
  /** It cannot start; its last words have been printed. */
  readonly onRefused: (reason: Error) => void;
}

/** Starts a private Redis and returns its URL when it answers. */
export async function runPrivateRedis({
  binary,
  dataDirectory,
  say,
  signal,
  onCreated,
  onRefused,
}: PrivateRedisSetting): Promise<{ readonly url: string }> {
  if (await stopLeftOverRedis(dataDirectory)) say('Stopped the Redis of a start that was killed');
  const settings = await preparePrivateRedis(dataDirectory);
  signal.throwIfAborted();
  const hasRefused = new AbortController();
  const lastLines: string[] = [];

  function sayLastLines(): void {
    for (const line of lastLines.splice(0)) say(`  redis: ${line}`);
  }

  const redis = new ManagedProcess(
    {
      name: 'redis',
      command: binary,
      args: ['-'],
      env: process.env,
      input: redisConfiguration(settings),
    },
    {
      onLine(line) {
        lastLines.push(line);
        // What it says before this is no reason for a later failure.
        if (line.includes('Ready to accept connections')) lastLines.length = 0;
        if (lastLines.length > LAST_LINES) lastLines.shift();
      },
      onNews(news) {
        sayLastLines();
        say(news);
      },
      onSpawn(child) {
        if (child.pid === undefined) return;
        writeNote(dataDirectory, { url: settings.url, pid: child.pid, launcherPid: process.pid });
        const callOffGuard = guardProcess(child.pid);
        child.once('exit', () => {
          callOffGuard();
          removeNote(dataDirectory);
        });
      },
      onRefused(how) {
        sayLastLines();
        hasRefused.abort();
        onRefused(
          new Error(
            `redis could not start (${how}), its last words stand above. If its data is damaged, delete ${settings.directory}`,
          ),
        );
      },
    },
  );
  onCreated(redis);
  redis.start();
  await probeRedis(settings.url, {
    timeoutMs: LOAD_LIMIT_MS,
    isStarting: true,
    signal: AbortSignal.any([signal, hasRefused.signal]),
  });
  redis.markReady();
  return { url: settings.url };
}
