/** A page without pixels: draws at once what its worker gives it, and holds what a page would. */
import type { Interval } from '../../../../proto/types.ts';
import {
  ROW,
  ROW_LENGTH,
  TAPE_CAPACITY,
  TAPE_LENGTH,
  type DesiredTopic,
  type FrameMessage,
  type TapeSkip,
} from '../../../../web/client/link.ts';
import { StreamClient, type SocketHandlers } from '../../../../web/client/stream-client.ts';
import type { StreamSocket } from '../../../../web/client/stream-client.ts';
import type { ManualClock } from './manual-clock.ts';

/** Columns of a row that are the market's, not the connection's. */
const VALUES = [
  ...[ROW.last, ROW.lastSize, ROW.bidPrice, ROW.bidSize, ROW.askPrice, ROW.askSize],
  ...[ROW.dayOpen, ROW.dayHigh, ROW.dayLow, ROW.vwap, ROW.volume, ROW.tradeCount],
];

/** What is held of one symbol. */
export interface HeldSymbol {
  values: number[];
  /** By interval and open time: open, high, low, close, volume. Undefined until the history is here. */
  readonly bars: Map<Interval, Map<number, number[]> | undefined>;
  /** Rows of TAPE_LENGTH, oldest first. */
  trades: number[][];
  skips: readonly TapeSkip[];
  skipped: number;
  gaps: number[];
}

/** Page and worker of one visitor. */
export class HeldPage {
  readonly worker: StreamClient;
  readonly symbols = new Map<string, HeldSymbol>();
  readonly #names: string[] = [];
  #topics: readonly DesiredTopic[] = [];
  #frame: FrameMessage | undefined;
  #last: FrameMessage | undefined;
  status: FrameMessage['status'] = null;

  constructor(
    clock: ManualClock,
    openSocket: (url: string, handlers: SocketHandlers) => StreamSocket,
  ) {
    this.worker = new StreamClient({
      nowMs: clock.nowMs,
      wallMs: clock.wallMs,
      startTimer: clock.startTimer,
      random: () => 0.5,
      openSocket,
      post: (message) => {
        this.#frame = message;
      },
      warn: (message, detail) => {
        throw new Error(message, { cause: detail });
      },
    });
    this.worker.onPageMessage({ kind: 'start', url: 'memory', isDebug: true });
    this.#pull();
  }

  /** Wants other topics: what no topic asks for is let go, and what is new waits for its history. */
  show(topics: readonly DesiredTopic[]): void {
    this.#topics = topics;
    const wanted = new Map(topics.map((topic) => [topic.symbol, topic]));
    for (const [symbol, held] of this.symbols) {
      const topic = wanted.get(symbol);
      if (!topic) this.symbols.delete(symbol);
      if (!topic?.channels.includes('trades')) {
        held.trades = [];
        held.skips = [];
        held.skipped = 0;
      }
      for (const interval of held.bars.keys()) {
        if (!topic?.bars.some((one) => one.interval === interval)) held.bars.delete(interval);
      }
    }
    this.worker.onPageMessage({ kind: 'topics', topics });
  }

  /** Draws a frame if one is here. Returns whether one was. */
  draw(): boolean {
    const frame = this.#frame;
    if (!frame) return false;
    this.#frame = undefined;
    this.#apply(frame);
    this.#last = frame;
    this.#pull();
    return true;
  }

  #pull(): void {
    this.worker.onPageMessage({
      kind: 'pull',
      connection: this.#last?.connection ?? 0,
      drawnFrame: this.#last?.newestFrame ?? 0,
      buffer: null,
    });
  }

  #apply(frame: FrameMessage): void {
    if (frame.status) this.status = frame.status;
    for (const { index, symbol } of frame.names) this.#names[index] = symbol;
    const rows = new Float64Array(frame.rows, 0, frame.rowCount * ROW_LENGTH);
    for (let at = 0; at < rows.length; at += ROW_LENGTH) {
      const held = this.#held(this.#names[rows[at + ROW.index] ?? -1] ?? '');
      held.values = VALUES.map((column) => rows[at + column] ?? NaN);
    }
    for (const { symbol, spans } of frame.gaps) this.#held(symbol).gaps = [...spans];
    for (const change of frame.bars) this.#applyBars(change);
    for (const { symbol, isReset, rows: list, skips, skipped } of frame.tapes) {
      const held = this.#held(symbol);
      const trades = isReset ? [] : held.trades;
      for (let at = 0; at < list.length; at += TAPE_LENGTH) {
        trades.push([...list.subarray(at, at + TAPE_LENGTH)]);
      }
      held.trades = trades.slice(-TAPE_CAPACITY);
      held.skips = skips;
      held.skipped = skipped;
    }
  }

  #applyBars({ symbol, interval, isHistory, count, columns }: FrameMessage['bars'][number]): void {
    const topic = this.#topics.find((one) => one.symbol === symbol);
    if (!topic?.bars.some((one) => one.interval === interval)) return;
    const { bars } = this.#held(symbol);
    if (isHistory) bars.set(interval, new Map());
    const series = bars.get(interval);
    for (let row = 0; row < count; row++) {
      const [time = 0, ...values] = [0, 1, 2, 3, 4, 5].map(
        (column) => columns[column * count + row] ?? NaN,
      );
      series?.set(time, values);
    }
  }

  #held(symbol: string): HeldSymbol {
    const known = this.symbols.get(symbol);
    if (known) return known;
    const held: HeldSymbol = {
      values: [],
      bars: new Map(),
      trades: [],
      skips: [],
      skipped: 0,
      gaps: [],
    };
    this.symbols.set(symbol, held);
    return held;
  }
}
