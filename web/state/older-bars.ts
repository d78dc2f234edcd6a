/** Fetches the bars before the oldest held one while somebody looks there: one request at a time. */
import type { Interval } from '../../proto/types.ts';
import { backoffDelayMs } from '../client/backoff.ts';
import type { BarColumns } from '../model/bar-columns.ts';
import { parseBarHistory, type BarHistory } from '../model/bar-history.ts';
import type { GapSpan } from '../model/gap-spans.ts';
import type { OlderBarsStatus, ShownSpan } from './dashboard.ts';
import { HttpError, type PageEnvironment } from './page-environment.ts';

/** Bars that are kept while the chart follows the newest one. */
export const LIVE_BAR_CAPACITY = 5_000;
/** Bars that are kept while one looks back: about 1.2 MB. */
export const SCROLLED_BAR_CAPACITY = 20_000;
/** Fewest and most bars of a request. */
const PAGE_BARS = { min: 1_000, max: 5_000 } as const;
/** A request without an answer is given up after this, ms. */
const REQUEST_LIMIT_MS = 10_000;
/** Shortest wait after a failure, ms. */
const RETRY_MIN_MS = 500;
/** Who comes back to the newest bar often looks back again: older ones go after this, ms. */
const TRIM_AFTER_MS = 30_000;

interface Series {
  readonly symbol: string;
  readonly interval: Interval;
}

/** Keeps one screen more than is shown; what the server lacks or fails to give is said, and retried. */
export class OlderBars {
  readonly #environment: PageEnvironment;
  readonly #columns: BarColumns;
  readonly #onMerged: (gaps: readonly GapSpan[]) => void;
  readonly #onStatus: (status: OlderBarsStatus) => void;
  #series: Series | null = null;
  #shown: ShownSpan | null = null;
  #request: AbortController | null = null;
  #cancelRetry: (() => void) | null = null;
  #cancelTrim: (() => void) | null = null;
  #isReachable = true;
  /** Open time of the oldest bar that there is, once the server has said that none is older. */
  #startMs = -Infinity;
  /** Requests in a row that brought nothing: the waits grow with them. */
  #attempts = 0;
  /** Whether the last of them failed; an answer that came too late to join on is no failure. */
  #hasFailed = false;
  /** The server said that asking again is useless. */
  #isRefused = false;

  /**
   * @param columns  Written by the owner as well, who then says `replaced`.
   * @param onMerged Called when older bars are in the columns, with the spans in which they lack data.
   * @param onStatus Called with what is to be shown at the left edge, whenever it may have changed.
   */
  constructor(
    environment: PageEnvironment,
    columns: BarColumns,
    onMerged: (gaps: readonly GapSpan[]) => void,
    onStatus: (status: OlderBarsStatus) => void,
  ) {
    this.#environment = environment;
    this.#columns = columns;
    this.#onMerged = onMerged;
    this.#onStatus = onStatus;
  }

  /** Turns to another series; null: to none. What is under way is given up. */
  show(series: Series | null): void {
    this.#series = series;
    this.#shown = null;
    this.replaced();
  }

