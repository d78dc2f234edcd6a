/** Bars of the selected symbol and interval; charts listen, nothing in here is proxied. */
import type { Interval } from '../../proto/types.ts';
import type { BarsChange } from '../client/link.ts';
import { BarColumns, type BarArrays } from '../model/bar-columns.ts';
import { mergeGapSpans, type GapSpan } from '../model/gap-spans.ts';
import { BAR_FIELDS } from '../model/chart-bar-check.ts';
import type { BarStore, OlderBarsStatus, ShownSpan } from './dashboard.ts';
import { Listeners } from './listeners.ts';
import { LIVE_BAR_CAPACITY, OlderBars } from './older-bars.ts';
import type { PageEnvironment } from './page-environment.ts';

/** Holds one series at a time. */
export class BarState implements BarStore {
  readonly columns = new BarColumns(LIVE_BAR_CAPACITY);
  readonly #listeners = new Listeners();
  readonly #olderBars: OlderBars;
  #status: BarStore['status'] = $state('loading');
  #older: OlderBarsStatus = $state('hidden');
  #olderGaps: readonly GapSpan[] = $state.raw([]);
  #symbol = '';
  #interval: Interval = '1s';

  constructor(environment: PageEnvironment) {
    this.#olderBars = new OlderBars(
      environment,
      this.columns,
      (gaps) => {
        this.#olderGaps = mergeGapSpans(this.#olderGaps, gaps);
        this.#listeners.tell();
      },
      (status) => {
        this.#older = status;
      },
    );
  }

  get status(): BarStore['status'] {
    return this.#status;
  }
  get older(): OlderBarsStatus {
    return this.#older;
  }

  /** Spans in which the older bars lack data, beside those that the stream tells of; oldest first. */
  get olderGaps(): readonly GapSpan[] {
    return this.#olderGaps;
  }

  onChange(callback: () => void): () => void {
    return this.#listeners.add(callback);
  }

  look(shown: ShownSpan | null): void {
    this.#olderBars.look(shown);
  }

  retryOlder(): void {
    this.#olderBars.retry();
  }

  /** Says whether the server can be expected to answer. */
  setReachable(isReachable: boolean): void {
    this.#olderBars.setReachable(isReachable);
  }

  /** Goes on with what had to wait for the page to be seen. */
  resumeOlder(): void {
    this.#olderBars.check();
  }

  stop(): void {
    this.#olderBars.stop();
  }

  /** Empties the store for another series; the same one changes nothing. */
  show(symbol: string, interval: Interval): void {
    if (symbol === this.#symbol && interval === this.#interval) return;
    this.#symbol = symbol;
    this.#interval = interval;
    this.columns.clear();
    this.#status = 'loading';
    this.#olderGaps = [];
    this.#olderBars.show(symbol === '' ? null : { symbol, interval });
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
    const bars = columnsOf(change);
    if (change.isHistory) {
      const older = this.#olderThan(bars);
      this.columns.clear();
      if (older !== null) this.columns.merge(older);
      this.columns.merge(bars);
      if (older !== null) return;
      this.#olderGaps = [];
      this.#olderBars.replaced();
      return;
    }
    for (let row = 0; row < change.count; row++) {
      this.columns.upsert({
        openTimeMs: bars.openTimeMs[row] ?? 0,
        open: bars.open[row] ?? 0,
        high: bars.high[row] ?? 0,
        low: bars.low[row] ?? 0,
        close: bars.close[row] ?? 0,
        volume: bars.volume[row] ?? 0,
      });
    }
  }

  /**
   * The held bars before a history that joins on to them: who has scrolled back keeps them. Null
   * when it does not, and there would be a hole, or bars of another market, in front of it.
   */
  #olderThan(history: Columns): Columns | null {
    const { columns } = this;
    const firstMs = history.openTimeMs[0];
    if (firstMs === undefined) return null;
    const index = columns.indexAtOrBefore(firstMs);
    const held = columns.at(index < 0 ? columns.length : index);
    if (held === undefined) return null;
    if (BAR_FIELDS.some((name) => held[name] !== history[name][0])) return null;
    const end = columns.start + index;
    return mapColumns((name) => columns[name].slice(columns.start, end));
  }
}

type Columns = Readonly<Record<keyof BarArrays, Float64Array>>;

function columnsOf({ columns, count }: BarsChange): Columns {
  return mapColumns((_, column) => columns.subarray(column * count, (column + 1) * count));
}

function mapColumns(
  read: (name: (typeof BAR_FIELDS)[number], column: number) => Float64Array,
): Columns {
  const entries = BAR_FIELDS.map((name, column) => [name, read(name, column)] as const);
  return Object.fromEntries(entries) as Record<keyof BarArrays, Float64Array>;
}
