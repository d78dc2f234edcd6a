/** A dashboard over made-up prices: moves only when `step` is called, same seed same walk. */
import { INTERVAL_MS } from '../../../../proto/types.ts';
import { BarColumns } from '../../../../web/model/bar-columns.ts';
import type { GapSpan } from '../../../../web/model/gap-spans.ts';
import type { BarStore, Dashboard, OlderBarsStatus } from '../../../../web/state/dashboard.ts';
import type {
  BookView,
  ConnectionView,
  InstrumentView,
  Preferences,
} from '../../../../web/state/views.ts';
import { demoInstruments, demoPrice } from './demo-instruments.ts';
import { DemoSymbol, type DemoRandom } from './demo-symbol.svelte.ts';

export interface DemoOptions {
  readonly seed: number;
  readonly instrumentCount: number;
  readonly watchlistSize: number;
  readonly connection: (nowMs: number) => ConnectionView;
  /** False: no values yet, as before the first snapshot. */
  readonly areValuesKnown: boolean;
  readonly preferences: Partial<Preferences>;
}

const HISTORY_BARS = 500;
const TAPE_LENGTH = 500;

/** Small seeded generator (mulberry32). */
export function demoRandom(seed: number): DemoRandom {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class DemoDashboard implements Dashboard {
  connection = $state.raw<ConnectionView>(undefined as unknown as ConnectionView);
  instruments = $state.raw<readonly InstrumentView[]>([]);
  preferences = $state.raw<Preferences>(undefined as unknown as Preferences);
  book = $state.raw<BookView>({ depth: null, trades: [], skipped: 0, skips: [] });
  gaps = $state.raw<readonly GapSpan[]>([]);
  /** What stands at the left edge of the bars. */
  older = $state<OlderBarsStatus>('hidden');
  nowMs = $state(Date.now());
  drawnFramesPerSecond = $state(60);
  readonly bars: BarStore;
  /** Calls that change nothing in here, for tests. */
  readonly calls: string[] = [];
  readonly #options: DemoOptions;
  readonly #random: DemoRandom;
  #symbols: readonly DemoSymbol[] = [];
  readonly #columns = new BarColumns();
  #listeners: readonly (() => void)[] = [];
  #status = $state<BarStore['status']>('loading');
  #secondMs = 0;
  #frames = 0;
  #tradeCount = 0;

  constructor(options: DemoOptions) {
    this.#options = options;
    this.#random = demoRandom(options.seed);
    this.instruments = demoInstruments(options.instrumentCount);
    const watchlist = this.instruments.slice(0, options.watchlistSize).map(({ symbol }) => symbol);
    this.preferences = {
      watchlist,
      selected: watchlist[0] ?? '',
      interval: '1m',
      chartKind: 'candle',
      theme: 'dark',
      palette: 'classic',
      timeZone: 'UTC',
      density: 'comfortable',
      tierMs: 0,
      watchlistWidth: 312,
      bookWidth: 288,
      ...options.preferences,
    };
    this.connection = options.connection(this.nowMs);
    const status = (): BarStore['status'] => this.#status;
    const older = (): OlderBarsStatus => this.older;
    this.bars = {
      columns: this.#columns,
      get status() {
        return status();
      },
      get older() {
        return older();
      },
      look: () => undefined,
      retryOlder: () => {
        this.calls.push('retryOlder');
      },
      onChange: (callback) => {
        this.#listeners = [...this.#listeners, callback];
        return () => {
          this.#listeners = this.#listeners.filter((listener) => listener !== callback);
        };
      },
    };
    this.#showSelection();
  }

  symbol(symbol: string): DemoSymbol {
    let store = this.#symbols.find((candidate) => candidate.symbol === symbol);
    if (!store) {
      const instrument = this.instruments.find((item) => item.symbol === symbol) ?? null;
      store = new DemoSymbol(symbol, instrument, this.#random, this.nowMs, {
        price: instrument ? demoPrice(instrument) : 0,
        isKnown: this.#options.areValuesKnown,
        isFrozen: this.connection.state !== 'live' && this.connection.state !== 'slow',
      });
      this.#symbols = [...this.#symbols, store];
    }
    return store;
  }

  /** Moves `changes` symbols and the clock; the selected symbol moves every time. */
  step(nowMs: number, changes: number): void {
    this.#frames += 1;
    if (nowMs - this.#secondMs >= 1_000) {
      this.drawnFramesPerSecond = this.#secondMs === 0 ? 60 : this.#frames;
      this.#frames = 0;
      this.#secondMs = nowMs;
      this.nowMs = nowMs;
      this.connection = this.#options.connection(nowMs);
      for (const store of this.#symbols) store.second();
    }
    if (this.connection.state !== 'live' && this.connection.state !== 'slow') return;
    const { watchlist, selected } = this.preferences;
    // The last symbol is silent, so that the page always has a stale one.
    for (let i = 0; i < changes; i += 1) {
      const at = Math.floor(this.#random() * Math.max(1, watchlist.length - 1));
      this.symbol(watchlist[at] ?? selected).tick(nowMs);
    }
    if (this.#frames % 8 === 0) this.#tradeSelected(nowMs);
  }

  setPreferences(change: Partial<Preferences>): void {
    const before = this.preferences;
    this.preferences = { ...before, ...change };
    const { selected, interval } = this.preferences;
    if (selected !== before.selected || interval !== before.interval) this.#showSelection();
  }
  addSymbol(symbol: string): void {
    this.setPreferences({ watchlist: [...this.preferences.watchlist, symbol] });
  }
  removeSymbol(symbol: string): void {
    const watchlist = this.preferences.watchlist.filter((item) => item !== symbol);
    this.setPreferences({ watchlist });
  }
  moveSymbol(symbol: string, toIndex: number): void {
    const watchlist = this.preferences.watchlist.filter((item) => item !== symbol);
    watchlist.splice(toIndex, 0, symbol);
    this.setPreferences({ watchlist });
  }
  select(symbol: string): void {
    this.setPreferences({ selected: symbol });
  }
  retryNow(): void {
    this.calls.push('retryNow');
  }
  refreshInstruments(): void {
    this.calls.push('refreshInstruments');
  }
  destroy(): void {
    this.#listeners = [];
  }

  #showSelection(): void {
    this.#columns.clear();
    this.book = { depth: null, trades: [], skipped: 0, skips: [] };
    this.#status = 'loading';
    const { selected, interval } = this.preferences;
    const store = selected === '' ? undefined : this.symbol(selected);
    if (store && this.#options.areValuesKnown && store.view.error === '') {
      for (const bar of store.history(HISTORY_BARS, INTERVAL_MS[interval], this.nowMs)) {
        this.#columns.upsert(bar);
      }
      this.#status = 'ready';
      const trades = Array.from({ length: 40 }, (_, i) => {
        const trade = store.trade(this.nowMs - (40 - i) * 700, i);
        return trade;
      }).reverse();
      this.book = { depth: store.depth(), trades, skipped: 0, skips: [] };
      this.#tradeCount = trades.length;
    }
    for (const callback of this.#listeners) callback();
  }

  #tradeSelected(nowMs: number): void {
    const { selected, interval } = this.preferences;
    if (selected === '' || this.#status !== 'ready') return;
    const store = this.symbol(selected);
    store.tick(nowMs);
    const trade = store.trade(nowMs, (this.#tradeCount += 1));
    const intervalMs = INTERVAL_MS[interval];
    const openTimeMs = Math.floor(nowMs / intervalMs) * intervalMs;
    const bar = this.#columns.at(-1);
    const isOpen = bar?.openTimeMs === openTimeMs;
    this.#columns.upsert({
      openTimeMs,
      open: isOpen ? bar.open : trade.price,
      high: isOpen ? Math.max(bar.high, trade.price) : trade.price,
      low: isOpen ? Math.min(bar.low, trade.price) : trade.price,
      close: trade.price,
      volume: (isOpen ? bar.volume : 0) + trade.size,
    });
    this.book = {
      depth: store.depth(),
      trades: [trade, ...this.book.trades].slice(0, TAPE_LENGTH),
      skipped: this.book.skipped,
      skips: this.book.skips,
    };
    for (const callback of this.#listeners) callback();
  }
}
