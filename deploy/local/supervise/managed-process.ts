/** One child process that is kept running until it is told to stop. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { decideAfterExit, DEFAULT_RESTART_TIMES, type RestartTimes } from './restart-policy.ts';

/** Time between asking a process to end and killing it, milliseconds. */
const STOP_LIMIT_MS = 5_000;

/** What to run and how to know that it works. */
export interface ProcessSpec {
  /** Short name for messages: "server". */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Given to standard input at each start, which then ends. Absent: no input, unless `inheritsInput`. */
  readonly input?: string;
  /** Reads this process's standard input, a run after a restart what the one before has left of it. */
  readonly inheritsInput?: boolean;
  /** `kind` of the message by which it says that it is ready. Absent: told by `markReady`. */
  readonly readyKind?: string;
  /**
   * `kind` of the message by which it says that its work is done, before it ends with exit code 0. Without
   * it an end is a failure: code 0 alone may come of a signal that was not ours.
   */
  readonly finishedKind?: string;
  /** `kind` of the message by which it says that trying again cannot help, before it ends with exit code 1. */
  readonly givenUpKind?: string;
}

/** What the owner wants to know. */
export interface ProcessEvents {
  /** A line that the process printed. */
  onLine(line: string): void;
  /** One line of news: ended, restarting. */
  onNews(news: string): void;
  /** A process was started. */
  onSpawn?(child: ChildProcess): void;
  /** It said that it is ready, with its message; once for each run. */
  onReady?(message: unknown): void;
  /** It will not be restarted: its work is done. */
  onFinished?(): void;
  /** It will not be restarted: it worked, and gave up. */
  onGaveUp?(): void;
  /** It will not be restarted: it refused to start. */
  onRefused?(reason: string): void;
}

/** Keeps one process running, with growing waits between failures. */
export class ManagedProcess {
  readonly #spec: ProcessSpec;
  readonly #events: ProcessEvents;
  readonly #times: RestartTimes;
  #child: ChildProcess | undefined;
  #startedAt = 0;
  #delayMs = 0;
  #hasEverBeenReady = false;
  #hasFinished = false;
  #hasGivenUp = false;
  #isStopping = false;
  #isReplacing = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(spec: ProcessSpec, events: ProcessEvents, times = DEFAULT_RESTART_TIMES) {
    this.#spec = spec;
    this.#events = events;
    this.#times = times;
  }

  get name(): string {
    return this.#spec.name;
  }

  /** Starts the process; call once. */
  start(): void {
    this.#spawn();
  }

  /** Says that the process is ready, for one that cannot say so itself. */
  markReady(message?: unknown): void {
    this.#hasEverBeenReady = true;
    this.#events.onReady?.(message);
  }

  /** Ends the process and starts it again at once: its sources changed. */
  replace(): void {
    if (this.#isStopping) return;
    if (this.#child === undefined) {
      clearTimeout(this.#timer);
      this.#spawn();
    } else {
      this.#isReplacing = true;
      this.#child.kill('SIGTERM');
    }
  }

  /** Asks the process to end, kills it after five seconds, and does not start it again. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child === undefined) return;
    await new Promise<void>((resolve) => {
      const killer = setTimeout(() => {
        this.#events.onNews(`${this.name} did not end within ${STOP_LIMIT_MS / 1000} s: killed`);
        child.kill('SIGKILL');
      }, STOP_LIMIT_MS);
      child.once('exit', () => {
        clearTimeout(killer);
        resolve();
      });
      child.kill('SIGTERM');
    });
  }

  /** Kills the process at once and does not start it again. */
  kill(): void {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    this.#child?.kill('SIGKILL');
  }

  #spawn(): void {
    const { command, args, env, input, inheritsInput, readyKind } = this.#spec;
    const { finishedKind, givenUpKind } = this.#spec;
    const unfed = inheritsInput === true ? 'inherit' : 'ignore';
    const child = spawn(command, args, {
      env,
      stdio: [
        input === undefined ? unfed : 'pipe',
        'pipe',
        'pipe',
        ...(readyKind === undefined ? [] : ['ipc' as const]),
      ],
      // A group of its own: Ctrl-C in the terminal reaches the launcher only, which stops all in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#child = child;
    this.#hasFinished = false;
    this.#hasGivenUp = false;
    this.#startedAt = performance.now();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.#events.onLine(line);
      });
    }
    // A process that ends without reading breaks the pipe; its exit says all.
    child.stdin?.on('error', () => undefined).end(input);
    child.on('message', (message) => {
      if (isKind(message, readyKind)) this.markReady(message);
      if (isKind(message, finishedKind)) this.#hasFinished = true;
      if (isKind(message, givenUpKind)) this.#hasGivenUp = true;
    });
    child.once('error', (error) => {
      if (child.pid === undefined) this.#ended(child, null, error.message);
    });
    child.once('close', (code, signal) => {
      if (child.pid !== undefined) {
        this.#ended(child, code, signal === null ? `exit code ${String(code)}` : signal);
      }
    });
    this.#events.onSpawn?.(child);
  }

  #ended(child: ChildProcess, code: number | null, how: string): void {
    if (this.#child !== child) return;
    this.#child = undefined;
    if (this.#isStopping) return;
    if (this.#isReplacing) {
      this.#isReplacing = false;
      this.#spawn();
      return;
    }
    const next = decideAfterExit(
      {
        code,
        ranMs: performance.now() - this.#startedAt,
        hasEverBeenReady: this.#hasEverBeenReady,
        previousDelayMs: this.#delayMs,
        hasFinished: this.#hasFinished,
        hasGivenUp: this.#hasGivenUp,
      },
      this.#times,
    );
    switch (next.kind) {
      case 'finished':
        this.#events.onFinished?.();
        break;
      case 'gaveUp':
        this.#events.onGaveUp?.();
        break;
      case 'refused':
        this.#events.onRefused?.(how);
        break;
      case 'restart':
        this.#delayMs = next.delayMs;
        this.#events.onNews(`${this.name} ended (${how}): restarting in ${next.delayMs} ms`);
        this.#timer = setTimeout(() => {
          this.#spawn();
        }, next.delayMs);
    }
  }
}

function isKind(message: unknown, kind: string | undefined): boolean {
  if (kind === undefined || typeof message !== 'object' || message === null) return false;
  return 'kind' in message && message.kind === kind;
}
