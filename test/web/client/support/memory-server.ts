/** A server at the other end of a socket in memory: its real window, every delay in the test's hands. */
import { ByteWriter } from '../../../../proto/byte-writer.ts';
import { decodeClientFrame } from '../../../../proto/client-frame-codec.ts';
import {
  SUBPROTOCOL,
  type ClientMessage,
  type ControlParts,
  type SymbolUpdate,
} from '../../../../proto/frames.ts';
import { encodeControlParts } from '../../../../proto/server-frame-codec.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../../../proto/update-writer.ts';
import { FlowWindow, type WindowLimits } from '../../../../server/fanout/flow-window.ts';
import type { SocketHandlers, StreamSocket } from '../../../../web/client/stream-client.ts';

export interface MemoryServerOptions {
  readonly window: WindowLimits;
  /** What the Welcome says of the window; the server holds it all the same. */
  readonly isWindowTold: boolean;
  readonly nowMs: () => number;
  /** Told of every Ack. */
  readonly onAck: (session: MemorySession, frame: number) => void;
}

/** Field 99, which no reader knows, of any length: makes a frame as large as a test wants it. */
function padding(bytes: number): Uint8Array {
  const out = new ByteWriter();
  out.raw(new Uint8Array([0x9a, 0x06]));
  const body = out.begin();
  out.raw(new Uint8Array(bytes));
  out.end(body);
  return out.copy();
}

/** One connection. Control frames arrive at once, data frames when `deliver` says so. */
export class MemorySession {
  readonly window: FlowWindow;
  readonly tiers: number[] = [];
  isOpen = false;
  /** Newest data frame that reached the client. */
  delivered = 0;
  readonly #handlers: SocketHandlers;
  readonly #options: MemoryServerOptions;
  #underWay: { readonly frame: number; readonly bytes: Uint8Array }[] = [];

  constructor(handlers: SocketHandlers, options: MemoryServerOptions) {
    this.#handlers = handlers;
    this.#options = options;
    this.window = new FlowWindow(options.window);
  }

  /** The handshake is done. */
  open(): void {
    this.isOpen = true;
    this.#handlers.onOpen(SUBPROTOCOL);
    const { window, isWindowTold } = this.#options;
    this.#control({
      welcome: [
        {
          server: 'memory',
          heartbeatIntervalMs: 5_000,
          heartbeatTimeoutMs: 10_000,
          topicLimit: 100,
          windowFrames: isWindowTold ? window.frames : 0,
          windowBytes: isWindowTold ? window.bytes : 0,
        },
      ],
    });
  }

  /** Sends a data frame if the window is open, as the fan-out does. Returns its number; 0: held back. */
  send(updates: readonly SymbolUpdate[], paddingBytes = 0): number {
    if (!this.isOpen || !this.window.isOpen) return 0;
    const frame = this.window.nextFrame;
    const bytes = this.#encode(frame, {}, updates, paddingBytes);
    this.window.sent(bytes.length, this.#options.nowMs());
    this.#underWay.push({ frame, bytes });
    return frame;
  }

  /** What is under way arrives. */
  deliver(): void {
    const arriving = this.#underWay;
    this.#underWay = [];
    for (const { frame, bytes } of arriving) {
      if (!this.isOpen) return;
      this.delivered = frame;
      this.#handlers.onMessage(bytes.buffer);
    }
  }

  close(code: number): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#handlers.onClose(code, '');
  }

  onMessage(message: ClientMessage): void {
    if (message.kind === 'ack') this.#options.onAck(this, message.frame);
    if (message.kind === 'setRate') this.tiers.push(message.intervalMs);
    if (message.kind !== 'ping') return;
    const serverTimeMs = this.#options.nowMs();
    this.#control({ pongs: [{ clientTimeMs: message.clientTimeMs, serverTimeMs }] });
  }

  #control(parts: ControlParts): void {
    const bytes = this.#encode(0, parts, [], 0);
    this.#handlers.onMessage(bytes.buffer);
  }

  #encode(
    frame: number,
    parts: ControlParts,
    updates: readonly SymbolUpdate[],
    paddingBytes: number,
  ): Uint8Array<ArrayBuffer> {
    const nowMs = this.#options.nowMs();
    const out = new ByteWriter(256);
    writeFrameHead(out, frame, nowMs);
    out.raw(encodeControlParts(parts));
    for (const update of updates) writeSymbolUpdate(out, update, nowMs);
    if (paddingBytes > 0) out.raw(padding(paddingBytes));
    return new Uint8Array(out.copy());
  }
}

/** Takes all connections of one client; each opens when the test says so. */
export class MemoryServer {
  readonly sessions: MemorySession[] = [];
  readonly #options: MemoryServerOptions;

  constructor(options: MemoryServerOptions) {
    this.#options = options;
  }

  /** The newest connection. */
  get session(): MemorySession | undefined {
    return this.sessions.at(-1);
  }

  readonly openSocket = (_url: string, handlers: SocketHandlers): StreamSocket => {
    const session = new MemorySession(handlers, this.#options);
    this.sessions.push(session);
    return {
      send: (bytes) => {
        if (session.isOpen) session.onMessage(decodeClientFrame(bytes));
      },
      drop: () => {
        session.isOpen = false;
      },
    };
  };
}
