/** A TCP link that a test can spoil while it is in use: slow, cut to pieces, mute, dead, or gone. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { createRandom } from '../bench/random.ts';
import { CLEAR_LINK, LinkShaper, type LinkConditions } from './link-shaper.ts';

/** Which way bytes go: `up` from the client to the server, `down` from the server to the client. */
export type Direction = 'up' | 'down';

/** What is wrong with a link beside its pace. */
export interface LinkState extends LinkConditions {
  /** Nothing is passed on in these directions; what was sent waits, as behind a dead router. */
  readonly muted: readonly Direction[];
  /** Connections are accepted and nothing is passed either way, not even the news that one end closed. */
  readonly isBlackholed: boolean;
  /** Nothing listens on the port. Connections that are there stay. */
  readonly isRefusing: boolean;
}

const CLEAR: LinkState = { ...CLEAR_LINK, muted: [], isBlackholed: false, isRefusing: false };

export interface TcpProxyOptions {
  /** Port on the loopback address; asked for each new connection, so that it may change. */
  readonly targetPort: () => number;
  /** Decides the lengths of pieces and the jitter. Default 1. */
  readonly seed?: number;
}

/** One connection through the proxy. */
interface Pair {
  readonly client: Socket;
  /** Absent while the link is a black hole that has not let it through yet. */
  server: Socket | undefined;
  readonly pipes: Pipe[];
  readonly random: () => number;
}

/** A proxy that listens; its conditions hold for all of its connections, also those that are there. */
export class TcpProxy {
  readonly #options: TcpProxyOptions;
  readonly #pairs = new Set<Pair>();
  #listener: Server | undefined;
  #port = 0;
  #state = CLEAR;
  #accepted = 0;

  private constructor(options: TcpProxyOptions) {
    this.#options = options;
  }

  static async open(options: TcpProxyOptions): Promise<TcpProxy> {
    const proxy = new TcpProxy(options);
    await proxy.#listen();
    return proxy;
  }

  /** Where clients connect to; stays the same. */
  get port(): number {
    return this.#port;
  }

  /** Connections accepted since the start. */
  get acceptedCount(): number {
    return this.#accepted;
  }

  /** Connections at this moment. */
  get connectionCount(): number {
    return this.#pairs.size;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Changes the named conditions and leaves the others. */
  async set(change: Partial<LinkState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    for (const pair of this.#pairs) this.#apply(pair);
    if (this.#state.isRefusing) await this.#stopListening();
    else if (!this.#listener) await this.#listen();
  }

  /** Makes the link as good as new; what waits comes through. */
  clear(): Promise<void> {
    return this.set(CLEAR);
  }

  /** Breaks all connections the hard way (RST to both ends). */
  reset(): void {
    for (const pair of [...this.#pairs]) this.#destroy(pair);
  }

  async close(): Promise<void> {
    this.reset();
    await this.#stopListening();
  }

  async #listen(): Promise<void> {
    const options = { noDelay: true, pauseOnConnect: true, allowHalfOpen: true };
    const listener = createServer(options, (client) => {
      this.#accept(client);
    });
    this.#listener = listener;
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(this.#port, '127.0.0.1', resolve);
    });
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
    this.#port = address.port;
  }

  async #stopListening(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    // It ends when the last connection does; that nobody new is accepted holds at once.
    listener?.close();
    return Promise.resolve();
  }

  #accept(client: Socket): void {
    this.#accepted += 1;
    // By number: what one connection does must not change the numbers that the next one gets.
    const random = createRandom((this.#options.seed ?? 1) * 1_000_003 + this.#accepted);
    const pair: Pair = { client, server: undefined, pipes: [], random };
    this.#pairs.add(pair);
    this.#watch(pair, client);
    this.#apply(pair);
  }

  #apply(pair: Pair): void {
    const { isBlackholed, muted } = this.#state;
    if (!isBlackholed && !pair.server) this.#connect(pair);
    for (const pipe of pair.pipes) pipe.setOpen(!isBlackholed && !muted.includes(pipe.direction));
  }

  #connect(pair: Pair): void {
    const { client, random } = pair;
    const port = this.#options.targetPort();
    const server = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
    pair.server = server;
    this.#watch(pair, server);
    const conditions = (): LinkConditions => this.#state;
    pair.pipes.push(
      new Pipe('up', client, server, conditions, new LinkShaper(random)),
      new Pipe('down', server, client, conditions, new LinkShaper(random)),
    );
  }

  #watch(pair: Pair, socket: Socket): void {
    // A target that is not there, or an end that broke: the other end is to see the same.
    socket.on('error', () => {
      this.#destroy(pair);
    });
    socket.on('close', () => {
      if (pair.client.destroyed && pair.server?.destroyed !== false) this.#pairs.delete(pair);
    });
  }

  #destroy(pair: Pair): void {
    this.#pairs.delete(pair);
    for (const pipe of pair.pipes) pipe.stop();
    pair.client.resetAndDestroy();
    pair.server?.resetAndDestroy();
  }
}

