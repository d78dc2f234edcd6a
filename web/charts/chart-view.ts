/** Keeps a scene's view and value ranges in step with its bars and with what the user does. */
import { spanExtremes, visibleSpan, type BarExtremes } from '../model/chart-bar-span.ts';
import {
  nextRange,
  PRICE_RANGE_RULE,
  sameRange,
  VOLUME_RANGE_RULE,
} from '../model/chart-value-range.ts';
import {
  fitViewport,
  followNewest,
  goLive,
  liveAnchor,
  liveViewport,
  panViewport,
  revealTime,
  zoomViewport,
  type TimeBounds,
  type Viewport,
} from '../model/viewport.ts';
import type { Scene } from './scene.ts';

/** After this long without a frame the value ranges are formed anew, ms. */
const IDLE_MS = 5_000;

/** Moves a scene's view; says what has to be drawn again. */
export class ChartView {
  readonly #scene: Scene;
  readonly #spacing: number;
  #version = -1;
  #historyVersion = -1;
  #lastMs: number | null = null;
  #extremes: BarExtremes | null = null;
  #isMoved = false;
  #isRefit = true;
  #plotWidth = 0;
  #syncedMs = -Infinity;

  /** @param spacing Usual width of a bar slot, CSS pixels. */
  constructor(scene: Scene, spacing: number) {
    this.#scene = scene;
    this.#spacing = spacing;
  }

  /** Times the view must stay near to; null without bars. */
  get bounds(): TimeBounds | null {
    const { bars, intervalMs } = this.#scene;
    if (bars.length === 0) return null;
    const firstMs = bars.openTimeMs[bars.start] ?? 0;
    return { firstMs, lastMs: bars.openTimeMs[bars.end - 1] ?? 0, intervalMs };
  }

  /** Width of the plot, CSS pixels. */
  get plotWidth(): number {
    return this.#plotWidth;
  }

