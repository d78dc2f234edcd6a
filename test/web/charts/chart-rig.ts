/** A page with a counting canvas, frames by hand, and charts mounted in a host of a given size. */
import { Chart } from 'chart.js';
import { vi } from 'vitest';
import { chartPalette } from '../../../web/charts/palette.ts';
import { FrameScheduler } from '../../../web/charts/frame-scheduler.ts';
import {
  createPriceChart,
  type PriceChart,
  type PriceChartOptions,
} from '../../../web/charts/price-chart.ts';
import { BarColumns, type BarRow } from '../../../web/model/bar-columns.ts';
import { CountingPage, type CountingContext } from './counting-canvas.ts';

export const MINUTE = 60_000;
export const FIRST_MS = Date.UTC(2026, 1, 20, 9, 0);

/** `count` minute bars that alternate between rising and falling about 1,000.00. */
export function bars(count: number): BarColumns {
  const store = new BarColumns(5_000);
  for (let i = 0; i < count; i += 1) {
    const isUp = i % 2 === 0;
    store.upsert({
      openTimeMs: FIRST_MS + i * MINUTE,
      open: isUp ? 100_000 : 100_500,
      close: isUp ? 100_500 : 100_000,
      high: 100_900 + (i % 5) * 10,
      low: 99_600 - (i % 3) * 10,
      volume: 500 + (i % 9),
    });
  }
  return store;
}

/** A mounted chart and the means to look at it. */
export interface Rig {
  readonly chart: PriceChart;
  readonly host: HTMLElement;
  readonly scheduler: FrameScheduler;
  /** Runs frames until none is asked for; returns how many ran. */
  readonly run: () => number;
  /** Lets time pass in which no frame is drawn, ms. */
  readonly idle: (ms: number) => void;
  /** Counts of the canvas with the history, with the newest bar, with the crosshair. */
  readonly history: CountingContext;
  readonly strip: CountingContext;
  readonly crosshair: CountingContext;
  /** Tells the chart whether it is on the screen. */
  readonly setOnScreen: (isOnScreen: boolean) => void;
  /** Changes the host's size, CSS pixels. */
  readonly resize: (width: number, height: number) => void;
}

/** Stubs what the DOM of the tests lacks, and mounts a chart of 900 x 420. */
export function mountChart(options: Partial<PriceChartOptions> = {}): Rig {
  const page = new CountingPage();
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation(function (
    this: HTMLCanvasElement,
  ) {
    return page.contextFor(this);
  });
  const sight: IntersectionObserverCallback[] = [];
  const sizes: ResizeObserverCallback[] = [];
  vi.stubGlobal('IntersectionObserver', observerClass(sight));
  vi.stubGlobal('ResizeObserver', observerClass(sizes));

  const waiting: ((nowMs: number) => void)[] = [];
  const scheduler = new FrameScheduler({
    request: (callback) => waiting.push(callback),
    cancel: () => waiting.splice(0),
  });
  let nowMs = 0;
  const host = document.createElement('div');
  document.body.append(host);
  const chart = createPriceChart(host, {
    instrument: { priceDecimals: 2, sizeDecimals: 0, tickSize: 1 },
    intervalMs: MINUTE,
    palette: chartPalette('dark'),
    timeZone: 'UTC',
    locale: 'en-GB',
    scheduler,
    ...options,
  });
  const resize = (width: number, height: number): void => {
    const entry = { contentRect: { width, height } } as unknown as ResizeObserverEntry;
    for (const callback of sizes) callback([entry], {} as ResizeObserver);
  };
  resize(900, 420);
  const [history, strip, crosshair] = [...host.querySelectorAll('canvas')].map((canvas) => {
    page.contextFor(canvas);
    return page.of(canvas);
  });
  if (history === undefined || strip === undefined || crosshair === undefined) {
    throw new Error('Expected three canvases in the host');
  }
  return {
    chart,
    host,
    scheduler,
    history,
    strip,
    crosshair,
    resize,
    run: () => {
      let count = 0;
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        nowMs += 16;
        count += 1;
        next(nowMs);
        if (count > 20) throw new Error('Expected frames to stop, got more and more');
      }
      return count;
    },
    idle: (ms) => {
      nowMs += ms;
    },
    setOnScreen: (isIntersecting) => {
      const entry = { isIntersecting } as IntersectionObserverEntry;
      for (const callback of sight) callback([entry], {} as IntersectionObserver);
    },
  };
}

/** Charts that Chart.js has not forgotten. */
export function chartCount(): number {
  return Object.keys(Chart.instances).length;
}

function observerClass(callbacks: unknown[]): unknown {
  return class {
    constructor(callback: unknown) {
      callbacks.push(callback);
    }
    observe(): void {
      // The tests call the callback themselves.
    }
    disconnect(): void {
      // Nothing to end.
    }
  };
}

/** A rig with bars on it. */
export interface LoadedRig extends Rig {
  readonly store: BarColumns;
}

let current: Rig | undefined;

/** Mounts a chart with `count` bars and draws it; `unmount` takes it away. */
export function mounted(count: number, options: Partial<PriceChartOptions> = {}): LoadedRig {
  current = mountChart(options);
  const store = bars(count);
  current.chart.setBars(store);
  current.run();
  return { ...current, store };
}

/** Takes the chart and all stubs away. */
export function unmount(): void {
  current?.chart.destroy();
  current = undefined;
  document.body.replaceChildren();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
}

/** Moves the mouse to a place on the chart in a host, CSS pixels. */
export function pointAt(host: HTMLElement, x: number, y: number): void {
  // The DOM of the tests knows no offsets.
  const event = Object.assign(new Event('pointermove'), {
    pointerId: 1,
    pointerType: 'mouse',
    offsetX: x,
    offsetY: y,
  });
  host.firstElementChild?.dispatchEvent(event);
}

/** The newest bar of a store. */
export function newest(store: BarColumns): BarRow {
  const bar = store.at(-1);
  if (bar === undefined) throw new Error('Expected a bar in the store');
  return bar;
}

/** Moves the newest bar inside the shown prices. */
export function tick(store: BarColumns, close: number): void {
  const last = newest(store);
  store.upsert({ ...last, close, volume: last.volume + 1 });
}

/** Forgets what the layers have counted so far. */
export function resetCounts({ history, strip, crosshair }: Rig): void {
  for (const context of [history, strip, crosshair]) context.reset();
}
