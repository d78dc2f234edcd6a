/** Draws candles, OHLC bars and volume columns in whole device pixels, one pass for each colour. */
import type { BarView } from '../model/bar-columns.ts';
import type { IndexSpan } from '../model/chart-bar-span.ts';
import { pixelX, pixelY, type BarWidths, type PaneFrame } from '../model/chart-geometry.ts';
import type { ChartPalette } from './palette.ts';

/** The canvas calls that painters use: a 2D context, or a counting one in tests. */
export type Canvas2D = CanvasRenderingContext2D;

/** One span of bars and where it goes. The context's transform is in device pixels. */
export interface BarPaint {
  readonly context: Canvas2D;
  readonly bars: BarView;
  readonly span: IndexSpan;
  readonly frame: PaneFrame;
  readonly widths: BarWidths;
  readonly palette: ChartPalette;
}

/** Whether a bar closed at or above its open. */
export function isUpBar(bars: BarView, i: number): boolean {
  return (bars.close[i] ?? 0) >= (bars.open[i] ?? 0);
}

/** Candles: 2 canvas calls each, 3 for a hollow one, 1 where they are columns. */
export function paintCandles(paint: BarPaint): void {
  if (paint.widths.isColumn) {
    paintColumns(paint);
    return;
  }
  for (const isUp of [true, false]) {
    const isHollow = isUp && paint.palette.isHollowUp;
    setColour(paint, isUp);
    paintCandlePass(paint, isUp, isHollow);
  }
}

function paintCandlePass(paint: BarPaint, isUp: boolean, isHollow: boolean): void {
  const { context, bars, span, frame, widths } = paint;
  const { wick, body } = widths;
  const toWick = wick >> 1;
  const toBody = body >> 1;
  if (isHollow) context.lineWidth = wick;
  for (let i = span.start; i < span.end; i += 1) {
    if (isUpBar(bars, i) !== isUp) continue;
    const x = pixelX(frame, bars.openTimeMs[i] ?? 0);
    const yHigh = pixelY(frame, bars.high[i] ?? 0);
    const yLow = Math.max(yHigh + 1, pixelY(frame, bars.low[i] ?? 0));
    const yOpen = pixelY(frame, bars.open[i] ?? 0);
    const yClose = pixelY(frame, bars.close[i] ?? 0);
    const yTop = Math.min(yOpen, yClose);
    const height = Math.max(wick, Math.abs(yClose - yOpen));
    if (isHollow && body >= 3 * wick && height >= 3 * wick) {
      if (yTop > yHigh) context.fillRect(x - toWick, yHigh, wick, yTop - yHigh);
      const yBottom = yTop + height;
      if (yLow > yBottom) context.fillRect(x - toWick, yBottom, wick, yLow - yBottom);
      const inset = wick / 2;
      context.strokeRect(x - toBody + inset, yTop + inset, body - wick, height - wick);
    } else {
      context.fillRect(x - toWick, yHigh, wick, yLow - yHigh);
      context.fillRect(x - toBody, yTop, body, height);
    }
  }
}

/** OHLC bars: stem, open to the left, close to the right; 3 canvas calls each. */
export function paintOhlc(paint: BarPaint): void {
  if (paint.widths.isColumn) {
    paintColumns(paint);
    return;
  }
  const { context, bars, span, frame, widths } = paint;
  const stem = widths.wick;
  const toStem = stem >> 1;
  const arm = Math.max(1, (widths.body - stem) / 2);
  for (const isUp of [true, false]) {
    setColour(paint, isUp);
    for (let i = span.start; i < span.end; i += 1) {
      if (isUpBar(bars, i) !== isUp) continue;
      const x = pixelX(frame, bars.openTimeMs[i] ?? 0) - toStem;
      const yHigh = pixelY(frame, bars.high[i] ?? 0);
      const yLow = Math.max(yHigh + stem, pixelY(frame, bars.low[i] ?? 0));
      const yOpen = Math.min(pixelY(frame, bars.open[i] ?? 0), yLow - stem);
      const yClose = Math.min(pixelY(frame, bars.close[i] ?? 0), yLow - stem);
      context.fillRect(x, yHigh, stem, yLow - yHigh);
      context.fillRect(x - arm, yOpen, arm, stem);
      context.fillRect(x + stem, yClose, arm, stem);
    }
  }
}

/** One column from high to low for each bar; 1 canvas call each. */
function paintColumns(paint: BarPaint): void {
  const { context, bars, span, frame } = paint;
  for (const isUp of [true, false]) {
    setColour(paint, isUp);
    for (let i = span.start; i < span.end; i += 1) {
      if (isUpBar(bars, i) !== isUp) continue;
      const y = pixelY(frame, bars.high[i] ?? 0);
      const height = Math.max(1, pixelY(frame, bars.low[i] ?? 0) - y);
      context.fillRect(pixelX(frame, bars.openTimeMs[i] ?? 0), y, 1, height);
    }
  }
}

/** Volume columns from the foot of the pane; 1 canvas call each. */
export function paintVolume(paint: BarPaint): void {
  const { context, bars, span, frame, widths, palette } = paint;
  const toBody = widths.body >> 1;
  for (const isUp of [true, false]) {
    context.fillStyle = isUp ? palette.volumeUp : palette.volumeDown;
    for (let i = span.start; i < span.end; i += 1) {
      const volume = bars.volume[i] ?? 0;
      if (volume <= 0 || isUpBar(bars, i) !== isUp) continue;
      // However small, what was traded shows.
      const y = Math.min(frame.bottom - 1, pixelY(frame, volume));
      const x = pixelX(frame, bars.openTimeMs[i] ?? 0) - toBody;
      context.fillRect(x, y, widths.body, frame.bottom - y);
    }
  }
}

function setColour({ context, palette }: BarPaint, isUp: boolean): void {
  const colour = isUp ? palette.up : palette.down;
  context.fillStyle = colour;
  context.strokeStyle = colour;
}
