/** The three axes of a chart: fixed sizes, labels from the scene, drawn crisp; they carry no state of their own. */
import { Scale } from 'chart.js';
import { paneFrame, pixelX, pixelY, type PaneEdges } from '../model/chart-geometry.ts';
import { priceTicks } from '../model/chart-price-ticks.ts';
import type { ValueRange } from '../model/chart-value-range.ts';
import { formatCompact } from '../model/price-format.ts';
import { timeTicks } from '../model/time-ticks.ts';
import { inDevicePixels } from './canvas-layer.ts';
import { chartFont } from './palette.ts';
import { sceneOf, TIME_AXIS_HEIGHT, type Scene } from './scene.ts';

const TEXT_INSET = 8;
const PRICE_SPACING = 44;
const VOLUME_SPACING = 34;
/** No label nearer to a pane's edge than this, CSS pixels: it would be cut or touch the next pane's. */
const EDGE_FREE = 9;

/**
 * An axis whose size does not depend on its labels and which draws itself from the scene.
 *
 * Ranges and labels are taken from the scene while drawing, so `chart.draw()` alone shows a moved
 * view; `chart.update()` is needed for a new size only.
 */
abstract class SceneAxis extends Scale {
  protected get scene(): Scene {
    return sceneOf(this.chart.canvas);
  }

  override determineDataLimits(): void {
    const { fromMs, toMs } = this.scene.view;
    [this.min, this.max] = [fromMs, toMs];
  }

  override buildTicks(): [] {
    return [];
  }

  override calculateLabelRotation(): void {
    this.labelRotation = 0;
  }

  override fit(): void {
    this.width = this.isHorizontal() ? this.maxWidth : this.scene.axisWidth;
    this.height = this.isHorizontal() ? TIME_AXIS_HEIGHT : this.maxHeight;
  }

  /** The plot beside this axis in whole device pixels. */
  protected edges(): PaneEdges {
    const ratio = this.scene.devicePixelRatio;
    const { left, right } = this.chart.chartArea;
    return {
      left: Math.round(left * ratio),
      right: Math.round(right * ratio),
      top: Math.round(this.top * ratio),
      bottom: Math.round(this.bottom * ratio),
    };
  }
}

/** Times along the bottom, in the scene's time zone. */
export class TimeAxis extends SceneAxis {
  static id = 'tickwire-time';
  static defaults = {};

  override draw(): void {
    const { scene, ctx } = this;
    // Without bars there is no time to speak of.
    const isEmpty = scene.priceRange === null;
    const ratio = scene.devicePixelRatio;
    const plot = scene.pricePane;
    const { left, right, top } = this.edges();
    const { fromMs, toMs } = scene.view;
    const frame = paneFrame({ ...plot, left, right }, scene.view, { low: 0, high: 1 });
    const minSpacing = scene.intervalMs < 60_000 ? 92 : 76;
    const width = (right - left) / ratio;
    const { intervalMs, clock } = scene;
    const ticks = isEmpty ? [] : timeTicks({ fromMs, toMs, width, minSpacing, intervalMs }, clock);
    const line = hairline(ratio);
    inDevicePixels(ctx, () => {
      ctx.fillStyle = scene.palette.grid;
      for (const tick of ticks) ctx.fillRect(pixelX(frame, tick.timeMs), 0, line, top);
      ctx.fillStyle = scene.palette.separator;
      ctx.fillRect(0, top, Math.round(this.chart.width * ratio), line);
      ctx.textAlign = 'center';
      ctx.textBaseline = 'middle';
      const y = Math.round(top + (TIME_AXIS_HEIGHT / 2) * ratio) + line;
      // Labels that would be cut at an edge are left out.
      const free = 0.32 * minSpacing * ratio;
      for (const isMajor of [false, true]) {
        ctx.font = chartFont(isMajor ? 600 : 400, 11 * ratio);
        ctx.fillStyle = isMajor ? scene.palette.axisTextMajor : scene.palette.axisText;
        for (const tick of ticks) {
          const x = pixelX(frame, tick.timeMs);
          if (tick.isMajor !== isMajor || x < left + free || x > right - free) continue;
          ctx.fillText(tick.label, x, y);
        }
      }
    });
  }
}