  /** Bar slots across the plot at the usual zoom. */
  get usualSlots(): number {
    return Math.max(1, this.#plotWidth / this.#spacing);
  }

  /** Other bars: everything is found anew. */
  reset(): void {
    this.#version = -1;
    this.#historyVersion = -1;
    this.#lastMs = null;
    this.#extremes = null;
    this.#isRefit = true;
    this.#scene.priceRange = null;
    this.#scene.volumeRange = null;
  }

  /** Goes back to the newest bar at the same zoom. */
  goLive(): void {
    this.#move((view, bounds) => goLive(view, bounds));
  }

  /** Goes back to the newest bar at the usual zoom. */
  goUsual(): void {
    this.#move((_view, bounds) => liveViewport(bounds, this.usualSlots));
  }

  /** Shows all bars. */
  fitAll(): void {
    this.#move((_view, bounds) => fitViewport(bounds, this.usualSlots / 4));
  }

  /** Moves the content by CSS pixels; positive: to the right. */
  pan(dx: number): void {
    const width = this.#plotWidth;
    if (width <= 0) return;
    this.#move((view, bounds) => {
      return panViewport(view, (-dx * (view.toMs - view.fromMs)) / width, bounds);
    });
  }

  /**
   * Scales the span of time.
   *
   * @param x         Place of the pointer, CSS pixels; null: the middle of the plot.
   * @param isAtPoint Scales about that place even while live.
   */
  zoom(factor: number, x: number | null, isAtPoint = false): void {
    this.#move((view, bounds) => {
      const share = x === null || this.#plotWidth <= 0 ? 0.5 : x / this.#plotWidth;
      const pointMs = view.fromMs + share * (view.toMs - view.fromMs);
      const anchorMs = isAtPoint ? pointMs : liveAnchor(view, pointMs, bounds);
      return zoomViewport(view, factor, anchorMs, bounds);
    });
  }

  /** Moves just so far that a time is in sight; null for none. */
  reveal(timeMs: number | null): void {
    if (timeMs !== null) this.#move((view, bounds) => revealTime(view, timeMs, bounds));
  }

  /** Takes a new width of the plot in CSS pixels: bars keep their width, the newest keeps its place. */
  setPlotWidth(width: number): void {
    const { view } = this.#scene;
    const before = this.#plotWidth;
    this.#plotWidth = width;
    if (before <= 0 || width <= 0 || this.#lastMs === null || before === width) return;
    const span = ((view.toMs - view.fromMs) * width) / before;
    this.#scene.view = { ...view, fromMs: view.toMs - span };
    this.#isMoved = true;
  }

  /**
   * Takes in the newest state of the bars.
   *
   * @returns Whether the history must be drawn again, and whether the newest bar.
   */
  sync(nowMs: number): { isHistoryDirty: boolean; isStripDirty: boolean } {
    const scene = this.#scene;
    const { bars } = scene;
    const isChanged = bars.version !== this.#version;
    // Nobody saw the prices of the time between: no reason to leave room for them.
    if (nowMs - this.#syncedMs > IDLE_MS) this.#isRefit = true;
    this.#syncedMs = nowMs;
    let isHistoryDirty = this.#isMoved || bars.historyVersion !== this.#historyVersion;
    this.#version = bars.version;
    this.#historyVersion = bars.historyVersion;
    this.#isMoved = false;
    if (isChanged && this.#follow()) isHistoryDirty = true;
    if (isHistoryDirty) this.#extremes = this.#historyExtremes();
    const isRanged = this.#range(nowMs);
    return { isHistoryDirty: isHistoryDirty || isRanged, isStripDirty: isChanged };
  }

  /** The user moves the view: the ranges fit at once. */
  #move(change: (view: Viewport, bounds: TimeBounds) => Viewport): void {
    const { bounds } = this;
    if (bounds === null) return;
    const { view } = this.#scene;
    const moved = change(view, bounds);
    if (moved === view) return;
    this.#scene.view = moved;
    this.#isMoved = true;
    this.#isRefit = true;
  }

  #follow(): boolean {
    const { bounds } = this;
    const before = this.#lastMs;
    this.#lastMs = bounds?.lastMs ?? null;
    if (bounds === null) {
      this.reset();
      this.#version = this.#scene.bars.version;
      this.#historyVersion = this.#scene.bars.historyVersion;
      return before !== null;
    }
    const { view } = this.#scene;
    if (before === null) this.#scene.view = liveViewport(bounds, this.usualSlots);
    else {
      this.#scene.view = followNewest(view, before, bounds.lastMs);
      // Most of what was in sight is gone: after a sleep the frames' clock may not tell.
      const leapMs = view.isLive ? bounds.lastMs - before : 0;
      if (leapMs > (view.toMs - view.fromMs) / 2) this.#isRefit = true;
    }
    return this.#scene.view !== view;
  }

  #historyExtremes(): BarExtremes {
    const scene = this.#scene;
    const { mergeCount } = scene.barWidths();
    const bars = scene.historyBars(mergeCount);
    const half = (scene.intervalMs * mergeCount) / 2;
    const { start, end } = visibleSpan(bars, scene.view.fromMs, scene.view.toMs, half);
    return spanExtremes(bars, start, end);
  }

  #range(nowMs: number): boolean {
    const scene = this.#scene;
    const { bars, view, intervalMs, priceRange, volumeRange, instrument } = scene;
    let { low, high, volume } = this.#extremes ?? { low: Infinity, high: -Infinity, volume: 0 };
    const last = bars.end - 1;
    const lastMs = this.#lastMs;
    const half = intervalMs / 2;
    if (lastMs !== null && lastMs >= view.fromMs - half && lastMs <= view.toMs + half) {
      low = Math.min(low, bars.low[last] ?? low);
      high = Math.max(high, bars.high[last] ?? high);
      volume = Math.max(volume, bars.volume[last] ?? 0);
    }
    const isEmpty = !(high >= low);
    const refit = this.#isRefit;
    this.#isRefit = false;
    const rule = { ...PRICE_RANGE_RULE, minSpan: 4 * instrument.tickSize };
    const price = isEmpty ? null : { low, high };
    scene.priceRange = nextRange(priceRange, price, rule, nowMs, refit);
    const sizes = isEmpty ? null : { low: 0, high: volume };
    scene.volumeRange = nextRange(volumeRange, sizes, VOLUME_RANGE_RULE, nowMs, refit);
    return !sameRange(priceRange, scene.priceRange) || !sameRange(volumeRange, scene.volumeRange);
  }
}
