/** A client of the server over real TLS that keeps everything it is sent. */
import { WebSocket, type ClientOptions } from 'ws';
import { encodeClientFrame } from '../../proto/client-frame-codec.ts';
import {
  SUBPROTOCOL,
  type ClientMessage,
  type ServerMessage,
  type SymbolUpdate,
  type TopicRequest,
} from '../../proto/frames.ts';
import { decodeServerFrame } from '../../proto/server-frame-codec.ts';
import type { Channel } from '../../proto/types.ts';
import { waitFor } from './wait-for.ts';

export interface TestClientOptions extends ClientOptions {
  /** Sub-protocols offered. Default: ours. */
  readonly protocols?: readonly string[];
  /** Whether data frames are acknowledged as they come. Default true. */
  readonly isAcknowledging?: boolean;
}

/** What a server said when it refused the upgrade. */
export interface Refusal {
  readonly status: number;
  readonly body: string;
}

/** An open connection. */
export class TestClient {
  readonly socket: WebSocket;
  readonly frames: ServerMessage[] = [];
  close: { readonly code: number; readonly reason: string } | undefined;
  #nextRequest = 1;
  #lastPingMs = performance.now();

  private constructor(socket: WebSocket, isAcknowledging: boolean) {
    this.socket = socket;
    socket.on('message', (data) => {
      const frame = decodeServerFrame(data as Buffer);
      this.frames.push(frame);
      if (isAcknowledging && frame.frame > 0) this.send({ kind: 'ack', frame: frame.frame });
      this.#keepAlive();
    });
    socket.on('close', (code, reason) => {
      this.close = { code, reason: reason.toString() };
    });
    socket.on('error', () => undefined);
  }

  /** Connects to `<url>/stream`; rejects when refused. */
  static async connect(url: string, options: TestClientOptions): Promise<TestClient> {
    const { protocols = [SUBPROTOCOL], isAcknowledging = true, ...socketOptions } = options;
    const address = `${url.replace(/^http/, 'ws')}/stream`;
    const client = new TestClient(
      new WebSocket(address, [...protocols], socketOptions),
      isAcknowledging,
    );
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    return client;
  }

  /** Tries to connect and returns how the server refused. */
  static refused(url: string, options: TestClientOptions): Promise<Refusal> {
    const { protocols = [SUBPROTOCOL], ...socketOptions } = options;
    const address = `${url.replace(/^http/, 'ws')}/stream`;
    const socket = new WebSocket(address, [...protocols], socketOptions);
    return new Promise((resolve, reject) => {
      socket.on('error', () => undefined);
      socket.on('open', () => {
        socket.terminate();
        reject(new Error('expected a refusal, but the connection was accepted'));
      });
      socket.on('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: body.trim() });
        });
      });
    });
  }

  /** The server sends something every second at least, so that is often enough to look. */
  #keepAlive(): void {
    if (performance.now() - this.#lastPingMs < 2_000) return;
    this.#lastPingMs = performance.now();
    this.send({ kind: 'ping', clientTimeMs: this.#lastPingMs });
  }

  send(message: ClientMessage): void {
    this.socket.send(encodeClientFrame(message));
  }

  /** Subscribes and resolves with the answering frame. */
  async subscribe(...topics: readonly (TopicRequest | string)[]): Promise<ServerMessage> {
    const channels: Channel[] = ['quote', 'last', 'statistics'];
    const requestId = this.#nextRequest++;
    this.send({
      kind: 'subscribe',
      requestId,
      topics: topics.map((topic) =>
        typeof topic === 'string' ? { symbol: topic, channels, bars: [] } : topic,
      ),
    });
    return waitFor(
      () => this.frames.find(({ subscribed }) => subscribed.some((s) => s.requestId === requestId)),
      { what: `the answer to subscription ${String(requestId)}` },
    );
  }

  /** All updates so far, oldest first. */
  get updates(): SymbolUpdate[] {
    return this.frames.flatMap((frame) => frame.updates);
  }

  /** Waits until an update fits. */
  async update(what: string, fits: (update: SymbolUpdate) => boolean): Promise<SymbolUpdate> {
    return waitFor(() => this.updates.find(fits), { what });
  }

  /** Waits until the server or the network has closed the connection. */
  async closed(): Promise<{ readonly code: number; readonly reason: string }> {
    return waitFor(() => this.close, { what: 'the connection to close' });
  }

  terminate(): void {
    this.socket.terminate();
  }
}
