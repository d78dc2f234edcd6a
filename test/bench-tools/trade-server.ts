/** Servers that speak what the load generator reads and send exactly the trades that a test names. */
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { TestCertificate } from '../support/certificate.ts';

/** One update as a test names it. */
export interface MadeTrade {
  /** Number in the symbol's name. */
  readonly symbol: number;
  /** Sequence number, which is the size. */
  readonly sequence: number;
  readonly receivedTimeMs: number;
}

/** How one kind of server talks. */
export interface Speech {
  /** Called for each connection that has been accepted. */
  greet(socket: WebSocket): void;
  /** Called for each message; returns true when the client is subscribed by it. */
  hear(socket: WebSocket, message: Buffer): boolean;
  /** Sends trades in one message or more. */
  send(socket: WebSocket, trades: readonly MadeTrade[]): void;
}

/** `SYM0007` of 7. */
export function symbolOf(number: number): string {
  return `SYM${String(number).padStart(4, '0')}`;
}

/** A trade as the peers write it. */
export function jsonOf({ symbol, sequence, receivedTimeMs }: MadeTrade): string {
  const [p, d, v] = [10_423.5, 'b', receivedTimeMs - 20];
  return JSON.stringify({ s: symbolOf(symbol), p, q: sequence, d, v, t: receivedTimeMs });
}

/** A listening server. */
export class TradeServer {
  readonly #server: Server;
  readonly #speech: Speech;
  /** Sockets in the order of their subscription. */
  readonly subscribed: WebSocket[] = [];

  private constructor(server: Server, speech: Speech) {
    this.#server = server;
    this.#speech = speech;
  }

  static async start({ cert, key }: TestCertificate, speech: Speech): Promise<TradeServer> {
    const server = createServer({ cert, key });
    const trades = new TradeServer(server, speech);
    new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
      trades.#accept(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return trades;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Sends to all clients. */
  send(trades: readonly MadeTrade[]): void {
    for (const socket of this.subscribed) this.#speech.send(socket, trades);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #accept(socket: WebSocket): void {
    // The generator goes away without a word when it is done.
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      if (this.#speech.hear(socket, data as Buffer)) this.subscribed.push(socket);
    });
    this.#speech.greet(socket);
  }
}
