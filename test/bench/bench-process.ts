/** A process of the bench: pinned to a core, talking in JSON lines, never left behind. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { guardProcess } from '../../deploy/local/supervise/guard.ts';
import { repositoryRoot } from '../support/spawn-process.ts';

/** How much of what a process says is kept for an error message, characters. */
const KEPT_TEXT = 4_000;
const STOP_MS = 5_000;

/** One JSON object that a process printed or sent. */
export type Message = Readonly<Record<string, unknown>>;

export interface BenchProcessOptions {
  /** Core to run on; absent: where this process may run. */
  readonly core?: number | undefined;
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Opens a channel for `process.send` of the child; what it sends counts as a message. */
  readonly hasChannel?: boolean;
}

const running = new Set<BenchProcess>();

/** Kills whatever still runs, for an end in the middle. */
export function killAll(): void {
  for (const one of running) one.kill();
}

export class BenchProcess {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<void>;
  readonly #messages: Message[] = [];
  #said = '';
  #ending: string | undefined;
  #isExpectedToEnd = false;
  #wake: () => void = () => undefined;

  /** Starts a program. That it cannot be started shows at the first `next`. */
  constructor(
    name: string,
    command: string,
    args: readonly string[],
    { core, env = {}, hasChannel = false }: BenchProcessOptions = {},
  ) {
    this.name = name;
    const [program, programArgs] =
      core === undefined ? [command, args] : ['taskset', ['-c', String(core), command, ...args]];
    const child = spawn(program, programArgs, {
      cwd: repositoryRoot,
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['pipe', 'pipe', 'pipe', ...(hasChannel ? ['ipc' as const] : [])],
    });
    this.#child = child;
    running.add(this);
    const callOffGuard = child.pid === undefined ? () => undefined : guardProcess(child.pid);
    this.#exited = new Promise((resolve) => {
      const end = (reason: string): void => {
        callOffGuard();
        running.delete(this);
        this.#ending ??= reason;
        this.#wake();
        resolve();
      };
      child.once('error', (error) => {
        end(error.message);
      });
      child.once('close', (code, signal) => {
        end(`ended with ${String(signal ?? code)}`);
      });
    });
    child.on('message', (message) => {
      this.#receive(message);
    });
    child.stdin?.on('error', () => undefined);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#keep(text);
    });
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (line.startsWith('{')) this.#receive(parse(line));
        else this.#keep(`${line}\n`);
      });
    }
  }

  /** Process id. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Whether it still runs. */
  get isRunning(): boolean {
    return this.#ending === undefined;
  }

  /** Sends a line to its standard input. */
  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /**
   * The next message that has the key, with that value if one is given; others before it stay for later.
   *
   * @throws {Error} with what the process said, when it ends or the time is over.
   */
  async next(key: string, value: string | undefined, timeoutMs: number): Promise<Message> {
    const deadlineMs = performance.now() + timeoutMs;
    for (;;) {
      const at = this.#messages.findIndex(
        (message) => key in message && (value === undefined || message[key] === value),
      );
      const [found] = at < 0 ? [] : this.#messages.splice(at, 1);
      if (found) return found;
      const wanted = `${key} ${value ?? ''}`.trim();
      if (this.#ending !== undefined) throw this.#error(`${this.#ending} before "${wanted}"`);
      const leftMs = deadlineMs - performance.now();
      if (leftMs <= 0) throw this.#error(`gave no "${wanted}" in ${timeoutMs} ms`);
      await this.#somethingNew(leftMs);
    }
  }

  /** Ends it: by the end of its input or SIGTERM, and by force if it takes too long. */
  async stop(how: 'input' | 'signal' = 'signal'): Promise<void> {
    this.#isExpectedToEnd = true;
    if (this.#ending !== undefined) return;
    const killer = setTimeout(() => {
      this.kill();
    }, STOP_MS);
    if (how === 'input') this.#child.stdin?.end();
    else this.#child.kill('SIGTERM');
    await this.#exited;
    clearTimeout(killer);
  }

  /** Kills it at once. */
  kill(): void {
    this.#isExpectedToEnd = true;
    this.#child.kill('SIGKILL');
  }

  /** @throws {Error} with what it said, when it has ended without having been told to. */
  check(): void {
    if (this.#ending === undefined || this.#isExpectedToEnd) return;
    throw this.#error(this.#ending);
  }

  #receive(message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    this.#messages.push(message as Message);
    this.#wake();
  }

  #keep(text: string): void {
    this.#said = (this.#said + text).slice(-KEPT_TEXT);
  }

  #error(what: string): Error {
    const said = this.#said.trim();
    return new Error(`${this.name} ${what}${said === '' ? '' : `; it said: ${said}`}`);
  }

  async #somethingNew(timeoutMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
