/** Makes the Chart.js instance: our axes and controllers, and of Chart.js itself only the host. */
import {
  BasicPlatform,
  Chart,
  type CartesianScaleOptions,
  type ChartConfiguration,
  type ControllerDatasetOptions,
  type CoreChartOptions,
} from 'chart.js';
import { PriceAxis, TimeAxis, VolumeAxis } from './axes.ts';
import {
  CandleController,
  CloseAreaController,
  CloseLineController,
  scenePlugin,
  NoElement,
  OhlcController,
  VolumeController,
} from './controllers.ts';
import { bindScene, type ChartKind, type Scene } from './scene.ts';

interface SceneChartType {
  chartOptions: CoreChartOptions<'candle'>;
  datasetOptions: ControllerDatasetOptions & { yAxisID: string };
  defaultDataPoint: never;
  metaExtensions: object;
  parsedDataType: never;
  scales: 'tickwire-time' | 'tickwire-price' | 'tickwire-volume';
}

interface SceneScaleType {
  options: CartesianScaleOptions;
}

declare module 'chart.js' {
  interface ChartTypeRegistry {
    candle: SceneChartType;
    ohlc: SceneChartType;
    'close-line': SceneChartType;
    'close-area': SceneChartType;
    volume: SceneChartType;
  }
  interface CartesianScaleTypeRegistry {
    'tickwire-time': SceneScaleType;
    'tickwire-price': SceneScaleType;
    'tickwire-volume': SceneScaleType;
  }
}

/** Chart.js' type name for each kind of chart. */
export const CONTROLLER_OF = {
  candle: 'candle',
  ohlc: 'ohlc',
  line: 'close-line',
  area: 'close-area',
} as const satisfies Record<ChartKind, string>;

const PRICE_WEIGHT = 7;
const VOLUME_WEIGHT = 2;
let isRegistered = false;

/** The chart on a canvas that shows `scene`; draws once. */
export function createHost(canvas: HTMLCanvasElement, scene: Scene): Chart {
  if (!isRegistered) {
    Chart.register(NoElement, CandleController, OhlcController, CloseLineController);
    Chart.register(CloseAreaController, VolumeController, TimeAxis, PriceAxis, VolumeAxis);
    isRegistered = true;
  }
  bindScene(canvas, scene);
  const config: ChartConfiguration<'candle' | 'ohlc' | 'close-line' | 'close-area' | 'volume'> = {
    type: 'candle',
    // No DOM listeners, no reads of layout: size and pixel ratio are given.
    platform: BasicPlatform,
    data: {
      datasets: [
        { type: CONTROLLER_OF[scene.kind], data: [], clip: false, yAxisID: 'price' },
        { type: 'volume', data: [], clip: false, yAxisID: 'volume' },
      ],
    },
    options: {
      animation: false,
      events: [],
      parsing: false,
      normalized: true,
      responsive: false,
      maintainAspectRatio: false,
      devicePixelRatio: scene.devicePixelRatio,
      layout: { padding: 0, autoPadding: false },
      scales: {
        x: { type: 'tickwire-time', position: 'bottom', ticks: { autoSkip: false } },
        // The first of a stack is the topmost.
        price: {
          type: 'tickwire-price',
          axis: 'y',
          position: 'right',
          stack: 'panes',
          stackWeight: PRICE_WEIGHT,
          ticks: { autoSkip: false },
        },
        volume: {
          type: 'tickwire-volume',
          axis: 'y',
          position: 'right',
          stack: 'panes',
          stackWeight: VOLUME_WEIGHT,
          ticks: { autoSkip: false },
        },
      },
    },
    plugins: [scenePlugin],
  };
  return new Chart(canvas, config) as unknown as Chart;
}

/**
 * Gives the chart a size and lays it out anew.
 *
 * @param width  Device pixels, whole.
 * @param height Device pixels, whole.
 * @param ratio  Device pixels per CSS pixel.
 */
export function resizeHost(chart: Chart, width: number, height: number, ratio: number): void {
  chart.options.devicePixelRatio = ratio;
  chart.resize(width / ratio, height / ratio);
  // Chart.js keeps sizes in tenths of a CSS pixel; at ratios such as 1.5 that misses the last device pixel.
  const { canvas } = chart;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${width / ratio}px`;
  canvas.style.height = `${height / ratio}px`;
}
