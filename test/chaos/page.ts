/** A page without a browser: the worker's client and the page's own state, all symbols and intervals at once. */
import './runes.ts';
import type { WebSocket } from 'ws';
import { CHANNELS, INTERVALS, type Interval } from '../../proto/types.ts';
import { TAPE_LENGTH, type FrameMessage, type LinkStatus } from '../../web/client/link.ts';
import type { DesiredTopic, TapeSkip } from '../../web/client/link.ts';
import { StreamClient } from '../../web/client/stream-client.ts';
import type { BarRow } from '../../web/model/bar-columns.ts';
import type { GapSpan } from '../../web/model/gap-spans.ts';
import { BarState } from '../../web/state/bar-state.svelte.ts';
import { BookState } from '../../web/state/book-state.svelte.ts';
import { FrameLoop } from '../../web/state/frame-loop.ts';
import { GapState } from '../../web/state/gap-state.svelte.ts';
import type { PageEnvironment } from '../../web/state/page-environment.ts';
import { SymbolStores } from '../../web/state/symbol-stores.ts';
import type { BookView, SymbolView } from '../../web/state/views.ts';
import { openPageSocket } from './page-socket.ts';

/** Bars asked for with each interval; as many as a server gives. */
export const HISTORY_COUNT = 2_000;
const FRAME_MS = 16;

export interface NodePageOptions {
  /** `ws://` address of the stream. */
  readonly url: string;
  readonly symbols: readonly string[];
  /** Uniform in [0, 1), for the jitter of reconnects. */
  readonly random: () => number;
}

/** What a page shows of one symbol. */
export interface ShownSymbol {
  readonly values: SymbolView;
  /** Trades newest first. */
  readonly book: BookView;
  readonly skips: readonly TapeSkip[];
  readonly gaps: readonly GapSpan[];
  /** Oldest first. */
  bars(interval: Interval): BarRow[];
}

interface SymbolParts {
  readonly book: BookState;
  readonly gaps: GapState;
  readonly bars: ReadonlyMap<Interval, BarState>;
  skips: readonly TapeSkip[];
  /** When the newest trade was received by the feed, UNIX ms. */
  newestTradeMs: number;
}

/** One page from its opening to its closing. */
export class NodePage {
  readonly #symbols: readonly string[];
  readonly #parts = new Map<string, SymbolParts>();
  readonly #stores = new SymbolStores();
  readonly #client: StreamClient;
  readonly #loop: FrameLoop;
  readonly #sockets = new Set<WebSocket>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #isVisible = true;
  #isClosed = false;
  #status: LinkStatus | undefined;
  /** Warnings of the client, the newest 20. */
  readonly warnings: string[] = [];