/** Values at the right of one pane. */
abstract class ValueAxis extends SceneAxis {
  protected abstract readonly range: ValueRange | null;
  protected abstract setPane(edges: PaneEdges): void;
  protected abstract valueTicks(range: ValueRange, height: number): number[];
  protected abstract label(value: number): string;
  protected abstract setLabelRows(rows: readonly number[]): void;

  override determineDataLimits(): void {
    this.min = this.range?.low ?? 0;
    this.max = this.range?.high ?? 1;
  }

  override configure(): void {
    super.configure();
    // The chart area is known at the last of the layout's calls.
    if ((this.chart.chartArea as unknown) !== undefined) this.setPane(this.edges());
  }

  override draw(): void {
    const { scene, ctx, range } = this;
    const ratio = scene.devicePixelRatio;
    const edges = this.edges();
    const { left, right, top, bottom } = edges;
    const line = hairline(ratio);
    inDevicePixels(ctx, () => {
      ctx.fillStyle = scene.palette.separator;
      ctx.fillRect(right, top, line, bottom - top);
      if (top > 0) ctx.fillRect(0, top, Math.round(this.chart.width * ratio), line);
      if (range === null) return;
      const frame = paneFrame(edges, scene.view, range);
      const ticks = this.valueTicks(range, (bottom - top) / ratio);
      const rows = ticks.map((value) => pixelY(frame, value));
      ctx.fillStyle = scene.palette.grid;
      for (const y of rows) if (y > top && y < bottom) ctx.fillRect(left, y, right - left, line);
      ctx.fillStyle = scene.palette.axisText;
      ctx.font = chartFont(400, 11 * ratio);
      ctx.textAlign = 'left';
      ctx.textBaseline = 'middle';
      const free = EDGE_FREE * ratio;
      const shown: number[] = [];
      for (const [i, y] of rows.entries()) {
        if (y < top + free || y > bottom - free) continue;
        ctx.fillText(this.label(ticks[i] ?? 0), right + TEXT_INSET * ratio, y + line);
        shown.push(y);
      }
      this.setLabelRows(shown);
    });
  }
}

/** Prices at the right of the price pane. */
export class PriceAxis extends ValueAxis {
  static id = 'tickwire-price';
  static defaults = {};

  protected get range(): ValueRange | null {
    return this.scene.priceRange;
  }
  protected setPane(edges: PaneEdges): void {
    this.scene.pricePane = edges;
  }
  protected valueTicks({ low, high }: ValueRange, height: number): number[] {
    return priceTicks(low, high, height / PRICE_SPACING, this.scene.instrument.tickSize);
  }
  protected label(value: number): string {
    return this.scene.formatPrice(value);
  }
  protected setLabelRows(rows: readonly number[]): void {
    this.scene.priceLabelRows = rows;
  }
}

/** Volumes at the right of the volume pane. */
export class VolumeAxis extends ValueAxis {
  static id = 'tickwire-volume';
  static defaults = {};

  protected get range(): ValueRange | null {
    return this.scene.volumeRange;
  }
  protected setPane(edges: PaneEdges): void {
    this.scene.volumePane = edges;
  }
  protected valueTicks({ low, high }: ValueRange, height: number): number[] {
    return priceTicks(low, high, height / VOLUME_SPACING, 1).filter((value) => value > 0);
  }
  protected label(value: number): string {
    return formatCompact(value, this.scene.instrument.sizeDecimals, this.scene.locale);
  }
  protected setLabelRows(): void {
    // Its labels are few and far apart.
  }
}

function hairline(devicePixelRatio: number): number {
  return Math.max(1, Math.floor(devicePixelRatio));
}
