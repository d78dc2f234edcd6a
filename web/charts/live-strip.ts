/** The newest bar, its volume and the price tag on a narrow canvas of their own: a tick repaints nothing else. */
import { pixelX, pixelY, type PaneFrame } from '../model/chart-geometry.ts';
import { CanvasLayer } from './canvas-layer.ts';
import {
  isUpBar,
  paintCandles,
  paintOhlc,
  paintVolume,
  type BarPaint,
  type Canvas2D,
} from './paint-bars.ts';
import { paintLine } from './paint-lines.ts';
import { paintVeil } from './paint-veil.ts';
import { coverLabels, paintTag, tagHeight, type Tag } from './paint-tag.ts';
import type { Scene } from './scene.ts';

/** The strip's left edge lies on this grid, so that it is seldom resized; CSS pixels. */
const STRIP_GRID = 64;
const DOT_RADIUS = 3;

/** The price line in device pixels. */
interface LinePlace {
  readonly y: number;
  readonly right: number;
  readonly thickness: number;
  readonly colour: string;
  readonly alpha: number;
  readonly isDashed: boolean;
}

/** Layer for everything that a tick inside the newest bar changes. */
export class LiveStrip {
  readonly #layer: CanvasLayer;
  readonly #line: HTMLElement;
  #lineLook = '';
  #linePlace: LinePlace | null = null;

  constructor(host: HTMLElement) {
    this.#line = host.ownerDocument.createElement('div');
    Object.assign(this.#line.style, {
      position: 'absolute',
      top: '0',
      left: '0',
      display: 'none',
      pointerEvents: 'none',
      willChange: 'transform',
    });
    host.append(this.#line);
    this.#layer = new CanvasLayer(host);
  }

  /** Copies strip and price line to their place on a canvas of the whole chart, in device pixels. */
  paintOnto(context: Canvas2D): void {
    const { canvas } = this.#layer;
    if (canvas.width === 0 || canvas.height === 0) return;
    if (this.#linePlace !== null) {
      const { y, right, thickness, colour, alpha, isDashed } = this.#linePlace;
      context.save();
      context.globalAlpha = alpha;
      context.strokeStyle = colour;
      context.lineWidth = thickness;
      if (isDashed) context.setLineDash([6 * thickness, 5 * thickness]);
      context.beginPath();
      context.moveTo(0, y + thickness / 2);
      context.lineTo(right, y + thickness / 2);
      context.stroke();
      context.restore();
    }
    context.drawImage(canvas, this.#layer.left, 0);
  }

  /** Draws the newest bar as it is now. */
  draw(scene: Scene, hostWidth: number): void {
    const { bars, pricePane, volumePane, devicePixelRatio: ratio } = scene;
    const frame = scene.priceFrame();
    const last = bars.end - 1;
    if (bars.length === 0 || frame === null) {
      this.#layer.place(0, 0, 0, ratio);
      this.#line.style.display = 'none';
      this.#linePlace = null;
      return;
    }
    const left = this.#leftEdge(scene, frame, last);
    this.#layer.place(left, Math.max(0, hostWidth - left), volumePane.bottom, ratio);
    this.#layer.clear();
    const { context } = this.#layer;
    context.save();
    context.setTransform(1, 0, 0, 1, -left, 0);
    context.save();
    context.beginPath();
    context.rect(left, 0, pricePane.right - left, volumePane.bottom);
    context.clip();
    this.#paintBar(scene, frame, last);
    if (scene.isStale) {
      // On what is painted only: the strip stays clear elsewhere.
      context.globalCompositeOperation = 'source-atop';
      paintVeil(context, scene);
    }
    context.restore();
    this.#paintPrice(scene, frame, last, hostWidth);
    context.restore();
  }

  /** Takes the layer out of the page. */
  remove(): void {
    this.#layer.remove();
    this.#line.remove();
  }

  #leftEdge(scene: Scene, frame: PaneFrame, last: number): number {
    const { bars, kind, devicePixelRatio: ratio } = scene;
    const half = (scene.barWidths().body >> 1) + 2 * ratio;
    const isClose = kind === 'line' || kind === 'area';
    // A line needs the stretch from the bar before; the dot at its end is wider than a bar.
    const first = isClose ? Math.max(bars.start, last - 1) : last;
    const room = isClose ? Math.max(half, 3 * DOT_RADIUS * ratio) : half;
    const left = pixelX(frame, bars.openTimeMs[first] ?? 0) - room;
    const grid = Math.round(STRIP_GRID * ratio);
    return Math.floor(Math.min(frame.right, Math.max(0, left)) / grid) * grid;
  }

