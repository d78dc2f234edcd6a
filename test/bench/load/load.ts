/** Runs the load generator as a process and hands on what it measures. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { buildLoadGenerator } from './build.ts';
import {
  parseLoadEvent,
  type LoadDone,
  type LoadEvent,
  type LoadSubscribed,
  type LoadWindow,
} from './events.ts';

export type LoadDialect =
  'tickwire-trades' | 'tickwire-last' | 'json-ws' | 'socketio' | 'nats' | 'mqtt' | 'raw';

export interface LoadOptions {
  readonly dialect: LoadDialect;
  /** Of 127.0.0.1. */
  readonly port: number;
  /** Of the WebSocket. Default: the dialect's own (/stream, /socket.io/?..., /mqtt, /). */
  readonly path?: string;
  readonly clients: number;
  /** How many symbols the feed has: SYM0000, SYM0001, ... */
  readonly symbols: number;
  /** Distinct symbols that each client takes; equal to `symbols`: all. */
  readonly topics: number;
  readonly seed: number;
  /** Between `measure` and the first window, milliseconds. */
  readonly warmMs: number;
  readonly windows: number;
  readonly windowMs: number;
  /** Slow clients. Default: none. */
  readonly slow?: {
    /** Of all clients, 0 to 1. */
    readonly share: number;
    /** trickle: at most 1 KB a second; stop: nothing for 10 s from `measure` on, then all for 5 s, and so on. */
    readonly mode: 'trickle' | 'stop';
  };
  /** New connections a second. Default 500. */
  readonly connectRate?: number;
  /** Asked for with SetRate, milliseconds; Tickwire only. Default 0: the server's own. */
  readonly rateMs?: number;
}

/** Arguments of the program for the options. */
export function loadArguments(options: LoadOptions): string[] {
  const values: Record<string, string | number | undefined> = {
    '--dialect': options.dialect,
    '--port': options.port,
    '--path': options.path,
    '--clients': options.clients,
    '--symbols': options.symbols,
    '--topics': options.topics,
    '--seed': options.seed,
    '--warm-ms': options.warmMs,
    '--windows': options.windows,
    '--window-ms': options.windowMs,
    '--slow-share': options.slow?.share,
    '--slow-mode': options.slow?.mode,
    '--connect-rate': options.connectRate,
    '--rate-ms': options.rateMs,
  };
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
}

/** A load generator whose clients are all connected. */
export class LoadRun {
  readonly subscribed: LoadSubscribed;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #nextEvent: () => Promise<LoadEvent>;
  readonly #complaint: () => string;

  private constructor(
    subscribed: LoadSubscribed,
    process: ChildProcessWithoutNullStreams,
    nextEvent: () => Promise<LoadEvent>,
    complaint: () => string,
  ) {
    this.subscribed = subscribed;
    this.#process = process;
    this.#nextEvent = nextEvent;
    this.#complaint = complaint;
  }

  /**
   * Starts the program, which it compiles first when needed; resolves when its clients are subscribed.
   *
   * @param command Put before the program, e.g. `['taskset', '-c', '1']`. Default: nothing.
   * @throws {Error} with what the program said when it ended before that.
   */
  static async start(options: LoadOptions, command: readonly string[] = []): Promise<LoadRun> {
    const words = [...command, buildLoadGenerator(), ...loadArguments(options)];
    const child = spawn(words[0] ?? '', words.slice(1), { stdio: 'pipe' });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.on('error', (error) => (said += error.message));
    // A program that has ended does not read "go"; that it has ended is seen on its output.
    child.stdin.on('error', () => undefined);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ended = new Promise((resolve) => child.once('close', resolve));
    const complaint = (): string => said.trim();
    const nextEvent = async (): Promise<LoadEvent> => {
      const line = await lines.next();
      if (!line.done) return parseLoadEvent(line.value);
      await ended;
      throw new Error(`The load generator ended early: ${complaint() || 'no reason given'}`);
    };
    const first = await nextEvent();
    if (first.event === 'subscribed') return new LoadRun(first, child, nextEvent, complaint);
    child.kill();
    throw new Error(`Expected the load generator to subscribe first, got ${first.event}`);
  }

  /** Process id, for measuring it from outside. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** What the program has said on stderr so far: why connections failed or ended. */
  get complaint(): string {
    return this.#complaint();
  }

  /**
   * Warms up and measures; to be called once.
   *
   * @param onWindow Called as each window ends, in order.
   * @returns        All windows together.
   * @throws {Error} with what the program said when it ended before that.
   */
  async measure(onWindow: (window: LoadWindow) => void = () => undefined): Promise<LoadDone> {
    this.#process.stdin.write('go\n');
    for (;;) {
      const event = await this.#nextEvent();
      if (event.event === 'done') return event;
      if (event.event === 'window') onWindow(event);
    }
  }

  /** Ends the program; resolves when it has ended, at once when it had. */
  async stop(): Promise<void> {
    const child = this.#process;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = new Promise((resolve) => child.once('exit', resolve));
    child.kill();
    await exit;
  }
}