/** Bytes under way in one direction; beyond them the sender has to wait, as with a full window. */
const WINDOW_BYTES = 64 << 10;

/** One direction of one connection. */
class Pipe {
  readonly direction: Direction;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #conditions: () => LinkConditions;
  /** What is on its way, oldest first; `bytes` null stands for the end. */
  #queue: { readonly bytes: Uint8Array | null; readonly dueMs: number }[] = [];
  #queuedBytes = 0;
  #cancelFlush: (() => void) | undefined;
  #isOpen = false;

  constructor(
    direction: Direction,
    from: Socket,
    to: Socket,
    conditions: () => LinkConditions,
    shaper: LinkShaper,
  ) {
    this.direction = direction;
    this.#from = from;
    this.#to = to;
    this.#conditions = conditions;
    from.pause();
    from.on('data', (chunk: Buffer) => {
      this.#queue.push(...shaper.shape(chunk, conditions(), performance.now()));
      this.#queuedBytes += chunk.length;
      this.#flush();
    });
    from.on('end', () => {
      this.#queue.push({ bytes: null, dueMs: this.#queue.at(-1)?.dueMs ?? 0 });
      this.#flush();
    });
  }

  setOpen(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#flush();
  }

  stop(): void {
    this.#cancelFlush?.();
    this.#queue = [];
    this.#isOpen = false;
  }

  #flush(): void {
    if (this.#isOpen && !this.#cancelFlush) this.#writeDue();
    // Not read is not acknowledged: the sender's buffers fill as they would behind a dead link.
    if (this.#isOpen && this.#queuedBytes < WINDOW_BYTES) this.#from.resume();
    else this.#from.pause();
  }

  #writeDue(): void {
    const nowMs = performance.now();
    // Two writes in one turn would leave in one packet.
    const limit = this.#conditions().sliceBytes === Infinity ? Infinity : 1;
    let written = 0;
    for (const { bytes, dueMs } of this.#queue) {
      if (dueMs > nowMs || written >= limit) break;
      if (bytes === null) this.#to.end();
      else this.#to.write(bytes);
      this.#queuedBytes -= bytes?.length ?? 0;
      written += 1;
    }
    this.#queue.splice(0, written);
    const next = this.#queue[0];
    if (next) this.#flushIn(next.dueMs - nowMs);
  }

  #flushIn(delayMs: number): void {
    const flush = (): void => {
      this.#cancelFlush = undefined;
      this.#flush();
    };
    if (delayMs <= 0) {
      const immediate = setImmediate(flush);
      this.#cancelFlush = () => {
        clearImmediate(immediate);
      };
      return;
    }
    const timer = setTimeout(flush, delayMs);
    this.#cancelFlush = () => {
      clearTimeout(timer);
    };
  }
}
