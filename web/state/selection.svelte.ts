/** The user's choices: effective preferences, their storage, and the address. */
import {
  effectivePreferences,
  formatFragment,
  formatPreferences,
  parseFragment,
  parsePreferences,
  WATCHLIST_LIMIT,
  type ChosenPreferences,
} from './preferences.ts';
import type { PageEnvironment } from './page-environment.ts';
import type { InstrumentView, Preferences } from './views.ts';

/** Key in localStorage. */
export const STORAGE_KEY = 'tickwire.preferences';

/** Holds what the user chose apart from what the defaults add, so that only choices are stored. */
export class Selection {
  readonly #environment: PageEnvironment;
  readonly #onChange: () => void;
  #chosen: ChosenPreferences;
  /** The selection was made in this session or stands in the address: kept even if unknown. */
  #isExplicit: boolean;
  #instruments: readonly InstrumentView[] = [];
  #preferences: Preferences = $state.raw(effectivePreferences({}, [], false));
  readonly #stopListening: () => void;

  /** @param onChange Called after `preferences` was replaced. */
  constructor(environment: PageEnvironment, onChange: () => void) {
    this.#environment = environment;
    this.#onChange = onChange;
    const addressed = parseFragment(environment.fragment());
    this.#chosen = { ...parsePreferences(environment.load(STORAGE_KEY)), ...addressed };
    this.#isExplicit = addressed.selected !== undefined;
    this.#preferences = this.#effective();
    this.#stopListening = environment.onFragmentChange(() => {
      const { selected, interval } = parseFragment(environment.fragment());
      if (selected !== undefined) this.#isExplicit = true;
      this.#choose({ ...(selected && { selected }), ...(interval && { interval }) });
    });
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  /** Takes the server's list: defaults come from it. */
  setInstruments(instruments: readonly InstrumentView[]): void {
    this.#instruments = instruments;
    this.#update();
  }

  set(change: Partial<Preferences>): void {
    if (change.selected !== undefined) this.#isExplicit = true;
    this.#choose(change);
  }

  addSymbol(symbol: string): void {
    const { watchlist } = this.#preferences;
    if (watchlist.includes(symbol) || watchlist.length >= WATCHLIST_LIMIT) return;
    this.#choose({ watchlist: [...watchlist, symbol] });
  }

  /** Removes a row; if it was selected, its neighbour is. */
  removeSymbol(symbol: string): void {
    const { watchlist, selected } = this.#preferences;
    const at = watchlist.indexOf(symbol);
    if (at < 0) return;
    const left = watchlist.filter((other) => other !== symbol);
    const neighbour = left[Math.min(at, left.length - 1)] ?? '';
    this.#choose({ watchlist: left, ...(selected === symbol && { selected: neighbour }) });
  }

  /** @param toIndex Place in the list without the symbol; beyond the ends means the ends. */
  moveSymbol(symbol: string, toIndex: number): void {
    const { watchlist } = this.#preferences;
    if (!watchlist.includes(symbol)) return;
    const moved = watchlist.filter((other) => other !== symbol);
    moved.splice(Math.max(0, toIndex), 0, symbol);
    this.#choose({ watchlist: moved });
  }

  stop(): void {
    this.#stopListening();
  }

  #choose(change: ChosenPreferences): void {
    // Through the same check as stored data, so that nothing is stored that would not be read.
    this.#chosen = parsePreferences(formatPreferences({ ...this.#chosen, ...change }));
    this.#environment.save(STORAGE_KEY, formatPreferences(this.#chosen));
    this.#update();
  }

  #update(): void {
    const next = this.#effective();
    if (JSON.stringify(next) !== JSON.stringify(this.#preferences)) {
      this.#preferences = next;
      this.#onChange();
    }
    this.writeFragment();
  }

  /** Makes the address say what is selected. */
  writeFragment(): void {
    const { selected, interval } = this.#preferences;
    const fragment = formatFragment(selected, interval);
    if (fragment !== '' && fragment !== this.#environment.fragment()) {
      this.#environment.replaceFragment(fragment);
    }
  }

  #effective(): Preferences {
    return effectivePreferences(this.#chosen, this.#instruments, this.#isExplicit);
  }
}
