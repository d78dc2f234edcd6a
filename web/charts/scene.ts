/** What a chart shows at this moment: the one place that axes, controllers and layers read from. */
import { BarColumns, type BarView } from '../model/bar-columns.ts';
import { mergeBars } from '../model/chart-bar-span.ts';
import {
  barWidths,
  paneFrame,
  type BarWidths,
  type PaneEdges,
  type PaneFrame,
} from '../model/chart-geometry.ts';
import type { ZoneClock } from '../model/chart-time-zone.ts';
import type { ValueRange } from '../model/chart-value-range.ts';
import { priceFormatter, type PriceFormatter } from '../model/price-format.ts';
import type { GapSpan } from '../model/gap-spans.ts';
import type { Viewport } from '../model/viewport.ts';
import type { ChartPalette } from './palette.ts';

/** How prices are drawn. */
export type ChartKind = 'candle' | 'ohlc' | 'line' | 'area';

/** How to read and print an instrument's numbers. */
export interface ChartInstrument {
  /** Decimals by which prices are scaled, 0..12. */
  readonly priceDecimals: number;
  /** Decimals by which sizes are scaled, 0..12. */
  readonly sizeDecimals: number;
  /** Smallest price step, scaled, >= 1. */
  readonly tickSize: number;
}

/** A span without data; its times are those of trades, not of places on the axis. */
export interface GapBand extends GapSpan {
  /** Shown at the top of the band where it fits; empty for none. */
  readonly label: string;
}

export const PRICE_AXIS_WIDTH = 72;
export const TIME_AXIS_HEIGHT = 24;

/** Mutable state of one chart; the surface writes it, everything that draws reads it. */
export class Scene {
  bars = new BarColumns(1);
  intervalMs: number;
  kind: ChartKind;
  palette: ChartPalette;
  clock: ZoneClock;
  locale: string | undefined;
  gaps: readonly GapBand[] = [];
  isStale = false;
  /** Second line of the price tag, e.g. the time to the bar's close; empty for none. */
  tagNote = '';
  /** Whether Chart.js may lay out but not draw. */
  isLayoutOnly = false;
  view: Viewport = { fromMs: 0, toMs: 1, isLive: true };
  priceRange: ValueRange | null = null;
  volumeRange: ValueRange | null = null;
  devicePixelRatio = 1;
  /** Width of the price axis, CSS pixels. */
  axisWidth = PRICE_AXIS_WIDTH;
  /** Edges of the panes in device pixels, set by the axes at layout. */
  pricePane: PaneEdges = { left: 0, right: 0, top: 0, bottom: 0 };
  volumePane: PaneEdges = { left: 0, right: 0, top: 0, bottom: 0 };
  /** Rows of the price labels as last drawn, device pixels: a tag covers those that it touches. */
  priceLabelRows: readonly number[] = [];
  formatPrice: PriceFormatter;
  #instrument: ChartInstrument;
  #merged: BarView | null = null;
  #mergedKey = '';

  constructor(start: {
    readonly instrument: ChartInstrument;
    readonly intervalMs: number;
    readonly kind: ChartKind;
    readonly palette: ChartPalette;
    readonly clock: ZoneClock;
    readonly locale: string | undefined;
  }) {
    this.#instrument = start.instrument;
    this.intervalMs = start.intervalMs;
    this.kind = start.kind;
    this.palette = start.palette;
    this.clock = start.clock;
    this.locale = start.locale;
    this.formatPrice = priceFormatter({ ...start.instrument, locale: start.locale });
  }

  get instrument(): ChartInstrument {
    return this.#instrument;
  }
  set instrument(instrument: ChartInstrument) {
    this.#instrument = instrument;
    this.formatPrice = priceFormatter({ ...instrument, locale: this.locale });
  }

  /** Where a trade's time lies on the axis: bars stand in the middle of their slots, which begin before. */
  get slotShiftMs(): number {
    return -this.intervalMs / 2;
  }

  /** Index after the last bar of the history canvas: the newest bar is the live strip's. */
  get historyEnd(): number {
    return Math.max(this.bars.start, this.bars.end - 1);
  }

  /** The price pane with its values; null while there is nothing to show. */
  priceFrame(): PaneFrame | null {
    return this.priceRange && paneFrame(this.pricePane, this.view, this.priceRange);
  }

  /** The volume pane with its values; null while there is nothing to show. */
  volumeFrame(): PaneFrame | null {
    return this.volumeRange && paneFrame(this.volumePane, this.view, this.volumeRange);
  }

  /** Device pixels from bar to bar. */
  get spacing(): number {
    const { left, right } = this.pricePane;
    return ((right - left) * this.intervalMs) / (this.view.toMs - this.view.fromMs);
  }

  /** Widths of bars at the present zoom. */
  barWidths(): BarWidths {
    return barWidths(this.spacing, this.devicePixelRatio);
  }

  /** The history bars, merged where they are narrower than half a pixel. */
  historyBars(mergeCount: number): BarView {
    const { bars, historyEnd } = this;
    if (mergeCount === 1) {
      return {
        openTimeMs: bars.openTimeMs,
        open: bars.open,
        high: bars.high,
        low: bars.low,
        close: bars.close,
        volume: bars.volume,
        start: bars.start,
        end: historyEnd,
      };
    }
    const key = `${bars.historyVersion}/${mergeCount}/${this.intervalMs}`;
    if (this.#merged === null || key !== this.#mergedKey) {
      this.#merged = mergeBars(bars, historyEnd, this.intervalMs, mergeCount);
      this.#mergedKey = key;
    }
    return this.#merged;
  }

  /** Forgets what was computed from bars that are no longer shown. */
  resetBars(bars: BarColumns): void {
    this.bars = bars;
    this.#merged = null;
    this.#mergedKey = '';
  }
}

const scenes = new WeakMap<HTMLCanvasElement, Scene>();

/** Ties a scene to the canvas of its chart, before the chart is made. */
export function bindScene(canvas: HTMLCanvasElement, scene: Scene): void {
  scenes.set(canvas, scene);
}

/** The scene of a chart's canvas. */
export function sceneOf(canvas: HTMLCanvasElement): Scene {
  const scene = scenes.get(canvas);
  if (scene === undefined) {
    throw new Error(
      'Expected a canvas made by createPriceChart, got one without a scene; make charts through createPriceChart.',
    );
  }
  return scene;
}