  #paintBar(scene: Scene, frame: PaneFrame, last: number): void {
    const { bars, kind, palette, devicePixelRatio } = scene;
    const { context } = this.#layer;
    const widths = scene.barWidths();
    const span = { start: last, end: last + 1 };
    const paint: BarPaint = { context, bars, span, frame, widths, palette };
    if (kind === 'candle') paintCandles(paint);
    else if (kind === 'ohlc') paintOhlc(paint);
    else {
      const stretch = { start: Math.max(bars.start, last - 1), end: last + 1 };
      const hasArea = kind === 'area';
      paintLine({ context, bars, span: stretch, frame, palette, devicePixelRatio, hasArea });
      this.#paintDot(scene, frame, last);
    }
    const volume = scene.volumeFrame();
    if (volume !== null) paintVolume({ ...paint, frame: volume });
  }

  #paintDot(
    { bars, palette, isStale, devicePixelRatio }: Scene,
    frame: PaneFrame,
    last: number,
  ): void {
    const { context } = this.#layer;
    const x = pixelX(frame, bars.openTimeMs[last] ?? 0);
    const y = pixelY(frame, bars.close[last] ?? 0);
    context.fillStyle = isStale ? palette.stale : palette.line;
    for (const [radius, alpha] of [
      [DOT_RADIUS * 2.4, 0.22],
      [DOT_RADIUS, 1],
    ] as const) {
      context.globalAlpha = alpha;
      context.beginPath();
      context.arc(x, y, radius * devicePixelRatio, 0, 2 * Math.PI);
      context.fill();
    }
  }

  #paintPrice(scene: Scene, frame: PaneFrame, last: number, hostWidth: number): void {
    const { bars, palette, isStale, devicePixelRatio: ratio, tagNote } = scene;
    const close = bars.close[last] ?? 0;
    const isUp = isUpBar(bars, last);
    const colour = isStale ? palette.stale : isUp ? palette.up : palette.down;
    const y = pixelY(frame, close);
    const isInside = y >= frame.top && y <= frame.bottom;
    this.#placeLine(scene, colour, isInside ? y : null);
    const lines =
      tagNote === '' || isStale ? [scene.formatPrice(close)] : [scene.formatPrice(close), tagNote];
    const height = tagHeight(lines.length, ratio);
    const wanted = y - Math.round(tagHeight(1, ratio) / 2);
    // Outside the shown prices the tag waits at the edge, without its line.
    const top = Math.max(frame.top, Math.min(frame.bottom - height, wanted));
    const tag: Tag = {
      lines,
      left: frame.right,
      top,
      width: hostWidth - frame.right - Math.round(2 * ratio),
      fill: colour,
      text: isStale ? palette.onStale : isUp ? palette.onUp : palette.onDown,
      align: 'left',
      devicePixelRatio: ratio,
    };
    coverLabels(this.#layer.context, scene, tag);
    paintTag(this.#layer.context, tag);
  }

  #placeLine(scene: Scene, colour: string, y: number | null): void {
    const { isStale: isDashed, devicePixelRatio: ratio, pricePane } = scene;
    const { style } = this.#line;
    const before = this.#linePlace;
    if (y === null) {
      this.#linePlace = null;
      if (before !== null) style.display = 'none';
      return;
    }
    const { right } = pricePane;
    const thickness = Math.max(1, Math.floor(ratio));
    const alpha = isDashed ? 0.9 : 0.5;
    this.#linePlace = { y, right, thickness, colour, alpha, isDashed };
    const look = `${colour}/${isDashed}/${ratio}/${right}`;
    const isNewLook = look !== this.#lineLook;
    if (isNewLook) {
      this.#lineLook = look;
      style.width = `${right / ratio}px`;
      style.height = `${thickness / ratio}px`;
      style.background = isDashed
        ? `repeating-linear-gradient(90deg, ${colour} 0 6px, transparent 6px 11px)`
        : colour;
      style.opacity = String(alpha);
    }
    // Each write to a style costs a recalculation, also of the same value.
    if (before === null) style.display = 'block';
    if (before?.y !== y || isNewLook) style.transform = `translateY(${y / ratio}px)`;
  }
}
