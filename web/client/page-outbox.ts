/** What waits for the page: one frame per pull, never sent unasked. */
import type { AckPolicy } from './ack-policy.ts';
import type { FrameMessage, LinkStatus, SymbolFault } from './link.ts';
import type { MarketStore } from './market-store.ts';

/** What a frame is made from. */
export interface FrameSources {
  readonly store: MarketStore;
  readonly acks: AckPolicy;
  /** Number of the present socket. */
  readonly connection: number;
  /** Server clock minus page clock, ms. */
  readonly clockOffsetMs: number;
  /** Whether the symbol is (still) wanted. */
  isWanted(symbol: string): boolean;
  status(): LinkStatus;
}

/** Remembers whether the page waits, and the news that are in no store. */
export class PageOutbox {
  readonly #errors = new Map<string, SymbolFault>();
  #isStatusDirty = true;
  #isPulled = false;
  #buffer: ArrayBuffer | null = null;

  /** The page can take a frame; `buffer` is free for its rows. */
  onPull(buffer: ArrayBuffer | null): void {
    this.#isPulled = true;
    this.#buffer = buffer;
  }

  /** The status is to go out with the next frame. */
  markStatus(): void {
    this.#isStatusDirty = true;
  }

  /** Replaces what was to be said of the symbol. */
  setError(fault: SymbolFault): void {
    this.#errors.set(fault.symbol, fault);
  }

  /** Returns the frame that the page waits for; undefined: it waits for none, or nothing is new. */
  take(sources: FrameSources, nowMs: number): FrameMessage | undefined {
    if (!this.#isPulled || !this.#hasNews(sources, nowMs)) return undefined;
    const status = this.#isStatusDirty ? sources.status() : null;
    const errors = [...this.#errors.values()].filter(({ symbol }) => sources.isWanted(symbol));
    const news = sources.store.take(this.#buffer, sources.clockOffsetMs, nowMs);
    this.#isPulled = false;
    this.#isStatusDirty = false;
    this.#buffer = null;
    this.#errors.clear();
    const { connection, acks } = sources;
    return { kind: 'frame', connection, newestFrame: acks.handOver(), errors, status, ...news };
  }

  #hasNews({ store, acks }: FrameSources, nowMs: number): boolean {
    return (
      this.#isStatusDirty ||
      this.#errors.size > 0 ||
      store.hasChange(nowMs) ||
      // A frame may hold nothing that the page shows, and yet the server waits for its Ack.
      acks.isAnyUndrawn
    );
  }
}

/** The buffers in a frame that move to the page instead of being copied. */
export function transferOf({ rows, bars, gaps, tapes, sparklines }: FrameMessage): ArrayBuffer[] {
  const arrays = [
    ...bars.map(({ columns }) => columns),
    ...gaps.map(({ spans }) => spans),
    ...tapes.map((tape) => tape.rows),
    ...sparklines.map(({ closes }) => closes),
  ];
  return [rows, ...arrays.map((array) => array.buffer)];
}
