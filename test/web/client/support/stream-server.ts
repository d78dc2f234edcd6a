/** A real WebSocket server on a free port that speaks the stream protocol as a test tells it to. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type * as WebSockets from 'ws';
import { ByteWriter } from '../../../../proto/byte-writer.ts';
import { decodeClientFrame } from '../../../../proto/client-frame-codec.ts';
import {
  SUBPROTOCOL,
  type ClientMessage,
  type ControlParts,
  type SymbolInfo,
  type SymbolUpdate,
} from '../../../../proto/frames.ts';
import { encodeControlParts } from '../../../../proto/server-frame-codec.ts';
import type { SymbolId } from '../../../../proto/types.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../../../proto/update-writer.ts';
import type { SocketHandlers, StreamSocket } from '../../../../web/client/stream-client.ts';

// The web tests resolve the "browser" build of packages, and that of ws only throws.
const { WebSocket, WebSocketServer } = createRequire(import.meta.url)('ws') as typeof WebSockets;

type OfKind<Kind extends ClientMessage['kind']> = Extract<ClientMessage, { kind: Kind }>;

/** One connection as the server sees it. */
export class Session {
  readonly received: ClientMessage[] = [];
  readonly #socket: WebSockets.WebSocket;
  #waiting: (() => void)[] = [];
  #frame = 0;
  #taken = 0;
  closeCode = 0;

  constructor(socket: WebSockets.WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      this.received.push(decodeClientFrame(new Uint8Array(data)));
      this.#wake();
    });
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on('error', () => undefined);
  }

  /** Returns the next message of a kind; those of other kinds before it are passed over. */
  async next<Kind extends ClientMessage['kind']>(kind: Kind): Promise<OfKind<Kind>> {
    for (;;) {
      while (this.#taken < this.received.length) {
        const message = this.received[this.#taken++];
        if (message?.kind === kind) return message as OfKind<Kind>;
      }
      await this.#something();
    }
  }

  async closed(): Promise<number> {
    while (this.closeCode === 0) await this.#something();
    return this.closeCode;
  }

  /** Sends a frame; with updates it is numbered. Returns its number. */
  send(parts: ControlParts, updates: readonly SymbolUpdate[], serverTimeMs: number): number {
    if (updates.length > 0) this.#frame += 1;
    const out = new ByteWriter(1024);
    writeFrameHead(out, updates.length > 0 ? this.#frame : 0, serverTimeMs);
    out.raw(encodeControlParts(parts));
    for (const update of updates) writeSymbolUpdate(out, update, serverTimeMs);
    this.#socket.send(out.copy());
    return this.#frame;
  }

  sendRaw(data: Uint8Array | string): void {
    this.#socket.send(data);
  }

  close(code: number, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** The connection dies without a word. */
  terminate(): void {
    this.#socket.terminate();
  }

  async #something(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}

export interface StreamServer {
  readonly url: string;
  /** Waits for the next connection. */
  accept(): Promise<Session>;
  close(): Promise<void>;
}

/** @param protocol Subprotocol that the server agrees to. */
export async function startStreamServer(protocol: string = SUBPROTOCOL): Promise<StreamServer> {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: () => protocol,
  });
  const arrived: Session[] = [];
  let wake: (() => void) | undefined;
  server.on('connection', (socket) => {
    arrived.push(new Session(socket));
    wake?.();
  });
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}/stream`,
    accept: async () => {
      for (;;) {
        const session = arrived.shift();
        if (session) return session;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    close: async () => {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Opens real sockets as the worker's edge does in a browser. `offered`: subprotocol to ask for. */
export function openNodeSocket(
  url: string,
  handlers: SocketHandlers,
  offered: string = SUBPROTOCOL,
): StreamSocket {
  const socket = new WebSocket(url, offered);
  let isDropped = false;
  socket.binaryType = 'arraybuffer';
  socket.on('error', () => undefined);
  socket.on('open', () => {
    if (!isDropped) handlers.onOpen(socket.protocol);
  });
  socket.on('message', (data: ArrayBuffer | Buffer, isBinary: boolean) => {
    if (!isDropped) handlers.onMessage(isBinary ? data : new TextDecoder().decode(data));
  });
  socket.on('close', (code, reason) => {
    if (!isDropped) handlers.onClose(code, reason.toString());
  });
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    drop: (code, reason) => {
      isDropped = true;
      socket.close(code, reason);
    },
  };
}

/** A line of the symbol table. */
export function info(
  symbol: string,
  symbolId: number,
  change: Partial<SymbolInfo> = {},
): SymbolInfo {
  return {
    symbolId: symbolId as SymbolId,
    symbol,
    venue: 'SIM',
    displayName: `${symbol} name`,
    priceDecimals: 2,
    sizeDecimals: 4,
    tickSize: 1,
    currency: 'USD',
    channels: ['quote', 'last', 'statistics'],
    intervals: [],
    ...change,
  };
}
