/** The crosshair with its axis tags, on a transparent canvas over the chart; never touches Chart.js. */
import { pixelX, valueAt, type PaneFrame } from '../model/chart-geometry.ts';
import { formatCompact } from '../model/price-format.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { coverLabels, paintTag, tagHeight, type Tag } from './paint-tag.ts';
import { chartFont } from './palette.ts';
import type { Scene } from './scene.ts';

/** Where the crosshair is. */
export interface CrosshairPlace {
  /** Time of the vertical line, UNIX milliseconds: the open time of a bar. */
  readonly timeMs: number;
  /** Row of the horizontal line, device pixels; null for none (set from another chart or by keys). */
  readonly y: number | null;
}

/** Layer with the crosshair. */
export class CrosshairLayer {
  readonly #layer: CanvasLayer;
  #isEmpty = true;

  constructor(host: HTMLElement) {
    this.#layer = new CanvasLayer(host);
  }

  /** Draws the crosshair, or nothing for null. Sizes in device pixels. */
  draw(scene: Scene, place: CrosshairPlace | null, width: number, height: number): void {
    const frame = scene.priceFrame();
    const x = place !== null && frame !== null ? pixelX(frame, place.timeMs) : null;
    const isShown = x !== null && frame !== null && x >= frame.left && x <= frame.right;
    if (!isShown && this.#isEmpty) return;
    this.#layer.place(0, width, height, scene.devicePixelRatio);
    this.#layer.clear();
    this.#isEmpty = !isShown;
    if (!isShown || place === null) return;
    this.#paintLines(scene, frame, x, place.y);
    this.#paintTime(scene, frame, x, place.timeMs);
    if (place.y !== null) this.#paintValue(scene, frame, place.y, width);
  }

  /** Takes the layer out of the page. */
  remove(): void {
    this.#layer.remove();
  }

  #paintLines(scene: Scene, frame: PaneFrame, x: number, y: number | null): void {
    const { context } = this.#layer;
    const ratio = scene.devicePixelRatio;
    const line = Math.max(1, Math.floor(ratio));
    const half = (line % 2) / 2;
    context.strokeStyle = scene.palette.crosshair;
    context.lineWidth = line;
    context.setLineDash([4 * ratio, 4 * ratio]);
    context.beginPath();
    context.moveTo(x + half, frame.top);
    context.lineTo(x + half, scene.volumePane.bottom);
    if (y !== null) {
      context.moveTo(frame.left, Math.round(y) + half);
      context.lineTo(frame.right, Math.round(y) + half);
    }
    context.stroke();
  }

  #paintTime(scene: Scene, frame: PaneFrame, x: number, timeMs: number): void {
    const { context } = this.#layer;
    const { devicePixelRatio: ratio, intervalMs, palette, clock } = scene;
    const style =
      intervalMs >= 86_400_000 ? 'fullDate' : intervalMs < 60_000 ? 'fullSecond' : 'fullMinute';
    const text = clock.format(timeMs, style);
    context.font = chartFont(600, 11 * ratio);
    const width = Math.ceil(context.measureText(text).width + 16 * ratio);
    const left = Math.max(frame.left, Math.min(frame.right - width, Math.round(x - width / 2)));
    const top = scene.volumePane.bottom + Math.round(2 * ratio);
    paintTag(context, {
      lines: [text],
      left,
      top,
      width,
      fill: palette.tagBackground,
      text: palette.tagText,
      align: 'center',
      devicePixelRatio: ratio,
    });
  }

  #paintValue(scene: Scene, frame: PaneFrame, y: number, width: number): void {
    const { devicePixelRatio: ratio, palette } = scene;
    const text = valueText(scene, frame, y);
    if (text === null) return;
    const height = tagHeight(1, ratio);
    const tag: Tag = {
      lines: [text],
      left: frame.right,
      top: Math.max(0, Math.round(y) - Math.round(height / 2)),
      width: width - frame.right - Math.round(2 * ratio),
      fill: palette.tagBackground,
      text: palette.tagText,
      align: 'left',
      devicePixelRatio: ratio,
    };
    if (y <= frame.bottom) coverLabels(this.#layer.context, scene, tag);
    paintTag(this.#layer.context, tag);
  }
}

function valueText(scene: Scene, frame: PaneFrame, y: number): string | null {
  if (y <= frame.bottom) return scene.formatPrice(priceAtRow(scene, frame, y));
  const volume = scene.volumeFrame();
  if (volume === null || y > volume.bottom) return null;
  return formatCompact(
    Math.max(0, valueAt(volume, y)),
    scene.instrument.sizeDecimals,
    scene.locale,
  );
}

/** The price of the instrument's grid that is nearest to a row of the price pane, scaled. */
export function priceAtRow(scene: Scene, frame: PaneFrame, y: number): number {
  const { tickSize } = scene.instrument;
  return Math.round(valueAt(frame, y) / tickSize) * tickSize;
}