  /** The columns hold other bars than before: all that was known of their left end is void. */
  replaced(): void {
    this.stop();
    this.#startMs = -Infinity;
    this.#isRefused = false;
    this.#forgetFailures();
    if (this.#columns.length <= LIVE_BAR_CAPACITY) this.#columns.setCapacity(LIVE_BAR_CAPACITY);
    this.check();
  }

  /** Says what the chart shows; null: there is no chart. */
  look(shown: ShownSpan | null): void {
    this.#shown = shown;
    this.check();
  }

  /** Asks at once for what could not be had, whatever is known of the server. */
  retry(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#forgetFailures();
    this.#isRefused = false;
    if (this.#request === null && this.#isMissing()) void this.#fetch();
    this.#onStatus(this.#status());
  }

  /** Says whether the server can be expected to answer; while it cannot, it is not asked. */
  setReachable(isReachable: boolean): void {
    if (isReachable === this.#isReachable) return;
    this.#isReachable = isReachable;
    // What has failed may have failed for want of the server: it need not wait.
    if (isReachable && this.#attempts > 0) this.retry();
    else this.check();
  }

  /** Looks whether something is to be done. */
  check(): void {
    this.#planTrim();
    if (this.#mayAsk() && this.#isMissing()) void this.#fetch();
    this.#onStatus(this.#status());
  }

  stop(): void {
    this.#request?.abort();
    this.#request = null;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#cancelTrim?.();
    this.#cancelTrim = null;
  }

  get #firstMs(): number {
    return this.#columns.openTimeMs[this.#columns.start] ?? 0;
  }

  /** The bars where the market begins may have fallen out since they were found. */
  get #isAtStart(): boolean {
    return this.#firstMs <= this.#startMs;
  }

  /** Whether less than one more screen is left of what there may be. */
  #isMissing(): boolean {
    const shown = this.#shown;
    const { length } = this.#columns;
    if (shown === null || length === 0 || length >= SCROLLED_BAR_CAPACITY) return false;
    return !this.#isAtStart && shown.fromMs - this.#firstMs < shown.toMs - shown.fromMs;
  }

  #mayAsk(): boolean {
    const isFree = this.#request === null && this.#cancelRetry === null && !this.#isRefused;
    return isFree && this.#isReachable && this.#environment.isVisible();
  }

  #status(): OlderBarsStatus {
    const shown = this.#shown;
    const { length } = this.#columns;
    if (shown === null || length === 0 || shown.fromMs >= this.#firstMs) return 'hidden';
    if (this.#hasFailed) return 'failed';
    if (this.#request !== null || this.#cancelRetry !== null) return 'loading';
    // A young market fills its first screen live: nobody scrolled there to see where it begins.
    if (shown.isLive) return 'hidden';
    if (length >= SCROLLED_BAR_CAPACITY) return 'full';
    if (this.#isAtStart) return 'start';
    return this.#isReachable ? 'hidden' : 'away';
  }

  async #fetch(): Promise<void> {
    const series = this.#series;
    if (series === null) return;
    const request = new AbortController();
    this.#request = request;
    // While the answer is under way no bar may fall out, or the answer would not join on any more.
    this.#columns.setCapacity(SCROLLED_BAR_CAPACITY);
    const beforeMs = this.#firstMs;
    const cancelLimit = this.#environment.startTimer(() => {
      this.#fail(request, true);
    }, REQUEST_LIMIT_MS);
    try {
      const path = `/api/bars?${this.#query(series, beforeMs)}`;
      const answer = await this.#environment.fetchJson(path, request.signal);
      if (request !== this.#request) return;
      const history = parseBarHistory(answer, beforeMs);
      this.#request = null;
      this.#hasFailed = false;
      if (this.#merge(history, beforeMs)) this.#attempts = 0;
      else this.#wait();
      this.check();
    } catch (error) {
      // An answer that cannot be read may come from a server that is about to be replaced.
      this.#fail(request, !(error instanceof HttpError && error.isFinal));
    } finally {
      cancelLimit();
    }
  }

  #query({ symbol, interval }: Series, beforeMs: number): string {
    const { length, openTimeMs, start, end } = this.#columns;
    const shown = this.#shown;
    const spanMs = shown === null ? 0 : shown.toMs - shown.fromMs;
    // Bars on the screen by their mean distance: a chart that is zoomed out needs larger pages.
    const stepMs =
      ((openTimeMs[end - 1] ?? 0) - (openTimeMs[start] ?? 0)) / Math.max(1, length - 1);
    const onScreen = stepMs > 0 ? Math.ceil(spanMs / stepMs) : 0;
    const count = Math.min(
      Math.max(PAGE_BARS.min, Math.min(PAGE_BARS.max, 2 * onScreen)),
      SCROLLED_BAR_CAPACITY - length,
    );
    return new URLSearchParams({
      symbol,
      interval,
      to: String(beforeMs),
      limit: String(count),
    }).toString();
  }

  /** Returns whether the bars could be taken in. */
  #merge({ bars, hasOlder, gaps }: BarHistory, beforeMs: number): boolean {
    // The oldest bar is another one meanwhile: these would leave a hole before it.
    if (this.#firstMs !== beforeMs) return false;
    const count = bars.openTimeMs.length;
    if (count > 0) this.#columns.merge(bars);
    // A page without bars can only be the last one, or the same would be asked for for ever.
    if (!hasOlder || count === 0) this.#startMs = this.#firstMs;
    if (count > 0 || gaps.length > 0) this.#onMerged(gaps);
    return true;
  }

  /** A request came to nothing; one that was given up before concerns nobody. */
  #fail(request: AbortController, isRetried: boolean): void {
    if (request !== this.#request) return;
    this.#request = null;
    request.abort();
    this.#hasFailed = true;
    this.#isRefused = !isRetried;
    if (isRetried) this.#wait();
    this.check();
  }

  /** Lets some time go by before the next request, each time more. */
  #wait(): void {
    this.#attempts += 1;
    const delayMs = backoffDelayMs(this.#attempts, Infinity, this.#environment.random());
    this.#cancelRetry = this.#environment.startTimer(() => {
      this.#cancelRetry = null;
      this.check();
    }, RETRY_MIN_MS + delayMs);
  }

  #forgetFailures(): void {
    this.#attempts = 0;
    this.#hasFailed = false;
  }

  /** Back at the newest bar, and with all that is shown among those that stay. */
  #isTrimmable(): boolean {
    const { length, openTimeMs, end } = this.#columns;
    if (length <= LIVE_BAR_CAPACITY) return false;
    const shown = this.#shown;
    if (shown === null) return true;
    const keptFromMs = openTimeMs[end - LIVE_BAR_CAPACITY] ?? 0;
    return shown.isLive && shown.fromMs - keptFromMs >= shown.toMs - shown.fromMs;
  }

  #planTrim(): void {
    if (!this.#isTrimmable()) {
      this.#cancelTrim?.();
      this.#cancelTrim = null;
      return;
    }
    this.#cancelTrim ??= this.#environment.startTimer(() => {
      this.#cancelTrim = null;
      if (!this.#isTrimmable()) return;
      this.#columns.setCapacity(LIVE_BAR_CAPACITY);
      this.replaced();
    }, TRIM_AFTER_MS);
  }
}
