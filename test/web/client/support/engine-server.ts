/** A server's own fan-out engine at the other end of a socket in memory, which folds a log that the test writes. */
import { decodeClientFrame } from '../../../../proto/client-frame-codec.ts';
import { SUBPROTOCOL, type ClientMessage } from '../../../../proto/frames.ts';
import { BASE_INTERVALS, type Position, type Tick } from '../../../../proto/types.ts';
import { frameNumberSize, writeFrameNumber } from '../../../../proto/update-writer.ts';
import { FanoutEngine, type Decision } from '../../../../server/fanout/engine.ts';
import { DEFAULT_LIMITS } from '../../../../server/market/limits.ts';
import { Market } from '../../../../server/market/market.ts';
import type { SocketHandlers, StreamSocket } from '../../../../web/client/stream-client.ts';
import { instrument } from '../../../server/market/ticks.ts';

/** One tick of the log; each is an entry of its own. */
export interface LoggedTick {
  readonly tick: Tick;
  readonly position: Position;
}

interface Session {
  readonly handlers: SocketHandlers;
  isOpen: boolean;
}

const OPTIONS = {
  window: { frames: 8, bytes: 1 << 20 },
  pace: { minMs: 16, maxMs: 1_000 },
  topicLimit: 10,
  historyLimit: 2_000,
  ackTimeoutMs: 600_000,
  heartbeatMs: 1_000,
  turnFrames: 256,
  frameBytes: 1 << 16,
};

/** One server process: its market, its engine, the sockets of its clients. */
export class EngineServer {
  readonly market: Market;
  /** Entries of the log that it has folded. */
  folded = 0;
  /** Whether new connections come to nothing. */
  isRefusing = false;
  readonly #engine: FanoutEngine;
  readonly #nowMs: () => number;
  readonly #sessions = new Map<number, Session>();
  #keys = 0;
  /** Deliveries under way to clients. */
  #underWay: (() => void)[] = [];

  /** @param trades Trades kept of each symbol. */
  constructor(nowMs: () => number, symbols: readonly string[], trades: number) {
    this.#nowMs = nowMs;
    this.market = new Market({ ...DEFAULT_LIMITS, trades });
    for (const symbol of symbols) this.market.register(instrument({ symbol }));
    this.#engine = new FanoutEngine(this.market, OPTIONS, (decision) => {
      this.#execute(decision);
    });
  }

  readonly openSocket = (_url: string, handlers: SocketHandlers): StreamSocket => {
    const session: Session = { handlers, isOpen: !this.isRefusing };
    if (this.isRefusing) {
      this.#underWay.push(() => {
        handlers.onClose(1006, '');
      });
      return { send: () => undefined, drop: () => undefined };
    }
    const key = (this.#keys += 1);
    this.#sessions.set(key, session);
    this.#engine.addClient(key, this.#nowMs());
    this.#underWay.push(() => {
      if (session.isOpen) handlers.onOpen(SUBPROTOCOL);
    });
    return {
      send: (bytes) => {
        if (session.isOpen) this.#receive(key, decodeClientFrame(bytes));
      },
      drop: () => {
        this.#end(key, session);
      },
    };
  };

  /** Folds the log up to an entry. */
  fold(log: readonly LoggedTick[], until = log.length): void {
    for (; this.folded < until; this.folded++) {
      const entry = log[this.folded];
      if (!entry) return;
      this.market.fold(entry.tick, entry.position, (state, groups) => {
        this.#engine.mark(state, groups);
      });
    }
  }

  /** Takes over what another server knows, by its snapshots and its closed bars, and tells all clients. */
  restore(other: EngineServer): void {
    for (const from of other.market.states()) {
      const { symbol } = from.instrument;
      this.market.restore(from.toSnapshot({ ms: other.folded, seq: 0 }));
      for (const base of BASE_INTERVALS) {
        const { bars, closedBeforeMs } = from.heldBars(base, 0, Infinity, Infinity);
        const closed = bars.filter((bar) => bar.openTimeMs < closedBeforeMs);
        this.market.state(symbol)?.addHistory(base, closed);
      }
    }
    this.folded = other.folded;
    this.refresh();
  }

  /** As after a change of any instrument, or history that has come. */
  refresh(): void {
    const symbols = [...this.market.states()].map((state) => state.instrument.symbol);
    this.#engine.refresh(symbols, this.#nowMs());
  }

  /** Goes on behind a part of the log that it could not read. */
  markHole(fromMs: number, toMs: number): void {
    this.market.markGap(
      () => true,
      fromMs,
      toMs,
      (state, groups) => {
        this.#engine.mark(state, groups);
      },
    );
    this.refresh();
  }

  /** Ends all connections; what is under way is lost. */
  dropAll(code: number): void {
    this.#underWay = [];
    for (const [key, session] of [...this.#sessions]) {
      this.#end(key, session);
      session.handlers.onClose(code, '');
    }
  }

  /** Sends what is due, and lets it arrive. Returns whether there was anything. */
  pump(): boolean {
    const nowMs = this.#nowMs();
    while ((this.#engine.nextTurnMs() ?? Infinity) <= nowMs) this.#engine.turn(nowMs);
    const arriving = this.#underWay;
    this.#underWay = [];
    for (const deliver of arriving) deliver();
    return arriving.length > 0;
  }

  /** Heartbeats, for everybody. */
  sweep(): void {
    this.#engine.sweep(this.#nowMs());
  }

  #end(key: number, session: Session): void {
    session.isOpen = false;
    this.#sessions.delete(key);
    this.#engine.removeClient(key);
  }

  #receive(key: number, message: ClientMessage): void {
    const nowMs = this.#nowMs();
    switch (message.kind) {
      case 'subscribe':
        this.#engine.subscribe(key, message.requestId, message.topics, nowMs);
        return;
      case 'unsubscribe':
        this.#engine.unsubscribe(key, message.requestId, message.symbols, nowMs);
        return;
      case 'setRate':
        this.#engine.setRate(key, message.intervalMs, nowMs);
        return;
      case 'ack':
        this.#engine.acknowledge(key, message.frame, nowMs);
        return;
      case 'ping': {
        const pongs = [{ clientTimeMs: message.clientTimeMs, serverTimeMs: nowMs }];
        this.#engine.tell(key, { pongs }, nowMs);
      }
    }
  }

  #execute(decision: Decision): void {
    const session = this.#sessions.get(decision.client);
    if (!session) return;
    if (decision.kind === 'close') throw new Error(`expected no close: ${decision.reason}`);
    const { frame, body } = decision;
    const bytes = new Uint8Array(frameNumberSize(frame) + body.length);
    bytes.set(body, writeFrameNumber(bytes, 0, frame));
    this.#underWay.push(() => {
      if (session.isOpen) session.handlers.onMessage(bytes.buffer);
    });
  }
}