  constructor({ url, symbols, random }: NodePageOptions) {
    this.#symbols = symbols;
    const startTimer = (callback: () => void, delayMs: number): (() => void) =>
      this.#startTimer(callback, delayMs);
    const nowMs = (): number => performance.timeOrigin + performance.now();
    this.#client = new StreamClient({
      nowMs,
      wallMs: () => Date.now(),
      random,
      startTimer,
      openSocket: (address, handlers) => openPageSocket(address, handlers, this.#sockets),
      post: (message) => {
        // As between two threads: never within the call that caused it.
        setImmediate(() => {
          if (!this.#isClosed) this.#loop.onMessage(message);
        });
      },
      warn: (message, detail) => {
        this.warnings.push(`${message}: ${JSON.stringify(detail)}`);
        if (this.warnings.length > 20) this.warnings.shift();
      },
    });
    const environment: PageEnvironment = {
      port: {
        post: (message) => {
          if (!this.#isClosed) this.#client.onPageMessage(message);
        },
        onMessage: () => undefined,
        onFailure: () => undefined,
        close: () => undefined,
      },
      streamUrl: url,
      isDebug: true,
      nowMs,
      random,
      requestFrame: (callback) => startTimer(callback, FRAME_MS),
      startTimer,
      isVisible: () => this.#isVisible,
      onVisibilityChange: () => () => undefined,
      fragment: () => '',
      replaceFragment: () => undefined,
      onFragmentChange: () => () => undefined,
      load: () => null,
      save: () => undefined,
      fetchJson: () => Promise.reject(new Error('this page looks back at nothing')),
    };
    this.#loop = new FrameLoop(environment, (frame, { isQuiet }) => {
      this.#commit(frame, isQuiet);
    });
    for (const symbol of symbols) this.#parts.set(symbol, createParts(symbol, environment));
    this.#stores.setWanted(symbols);
    this.#client.onPageMessage({ kind: 'start', url, isDebug: true });
    this.#client.onPageMessage({ kind: 'topics', topics: symbols.map(topicOf) });
    this.#loop.start();
  }

  /** What the page last heard of its connection. */
  get status(): LinkStatus | undefined {
    return this.#status;
  }

  /** When the newest trade that every symbol shows was received by the feed, UNIX ms; 0: some show none. */
  get allNewestMs(): number {
    return Math.min(...[...this.#parts.values()].map(({ newestTradeMs }) => newestTradeMs));
  }

  show(symbol: string): ShownSymbol {
    const parts = this.#parts.get(symbol);
    if (!parts) throw new RangeError(`the page does not show ${symbol}`);
    return {
      values: this.#stores.get(symbol).view,
      book: parts.book.view,
      skips: parts.skips,
      gaps: parts.gaps.spans,
      bars: (interval) => rowsOf(parts.bars.get(interval)),
    };
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#client.onPageMessage({ kind: 'visibility', isVisible });
    this.#loop.onVisibilityChange();
  }

  /** Closes it as a closed tab: without a word to the server. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#loop.stop();
    this.#client.onPageMessage({ kind: 'stop' });
    for (const timer of this.#timers) clearTimeout(timer);
    for (const socket of this.#sockets) socket.terminate();
  }

  #startTimer(callback: () => void, delayMs: number): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isClosed) callback();
    }, delayMs);
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
      clearTimeout(timer);
    };
  }

  #commit(frame: FrameMessage, isQuiet: boolean): void {
    this.#stores.apply(frame, isQuiet, () => undefined);
    for (const symbol of this.#symbols) {
      const parts = this.#parts.get(symbol);
      parts?.book.apply(frame.depths, frame.tapes);
      parts?.gaps.apply(frame.gaps);
      for (const bars of parts?.bars.values() ?? []) bars.apply(frame.bars);
    }
    for (const { symbol, skips, rows } of frame.tapes) {
      const parts = this.#parts.get(symbol);
      if (!parts) continue;
      parts.skips = skips;
      // The last but one number of a row.
      const receivedMs = rows.length > 0 ? (rows[rows.length - TAPE_LENGTH + 6] ?? 0) : 0;
      parts.newestTradeMs = Math.max(parts.newestTradeMs, receivedMs);
    }
    if (frame.status) this.#status = frame.status;
  }
}

function createParts(symbol: string, environment: PageEnvironment): SymbolParts {
  const book = new BookState();
  const gaps = new GapState();
  book.show(symbol);
  gaps.show(symbol);
  const bars = new Map<Interval, BarState>();
  for (const interval of INTERVALS) {
    const state = new BarState(environment);
    state.show(symbol, interval);
    bars.set(interval, state);
  }
  return { book, gaps, bars, skips: [], newestTradeMs: 0 };
}

function topicOf(symbol: string): DesiredTopic {
  return {
    symbol,
    channels: CHANNELS,
    bars: INTERVALS.map((interval) => ({ interval, historyCount: HISTORY_COUNT })),
  };
}

function rowsOf(state: BarState | undefined): BarRow[] {
  const rows: BarRow[] = [];
  for (let index = 0; index < (state?.columns.length ?? 0); index++) {
    const row = state?.columns.at(index);
    if (row) rows.push(row);
  }
  return rows;
}
