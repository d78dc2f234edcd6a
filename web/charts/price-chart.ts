/** The chart that pages mount: its options, its methods, and what it tells its listeners. */
import type { BarColumns, BarRow } from '../model/bar-columns.ts';
import { ChartSurface } from './chart-surface.ts';
import type { FrameScheduler } from './frame-scheduler.ts';
import type { ChartPalette } from './palette.ts';
import type { ChartInstrument, ChartKind, GapBand } from './scene.ts';

/** What a chart needs to begin with; each can be changed later by a `set` method. */
export interface PriceChartOptions {
  readonly instrument: ChartInstrument;
  /** Length of a bar, milliseconds, > 0. */
  readonly intervalMs: number;
  readonly palette: ChartPalette;
  /** Absent: `candle`. */
  readonly kind?: ChartKind;
  /** IANA name; absent: the browser's zone. */
  readonly timeZone?: string;
  /** Language of dates and number signs; absent: the browser's. */
  readonly locale?: string;
  /** Element whose key presses move the chart, e.g. the focusable figure; absent: the host. */
  readonly keyTarget?: HTMLElement;
  /** Width of a bar slot when the chart opens and after a reset, CSS pixels; absent: 7. */
  readonly spacing?: number;
  /** Absent: the scheduler that all charts of the page share. */
  readonly scheduler?: FrameScheduler;
  /**
   * How a moved view is drawn: `draw` repaints through Chart.js' `draw()`, at half the cost;
   * `update` takes the long way through `update('none')` and shows the same. Absent: `draw`.
   */
  readonly redraw?: 'draw' | 'update';
}

/** What the legend shows. */
export interface CrosshairInfo {
  /** Position of the bar under the crosshair (0 = oldest held); null: no crosshair. */
  readonly index: number | null;
  /** The bar under the crosshair, or the newest one without a crosshair; null without bars. */
  readonly bar: BarRow | null;
  /** The bar before `bar`, to compare with; null if there is none. */
  readonly previous: BarRow | null;
  /** Price at the pointer on the instrument's grid, scaled; null when the pointer is not over prices. */
  readonly price: number | null;
  /** Spans without data under the crosshair or in its bar, oldest first; empty without a crosshair. */
  readonly gaps: readonly GapBand[];
}

/** What part of the bars is shown. */
export interface ViewportInfo {
  /** UNIX milliseconds at the edges of the plot. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether the chart follows the newest bar. */
  readonly isLive: boolean;
}

/** A mounted chart. */
export interface PriceChart {
  /** Shows other bars (another symbol or interval), live and at the usual zoom. The store stays the caller's. */
  setBars(bars: BarColumns): void;
  /** Says that the store has changed: cheap, drawn once in the next frame. */
  barsChanged(): void;
  setInstrument(instrument: ChartInstrument): void;
  /** @param intervalMs Length of a bar, milliseconds, > 0. Call it before `setBars` of that interval. */
  setInterval(intervalMs: number): void;
  setKind(kind: ChartKind): void;
  setPalette(palette: ChartPalette): void;
  /** @throws {RangeError} When the browser does not know the zone. */
  setTimeZone(timeZone: string): void;
  /** Stale: last price in neutral colour with a dashed line. */
  setStale(isStale: boolean): void;
  /** Spans without data; an empty list for none. */
  setGaps(gaps: readonly GapBand[]): void;
  /** Second line of the price tag, e.g. the time to the bar's close; empty for none. */
  setTagNote(text: string): void;
  /** Goes back to the newest bar and follows it, keeping the zoom. */
  goLive(): void;
  /** Back to the usual zoom, following the newest bar. */
  resetView(): void;
  /** Shows all bars. */
  fitAll(): void;
  /** Scales the time shown; < 1 shows less of it. */
  zoomBy(factor: number): void;
  /** Whether the view follows the newest bar. */
  readonly isLive: boolean;
  readonly viewport: ViewportInfo;
  /** Where a bar of this open time stands, CSS pixels from the left edge of the plot; may be outside. */
  xOf(openTimeMs: number): number;
  /** Puts the crosshair on the bar nearest to a time (linked charts); null hides it. */
  showCrosshair(timeMs: number | null): void;
  /**
   * Calls back in the frame in which the bar in question or its values have changed, and once now.
   *
   * @returns Stops the calls.
   */
  onCrosshair(listener: (info: CrosshairInfo) => void): () => void;
  /**
   * Calls back in the frame in which the view has moved or shows other bars, and once now; never while
   * there are no bars to see.
   *
   * @returns Stops the calls.
   */
  onViewportChange(listener: (info: ViewportInfo) => void): () => void;
  /** A picture of the chart as it is now, background included, for saving. */
  toCanvas(): HTMLCanvasElement;
  /** Takes the chart out of the page and frees everything. Further calls do nothing. */
  destroy(): void;
}

/**
 * Mounts a chart in `host`, which gives it its size; the chart fills it and follows its changes.
 *
 * Nothing is drawn before the next frame, and no frame is asked for while nothing changes.
 *
 * @throws {RangeError} When the time zone is not known or the interval is not > 0.
 */
export function createPriceChart(host: HTMLElement, options: PriceChartOptions): PriceChart {
  return new ChartSurface(host, options);
}
