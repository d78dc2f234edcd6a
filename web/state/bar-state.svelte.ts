/** Bars of the selected symbol and interval; charts listen, nothing in here is proxied. */
import type { Interval } from '../../proto/types.ts';
import type { BarsChange } from '../client/link.ts';
import { BarColumns } from '../model/bar-columns.ts';
import type { BarStore } from './dashboard.ts';
import { Listeners } from './listeners.ts';

const COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Holds one series at a time. */
export class BarState implements BarStore {
  readonly columns = new BarColumns();
  readonly #listeners = new Listeners();
  #status: BarStore['status'] = $state('loading');
  #symbol = '';
  #interval: Interval = '1s';

  get status(): BarStore['status'] {
    return this.#status;
  }

  onChange(callback: () => void): () => void {
    return this.#listeners.add(callback);
  }

  /** Empties the store for another series; the same one changes nothing. */
  show(symbol: string, interval: Interval): void {
    if (symbol === this.#symbol && interval === this.#interval) return;
    this.#symbol = symbol;
    this.#interval = interval;
    this.columns.clear();
    this.#status = 'loading';
    this.#listeners.tell();
  }

  /** Takes the bars of a frame; those of another series, still under way, are left out. */
  apply(changes: readonly BarsChange[]): void {
    let isChanged = false;
    for (const change of changes) {
      if (change.symbol !== this.#symbol || change.interval !== this.#interval) continue;
      // Live bars before the history: they are in it, and alone they would look like all there is.
      if (this.#status === 'loading' && !change.isHistory) continue;
      this.#write(change);
      isChanged = true;
    }
    if (!isChanged) return;
    this.#status = this.columns.length > 0 ? 'ready' : 'empty';
    this.#listeners.tell();
  }

  #write(change: BarsChange): void {
    const [openTimeMs, open, high, low, close, volume] = COLUMNS.map((_, column) =>
      change.columns.subarray(column * change.count, (column + 1) * change.count),
    ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
    if (change.isHistory) {
      this.columns.clear();
      this.columns.merge({ openTimeMs, open, high, low, close, volume });
      return;
    }
    for (let row = 0; row < change.count; row++) {
      this.columns.upsert({
        openTimeMs: openTimeMs[row] ?? 0,
        open: open[row] ?? 0,
        high: high[row] ?? 0,
        low: low[row] ?? 0,
        close: close[row] ?? 0,
        volume: volume[row] ?? 0,
      });
    }
  }
}
