/** How it stands with each symbol of a live source, told in band whenever it changes; pure. */
import type { FeedState, Status } from '../../proto/types.ts';
import { DataAge } from './data-age.ts';

const MAX_DETAIL_LENGTH = 200;

interface SymbolState {
  readonly symbol: string;
  readonly age: DataAge;
  isConnected: boolean;
  isStale: boolean;
  isResyncing: boolean;
  isHalted: boolean;
  isFatal: boolean;
  told: FeedState | undefined;
  detail: string;
}

/** All symbols of one source. `elapsedMs` is of a clock that never goes back. */
export class SymbolStates {
  readonly #states: ReadonlyMap<string, SymbolState>;
  #untold: { readonly symbol: string; readonly state: FeedState; readonly detail: string }[] = [];

  /** @param staleMs A symbol with younger data is never stale, ms. */
  constructor(symbols: readonly string[], staleMs: number, elapsedMs: number) {
    this.#states = new Map(
      symbols.map((symbol) => [
        symbol,
        {
          symbol,
          age: new DataAge(staleMs, elapsedMs),
          isConnected: false,
          isStale: false,
          isResyncing: false,
          isHalted: false,
          isFatal: false,
          told: undefined,
          detail: '',
        },
      ]),
    );
  }

  /** Symbols that are not given up. */
  get openCount(): number {
    let count = 0;
    for (const { isFatal } of this.#states.values()) if (!isFatal) count += 1;
    return count;
  }

  isFatal(symbol: string): boolean {
    return this.#states.get(symbol)?.isFatal ?? true;
  }

  /** There is no connection for these. */
  connecting(symbols: readonly string[], detail: string): void {
    this.#change(symbols, detail, (state) => {
      state.isConnected = false;
      state.isStale = false;
      state.isResyncing = false;
      // The venue says it again on the next connection, if it still holds.
      state.isHalted = false;
    });
  }

  /** Their subscriptions are confirmed. */
  live(symbols: readonly string[], elapsedMs: number): void {
    this.#change(symbols, '', (state) => {
      if (!state.isConnected) state.age.restart(elapsedMs);
      state.isConnected = true;
    });
  }

  /** Market data of a symbol came. */
  data(symbol: string, elapsedMs: number): void {
    const state = this.#states.get(symbol);
    if (state === undefined) return;
    state.age.data(elapsedMs);
    if (state.isConnected && !state.isStale) return;
    state.isConnected = true;
    state.isStale = false;
    this.#tell(state, '');
  }

  resync(symbol: string, isResyncing: boolean, detail: string): void {
    this.#change([symbol], detail, (state) => {
      state.isResyncing = isResyncing;
    });
  }

  halted(symbols: readonly string[], isHalted: boolean, detail: string): void {
    this.#change(symbols, detail, (state) => {
      state.isHalted = isHalted;
    });
  }

  /** Given up, once and for all. */
  fatal(symbols: readonly string[], detail: string): void {
    this.#change(symbols, detail, (state) => {
      state.isFatal = true;
    });
  }

  /** Looks for symbols without data. */
  check(elapsedMs: number): void {
    for (const state of this.#states.values()) {
      if (!state.isConnected || state.isStale || !state.age.isStale(elapsedMs)) continue;
      state.isStale = true;
      this.#tell(state, 'no data for longer than is usual');
    }
  }

  /**
   * Data of these symbols was published that came before their last change of state: readers take data for a sign of life,
   * so all that is not live is said again.
   */
  repeat(symbols: ReadonlySet<string>): void {
    for (const symbol of symbols) {
      const { told, detail = '' } = this.#states.get(symbol) ?? {};
      if (told === undefined || told === 'live') continue;
      this.#untold.push({ symbol, state: told, detail });
    }
  }

  /** What is to be told since the last call, oldest first. */
  take(receivedTimeMs: number): Status[] {
    if (this.#untold.length === 0) return [];
    const untold = this.#untold;
    this.#untold = [];
    const times = { venueTimeMs: receivedTimeMs, receivedTimeMs };
    return untold.map((one) => ({ kind: 'status', ...one, ...times }));
  }

  #change(symbols: readonly string[], detail: string, change: (state: SymbolState) => void): void {
    for (const symbol of symbols) {
      const state = this.#states.get(symbol);
      if (state === undefined || state.isFatal) continue;
      change(state);
      this.#tell(state, detail);
    }
  }

  #tell(one: SymbolState, detail: string): void {
    const { symbol } = one;
    const state = stateOf(one);
    if (state === one.told) return;
    one.told = state;
    one.detail = detail.slice(0, MAX_DETAIL_LENGTH);
    this.#untold.push({ symbol, state, detail: one.detail });
  }
}

function stateOf(one: SymbolState): FeedState {
  if (one.isFatal) return 'fatal';
  if (!one.isConnected) return 'connecting';
  if (one.isHalted) return 'halted';
  if (one.isResyncing) return 'resync';
  return one.isStale ? 'stale' : 'live';
}
