/** Which symbol has which row, and which wire id means which symbol on this connection. */
import type { SymbolInfo } from '../../proto/frames.ts';
import type { SymbolId } from '../../proto/types.ts';

/** One wanted symbol. */
export interface SymbolEntry {
  readonly symbol: string;
  /** Row of its values, 0..; free rows are used again. */
  readonly index: number;
  /** As the server last described it; undefined: not yet. Kept when the connection is lost. */
  info: SymbolInfo | undefined;
}

/** Keeps an entry for each wanted symbol; ids hold for one connection only. */
export class SymbolTable {
  readonly #bySymbol = new Map<string, SymbolEntry>();
  readonly #byId = new Map<SymbolId, SymbolEntry>();
  readonly #free: number[] = [];
  #rows = 0;

  /** Entries of all wanted symbols. */
  get entries(): Iterable<SymbolEntry> {
    return this.#bySymbol.values();
  }

  /** Count of wanted symbols. */
  get size(): number {
    return this.#bySymbol.size;
  }

  get(symbol: string): SymbolEntry | undefined {
    return this.#bySymbol.get(symbol);
  }

  /** The symbol of a wire id; undefined: not ours, or no longer wanted. */
  byId(id: SymbolId): SymbolEntry | undefined {
    return this.#byId.get(id);
  }

  /** Makes an entry, or returns the one that is there. */
  add(symbol: string): SymbolEntry {
    const known = this.#bySymbol.get(symbol);
    if (known) return known;
    const entry: SymbolEntry = { symbol, index: this.#free.pop() ?? this.#rows++, info: undefined };
    this.#bySymbol.set(symbol, entry);
    return entry;
  }

  remove(symbol: string): void {
    const entry = this.#bySymbol.get(symbol);
    if (!entry) return;
    this.#bySymbol.delete(symbol);
    if (entry.info) this.#byId.delete(entry.info.symbolId);
    this.#free.push(entry.index);
  }

  /**
   * Takes a line of the server's symbol table.
   *
   * @returns The entry; undefined if the symbol is not wanted (any more).
   */
  describe(info: SymbolInfo): SymbolEntry | undefined {
    const entry = this.#bySymbol.get(info.symbol);
    if (!entry) return undefined;
    entry.info = info;
    this.#byId.set(info.symbolId, entry);
    return entry;
  }

  /** Forgets the ids: another server counts differently. */
  reconnected(): void {
    this.#byId.clear();
  }
}
