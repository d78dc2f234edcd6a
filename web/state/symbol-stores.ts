/** The symbols' stores: one object for a symbol for as long as the page lives. */
import { FLAG, ROW, ROW_LENGTH, type FrameMessage } from '../client/link.ts';
import { feedOutage, type FeedOutage } from './feed-outage.ts';
import { SymbolState } from './symbol-state.svelte.ts';
import type { InstrumentView } from './views.ts';

/** Finds stores by name and by row. Its size is bounded by the instruments that were ever looked at. */
export class SymbolStores {
  readonly #stores = new Map<string, SymbolState>();
  /** Symbols that the worker is asked for. */
  #wanted = new Set<string>();
  /** Store of each row index, as the worker named them. */
  readonly #rows: (SymbolState | undefined)[] = [];
  #instruments = new Map<string, InstrumentView>();

  /** Returns the store of a symbol; makes it if there is none. */
  get(symbol: string): SymbolState {
    const known = this.#stores.get(symbol);
    if (known) return known;
    const store = new SymbolState(symbol);
    const instrument = this.#instruments.get(symbol);
    if (instrument) store.setInstrument(instrument);
    this.#stores.set(symbol, store);
    return store;
  }

  /** Says which symbols get values from now on; the others lose theirs. */
  setWanted(symbols: Iterable<string>): void {
    const wanted = new Set(symbols);
    for (const symbol of this.#wanted) if (!wanted.has(symbol)) this.#stores.get(symbol)?.reset();
    // Made here and not when first read: a signal made while a component renders does not re-render it.
    for (const symbol of wanted) this.get(symbol);
    this.#wanted = wanted;
  }

  /** Takes the server's list; a symbol table entry, being newer, is not overwritten. */
  setInstruments(instruments: readonly InstrumentView[]): void {
    this.#instruments = new Map(instruments.map((instrument) => [instrument.symbol, instrument]));
    for (const store of this.#stores.values()) {
      const instrument = this.#instruments.get(store.symbol);
      if (instrument && !store.instrument) store.setInstrument(instrument);
    }
  }

  /** Nothing is fresh any more. */
  setStale(): void {
    for (const store of this.#stores.values()) store.setStale();
  }

  /** What the feed says of all wanted symbols together. */
  feedOutage(): FeedOutage | null {
    return feedOutage([...this.#wanted].map((symbol) => this.get(symbol)));
  }

  /**
   * Writes the symbols' part of a frame.
   *
   * @param isQuiet Whether nothing may flash.
   * @param onTick  Called with the page time at which each symbol's new tick was received, ms.
   */
  apply(frame: FrameMessage, isQuiet: boolean, onTick: (receivedMs: number) => void): void {
    for (const { index, symbol } of frame.names) this.#rows[index] = this.get(symbol);
    for (const instrument of frame.instruments) {
      this.get(instrument.symbol).setInstrument(instrument);
    }
    const rows = new Float64Array(frame.rows, 0, frame.rowCount * ROW_LENGTH);
    for (let at = 0; at < rows.length; at += ROW_LENGTH) {
      const store = this.#rows[rows[at + ROW.index] ?? -1];
      // A row that was under way when its symbol was removed would bring the old values back.
      if (!store || !this.#wanted.has(store.symbol)) continue;
      store.applyRow(rows, at, isQuiet);
      if ((rows[at + ROW.flags] ?? 0) & FLAG.hasTick) onTick(rows[at + ROW.lastTickMs] ?? 0);
    }
    for (const { symbol, message, isRetried } of frame.errors) {
      if (this.#wanted.has(symbol)) this.get(symbol).setError(message, isRetried);
    }
    for (const { symbol, state, detail, sinceMs } of frame.feeds) {
      if (this.#wanted.has(symbol)) this.get(symbol).setFeed({ state, detail, sinceMs });
    }
    for (const { symbol, closes } of frame.sparklines) {
      if (this.#wanted.has(symbol)) this.get(symbol).setSparkline(closes);
    }
  }
}
