/** Dataset controllers that read bars from typed-array columns: no element, no parsed copy, nothing cached in pixels. */
import { DatasetController, Element } from 'chart.js';
import { visibleSpan } from '../model/chart-bar-span.ts';
import type { PaneFrame } from '../model/chart-geometry.ts';
import { inDevicePixels } from './canvas-layer.ts';
import {
  paintCandles,
  paintOhlc,
  paintVolume,
  type BarPaint,
  type Canvas2D,
} from './paint-bars.ts';
import { paintGaps } from './paint-gaps.ts';
import { paintLine } from './paint-lines.ts';
import { paintVeil } from './paint-veil.ts';
import { sceneOf, type Scene } from './scene.ts';

/** Stands where Chart.js wants an element class for each datum; none is ever made. */
export class NoElement extends Element {
  static id = 'tickwire-none';
  static override defaults = {};
}

abstract class SceneController extends DatasetController {
  protected abstract frame(scene: Scene): PaneFrame | null;
  protected abstract paint(scene: Scene, frame: PaneFrame, context: Canvas2D): void;

  override addElements(): void {
    // The base class would listen to the data array and make one element for each datum.
  }

  override buildOrUpdateElements(): void {
    this._cachedMeta.data.length = 0;
  }

  override update(): void {
    // Nothing is kept between draws.
  }

  override draw(): void {
    const scene = sceneOf(this.chart.canvas);
    const frame = this.frame(scene);
    if (frame === null) return;
    const { ctx } = this.chart;
    inDevicePixels(ctx, () => {
      const { left, top, right, bottom } = frame;
      ctx.beginPath();
      ctx.rect(left, top, right - left, bottom - top);
      ctx.clip();
      this.paint(scene, frame, ctx);
    });
  }
}

abstract class BarsController extends SceneController {
  protected abstract paintBars(paint: BarPaint): void;

  protected override paint(scene: Scene, frame: PaneFrame, context: Canvas2D): void {
    const widths = scene.barWidths();
    const bars = scene.historyBars(widths.mergeCount);
    const { fromMs, toMs } = scene.view;
    const span = visibleSpan(bars, fromMs, toMs, scene.intervalMs * widths.mergeCount);
    this.paintBars({ context, bars, span, frame, widths, palette: scene.palette });
  }
}

abstract class PriceBarsController extends BarsController {
  protected override frame(scene: Scene): PaneFrame | null {
    return scene.priceFrame();
  }
}

/** Candles. */
export class CandleController extends PriceBarsController {
  static id = 'candle';
  static defaults = { dataElementType: NoElement.id };

  protected override paintBars(paint: BarPaint): void {
    paintCandles(paint);
  }
}

/** Open-high-low-close bars. */
export class OhlcController extends PriceBarsController {
  static id = 'ohlc';
  static defaults = { dataElementType: NoElement.id };

  protected override paintBars(paint: BarPaint): void {
    paintOhlc(paint);
  }
}

abstract class CloseController extends SceneController {
  protected abstract readonly hasArea: boolean;

  protected override frame(scene: Scene): PaneFrame | null {
    return scene.priceFrame();
  }

  protected override paint(scene: Scene, frame: PaneFrame, context: Canvas2D): void {
    const bars = scene.historyBars(1);
    const { fromMs, toMs } = scene.view;
    const visible = visibleSpan(bars, fromMs, toMs, 0);
    // One more on each side: the line goes on beyond the edges, also across a wide gap.
    const span = {
      start: Math.max(bars.start, visible.start - 1),
      end: Math.min(bars.end, visible.end + 1),
    };
    const { palette, devicePixelRatio } = scene;
    paintLine({ context, bars, span, frame, palette, devicePixelRatio, hasArea: this.hasArea });
  }
}

/** A line of closes. */
export class CloseLineController extends CloseController {
  static id = 'close-line';
  static defaults = { dataElementType: NoElement.id };
  protected readonly hasArea = false;
}

/** A line of closes over a filled area. */
export class CloseAreaController extends CloseController {
  static id = 'close-area';
  static defaults = { dataElementType: NoElement.id };
  protected readonly hasArea = true;
}

/** Volume columns, in a pane of their own. */
export class VolumeController extends BarsController {
  static id = 'volume';
  static defaults = { dataElementType: NoElement.id };

  protected override frame(scene: Scene): PaneFrame | null {
    return scene.volumeFrame();
  }

  protected override paintBars(paint: BarPaint): void {
    paintVolume(paint);
  }
}

interface SceneCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly ctx: Canvas2D;
}

/** Holds drawing back while only the layout is wanted, and draws bands without data under everything else. */
export const scenePlugin = {
  id: 'tickwire-scene',
  beforeDraw({ canvas }: SceneCanvas): boolean {
    return !sceneOf(canvas).isLayoutOnly;
  },
  beforeDatasetsDraw({ canvas, ctx }: SceneCanvas): void {
    const scene = sceneOf(canvas);
    const frame = scene.priceFrame();
    if (frame === null || scene.gaps.length === 0) return;
    inDevicePixels(ctx, () => {
      paintGaps(ctx, scene, frame);
    });
  },
  afterDatasetsDraw({ canvas, ctx }: SceneCanvas): void {
    const scene = sceneOf(canvas);
    if (!scene.isStale) return;
    inDevicePixels(ctx, () => {
      paintVeil(ctx, scene);
    });
  },
};
