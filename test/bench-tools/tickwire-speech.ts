/** Our own protocol, written by our own encoders, with windows small enough to need acknowledgements. */
import type { WebSocket } from 'ws';
import { ByteWriter } from '../../proto/byte-writer.ts';
import { decodeClientFrame } from '../../proto/client-frame-codec.ts';
import type { ClientMessage, SymbolInfo, SymbolUpdate } from '../../proto/frames.ts';
import { encodeControlParts } from '../../proto/server-frame-codec.ts';
import type { SymbolId } from '../../proto/types.ts';
import { writeFrameHead, writeSymbolUpdate } from '../../proto/update-writer.ts';
import type { MadeTrade, Speech } from './trade-server.ts';

const ROWS_PER_FRAME = 3;

/** Ids differ from the numbers in the names. */
function idOf(number: number): SymbolId {
  return (number * 3 + 5) as SymbolId;
}

export class TickwireSpeech implements Speech {
  /** All that the clients said, in order. */
  readonly heard: ClientMessage[] = [];
  readonly #isLastOnly: boolean;
  readonly #frames = new Map<WebSocket, number>();

  constructor({ isLastOnly }: { readonly isLastOnly: boolean }) {
    this.#isLastOnly = isLastOnly;
  }

  greet(socket: WebSocket): void {
    const welcome = {
      server: 'a',
      heartbeatIntervalMs: 300,
      heartbeatTimeoutMs: 10_000,
      topicLimit: 600,
      windowFrames: 8,
      windowBytes: 1_000_000,
    };
    this.#control(socket, encodeControlParts({ welcome: [welcome] }));
  }

  hear(socket: WebSocket, message: Buffer): boolean {
    const said = decodeClientFrame(message);
    this.heard.push(said);
    if (said.kind !== 'subscribe') return false;
    const { requestId } = said;
    const symbols = said.topics.map(({ symbol, channels }): SymbolInfo => {
      const scale = { priceDecimals: 2, sizeDecimals: 2, tickSize: 1, currency: 'USD' };
      const names = { symbol, venue: 'BENCH', displayName: symbol };
      const symbolId = idOf(Number(symbol.slice(3)));
      return { symbolId, ...names, ...scale, channels, intervals: [] };
    });
    // The answer comes in two parts, and what was before in a snapshot.
    for (const half of [symbols.slice(0, 1), symbols.slice(1)]) {
      const parts = { requestId, unsubscribed: [], effectiveIntervalMs: 16, symbols: half };
      this.#control(socket, encodeControlParts({ subscribed: [parts] }));
    }
    const before = { symbol: 0, sequence: 40, receivedTimeMs: Date.now() - 5_000 };
    this.#updates(socket, [before], true);
    return true;
  }

  send(socket: WebSocket, trades: readonly MadeTrade[]): void {
    for (let at = 0; at < trades.length; at += ROWS_PER_FRAME) {
      this.#updates(socket, trades.slice(at, at + ROWS_PER_FRAME), false);
    }
  }

  #control(socket: WebSocket, parts: Uint8Array): void {
    const out = new ByteWriter();
    writeFrameHead(out, 0, Date.now());
    socket.send(Buffer.concat([out.view(), parts]));
  }

  #updates(socket: WebSocket, trades: readonly MadeTrade[], isSnapshot: boolean): void {
    const frame = (this.#frames.get(socket) ?? 0) + 1;
    this.#frames.set(socket, frame);
    const nowMs = Date.now();
    const out = new ByteWriter();
    writeFrameHead(out, frame, nowMs);
    for (const number of new Set(trades.map(({ symbol }) => symbol))) {
      const own = trades.filter(({ symbol }) => symbol === number);
      writeSymbolUpdate(out, this.#update(own, isSnapshot), nowMs);
    }
    socket.send(Buffer.from(out.view()));
  }

  #update(trades: readonly MadeTrade[], isSnapshot: boolean): SymbolUpdate {
    const views = trades.map(({ sequence, receivedTimeMs }, at) => ({
      entryMs: receivedTimeMs + 2,
      entrySeq: sequence,
      index: at,
      price: 1_042_350 + at,
      size: sequence * 100,
      aggressorSide: 'buy' as const,
      receivedTimeMs,
      venueTimeMs: receivedTimeMs - 20,
    }));
    const symbolId = idOf(trades[0]?.symbol ?? 0);
    const newest = views.at(-1);
    if (this.#isLastOnly && newest) return { symbolId, isSnapshot, last: newest };
    return { symbolId, isSnapshot, trades: { trades: views, skipped: 0 } };
  }
}
