/** The launcher's own Redis: its configuration, and the note that lets others find it. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { probeRedis, shutDownRedis } from './probe-redis.ts';

/** Where a private Redis listens and keeps its data; the same through all restarts of one run. */
export interface PrivateRedis {
  /** With the password. */
  readonly url: string;
  readonly port: number;
  readonly password: string;
  /** Absolute path of its data. */
  readonly directory: string;
}

const noteSchema = z.object({
  url: z.string(),
  pid: z.number().int().positive(),
  launcherPid: z.number().int().positive(),
});

/** Which private Redis runs, written beside its data (mode 0600: it holds the password). */
export type RedisNote = Readonly<z.infer<typeof noteSchema>>;

/** Chooses a free port and a password, and makes the data folder. */
export async function preparePrivateRedis(dataDirectory: string): Promise<PrivateRedis> {
  const directory = redisDirectory(dataDirectory);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const port = await findFreePort();
  // Loopback alone would let every program of this machine in, web pages by request forgery included.
  const password = randomBytes(24).toString('base64url');
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    port,
    password,
    directory,
  };
}

/** Returns the configuration, which goes to the server's standard input so that no list of processes shows it. */
export function redisConfiguration({ port, password, directory }: PrivateRedis): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    'protected-mode yes',
    `requirepass ${password}`,
    `dir "${directory.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    'appendonly yes',
    'appendfsync everysec',
    'save ""',
    // Data must never be evicted silently; streams are trimmed by those who write them.
    'maxmemory 0',
    'maxmemory-policy noeviction',
    'daemonize no',
    '',
  ].join('\n');
}

/** Leaves the note for `npm run feed`, and for a later start. */
export function writeNote(dataDirectory: string, note: RedisNote): void {
  const file = noteFile(dataDirectory);
  rmSync(file, { force: true });
  writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
}

/** Takes the note away. */
export function removeNote(dataDirectory: string): void {
  rmSync(noteFile(dataDirectory), { force: true });
}

/** Returns the note of a Redis that may still run, or undefined. */
export function readNote(dataDirectory: string): RedisNote | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(noteFile(dataDirectory), 'utf8')));
  } catch {
    // Absent, or cut short by a crash: there is nothing to find.
    return undefined;
  }
}

/**
 * Stops a Redis that an earlier launcher left behind, if it is surely ours.
 *
 * Ours is what accepts the noted password, has the noted process id and works in our data folder.
 *
 * @returns Whether one was stopped.
 * @throws {Error} when the launcher that started it still runs.
 */
export async function stopLeftOverRedis(dataDirectory: string): Promise<boolean> {
  const note = readNote(dataDirectory);
  if (note === undefined) return false;
  const identity = await probeRedis(note.url, { timeoutMs: 1_000 }).catch(() => undefined);
  const isOurs = identity?.pid === note.pid && identity.directory === redisDirectory(dataDirectory);
  if (!isOurs) return false;
  if (note.launcherPid !== process.pid && isAlive(note.launcherPid)) {
    throw new Error(
      `Tickwire already runs from this folder (process ${note.launcherPid}): stop it first, or set TICKWIRE_DATA_DIR to another folder (and another --port)`,
    );
  }
  await shutDownRedis(note.url);
  for (let waited = 0; isAlive(note.pid) && waited < 5_000; waited += 20) await delay(20);
  return true;
}

/** Folder of the data, in the form in which Redis names it: without symbolic links. */
function redisDirectory(dataDirectory: string): string {
  return join(realpathSync(dataDirectory), 'redis');
}

function noteFile(dataDirectory: string): string {
  return join(dataDirectory, 'redis-running.json');
}

/** Says whether a process of this id exists. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it exists and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
      });
    });
  });
}
