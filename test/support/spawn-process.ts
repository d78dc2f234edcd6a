/** Starts real processes for tests, collects what they print, and leaves none behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { guardProcess } from '../../deploy/local/supervise/guard.ts';
import { waitFor } from './wait-for.ts';

/** Absolute path of the repository's folder, with a slash at the end. */
export const repositoryRoot = fileURLToPath(new URL('../../', import.meta.url));

/** Where and with what a process runs. */
export interface SpawnOptions {
  /** Working directory. Default: the repository. */
  readonly cwd?: string;
  /** Added to this process's environment; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Opens a channel for `process.send`; the child sees it close when the test process dies. */
  readonly hasChannel?: boolean;
  /** What the process reads on its standard input, which then ends. Absent: none. */
  readonly input?: string;
}

/** How a process ended: one of the two is set. */
export interface ExitStatus {
  /** Exit code; `null` after a signal. */
  readonly code: number | null;
  /** The signal that ended it; `null` after an exit of its own. */
  readonly signal: NodeJS.Signals | null;
}

/** A running (or ended) process and all it said. */
export interface SpawnedProcess {
  readonly pid: number;
  readonly child: ChildProcess;
  /** Resolves when the process has ended and its output is complete. */
  readonly exited: Promise<ExitStatus>;
  /** Everything on standard output so far. */
  stdout(): string;
  /** Everything on standard error so far. */
  stderr(): string;
  /** Everything received with `process.send` so far, oldest first. */
  messages(): readonly unknown[];
  /** Waits until the output (both streams) matches, and returns the match. */
  waitForOutput(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Waits for a message `{kind, …}` of the given kind and returns it. */
  waitForMessage(kind: string, timeoutMs?: number): Promise<Readonly<Record<string, unknown>>>;
  /** Asks the process to end (SIGTERM, or the given signal), after `timeoutMs` (5,000) kills it. */
  stop(signal?: NodeJS.Signals, timeoutMs?: number): Promise<ExitStatus>;
  /** Kills the process at once. */
  kill(): Promise<ExitStatus>;
}

/** Starts a program; it is killed with the test process if nobody stops it before. */
export async function spawnProcess(
  command: string,
  args: readonly string[],
  { cwd = repositoryRoot, env = {}, hasChannel = false, input }: SpawnOptions = {},
): Promise<SpawnedProcess> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: [
      input === undefined ? 'ignore' : 'pipe',
      'pipe',
      'pipe',
      ...(hasChannel ? ['ipc' as const] : []),
    ],
  });
  const printed = { stdout: '', stderr: '', all: '' };
  const messages: unknown[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      printed.all += text;
    });
  }
  child.on('message', (message) => messages.push(message));
  let status: ExitStatus | undefined;
  let callOffGuard = (): void => undefined;
  const exited = new Promise<ExitStatus>((resolve) => {
    child.once('close', (code, signal) => {
      callOffGuard();
      status = { code, signal };
      resolve(status);
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', resolve);
  });
  // A test process may itself be killed; nothing of it may stay behind.
  if (status === undefined) callOffGuard = guardProcess(child.pid ?? 0);
  // A program may end without reading; the broken pipe that follows is not the test's concern.
  child.stdin?.on('error', () => undefined).end(input);

  /** Waits for something of the process, and fails with all it said when it ends without. */
  async function awaitFromProcess<T>(
    find: () => T | undefined,
    what: string,
    timeoutMs: number,
  ): Promise<T> {
    const outcome = await waitFor(
      () => {
        const found = find();
        if (found !== undefined) return { found };
        return status === undefined ? undefined : { ended: status };
      },
      { what: `${what} of ${command}`, timeoutMs },
    ).catch((cause: unknown) => {
      throw new Error(`${String(cause)}; so far it said:\n${printed.all}`, { cause });
    });
    if ('found' in outcome) return outcome.found;
    throw new Error(
      `${command} ended (${JSON.stringify(status)}) without ${what}; it said:\n${printed.all}`,
    );
  }

  return {
    pid: child.pid ?? 0,
    child,
    exited,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    messages: () => messages,
    waitForOutput: async (pattern, timeoutMs = 15_000) =>
      awaitFromProcess(
        () => pattern.exec(printed.all) ?? undefined,
        `output ${String(pattern)}`,
        timeoutMs,
      ),
    waitForMessage: async (kind, timeoutMs = 15_000) =>
      awaitFromProcess(
        () => messages.filter(isRecord).find((message) => message['kind'] === kind),
        `message '${kind}'`,
        timeoutMs,
      ),
    async stop(signal = 'SIGTERM', timeoutMs = 5_000) {
      const killer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
      child.kill(signal);
      return exited.finally(() => {
        clearTimeout(killer);
      });
    },
    async kill() {
      child.kill('SIGKILL');
      return exited;
    },
  };
}

/**
 * Starts one of this project's TypeScript programs with a channel.
 *
 * @param script Path relative to the repository, such as `server/main.ts`, or absolute.
 */
export async function spawnProgram(
  script: string,
  args: readonly string[] = [],
  options: SpawnOptions = {},
): Promise<SpawnedProcess> {
  return spawnProcess(process.execPath, ['--import', 'tsx', script, ...args], {
    hasChannel: true,
    ...options,
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
