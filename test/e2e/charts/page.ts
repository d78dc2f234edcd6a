/** The page of the chart tests: charts of seeded bars, and counts of what they draw. */
import { Chart } from 'chart.js';
import { chartPalette } from '../../../web/charts/palette.ts';
import {
  createPriceChart,
  type CrosshairInfo,
  type PriceChart,
  type PriceChartOptions,
} from '../../../web/charts/price-chart.ts';
import { drawSparkline } from '../../../web/charts/sparkline.ts';
import type { BarColumns } from '../../../web/model/bar-columns.ts';
import { storeOf, walkBars } from './seeded-bars.ts';

export const MINUTE = 60_000;
export const FIRST_MS = Date.UTC(2026, 1, 20, 4, 0);

/** A chart on the page with its bars and what it has told. */
export interface Mounted {
  readonly chart: PriceChart;
  readonly store: BarColumns;
  readonly heard: CrosshairInfo[];
}

/** How often each canvas has been cleared. */
const clears = new WeakMap<HTMLCanvasElement, number>();

/** Counts each clearing of a canvas: one for each time a layer is drawn. */
function countClears(): void {
  const prototype = CanvasRenderingContext2D.prototype;
  const clearRect = Reflect.get(prototype, 'clearRect');
  prototype.clearRect = function (x, y, width, height) {
    clears.set(this.canvas, (clears.get(this.canvas) ?? 0) + 1);
    clearRect.call(this, x, y, width, height);
  };
}
countClears();

/** Mounts a chart of `count` seeded bars in `#host`. */
function mount(count: number, options: Partial<PriceChartOptions> = {}): Mounted {
  const host = document.getElementById('host');
  if (host === null) throw new Error('Expected #host on the page');
  const bars = {
    count,
    seed: 7,
    firstMs: FIRST_MS,
    intervalMs: MINUTE,
    price: 6_741_250,
    step: 900,
  };
  const store = storeOf(walkBars(bars));
  const chart = createPriceChart(host, {
    instrument: { priceDecimals: 2, sizeDecimals: 6, tickSize: 1 },
    intervalMs: MINUTE,
    palette: chartPalette('dark'),
    timeZone: 'UTC',
    locale: 'en-GB',
    ...options,
  });
  chart.setBars(store);
  const heard: CrosshairInfo[] = [];
  chart.onCrosshair((info) => heard.push(info));
  return { chart, store, heard };
}

/** Resolves when frames that were asked for have been drawn. */
async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** How often each layer has been drawn so far. */
function draws(): number[] {
  return [...document.querySelectorAll('canvas')].map((canvas) => clears.get(canvas) ?? 0);
}

/** All pixels of one layer as text, to compare. */
function pixels(layer: number): string {
  return document.querySelectorAll('canvas')[layer]?.toDataURL() ?? '';
}

/** Device pixel columns of the whole picture between two rows that hold exactly a colour. */
function columnsOf(chart: PriceChart, colour: string): number[] {
  const canvas = chart.toCanvas();
  const context = canvas.getContext('2d');
  if (context === null) return [];
  const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
  const wanted = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  const columns = new Set<number>();
  for (let i = 0; i < width * height; i += 1) {
    if (wanted.every((channel, c) => data[4 * i + c] === channel)) columns.add(i % width);
  }
  return [...columns].sort((a, b) => a - b);
}

/** What the tests use inside the page. */
const tickwire = {
  chartPalette,
  columnsOf,
  createPriceChart,
  draws,
  drawSparkline,
  liveChartCount: (): number => Object.keys(Chart.instances).length,
  mount,
  pixels,
  settle,
  storeOf,
  walkBars,
};

/** The type of `tickwire`. */
export type ChartPage = typeof tickwire;

declare global {
  var tickwire: ChartPage;
  /** The chart under test. */
  var mounted: Mounted;
}
globalThis.tickwire = tickwire;
