/** Draws closes as a line, with or without an area below it. */
import type { BarView } from '../model/bar-columns.ts';
import type { IndexSpan } from '../model/chart-bar-span.ts';
import { pixelX, pixelY, type PaneFrame } from '../model/chart-geometry.ts';
import type { Canvas2D } from './paint-bars.ts';
import type { ChartPalette } from './palette.ts';

/** One span of closes and where it goes. The context's transform is in device pixels. */
export interface LinePaint {
  readonly context: Canvas2D;
  readonly bars: BarView;
  readonly span: IndexSpan;
  readonly frame: PaneFrame;
  readonly palette: ChartPalette;
  readonly devicePixelRatio: number;
  readonly hasArea: boolean;
}

/** The line of closes; 1 canvas call for each bar, 2 with an area. */
export function paintLine(paint: LinePaint): void {
  const { context, bars, span, frame, palette } = paint;
  if (span.end - span.start < 2) return;
  if (paint.hasArea) {
    const gradient = context.createLinearGradient(0, frame.top, 0, frame.bottom);
    gradient.addColorStop(0, palette.areaTop);
    gradient.addColorStop(1, palette.areaBottom);
    context.fillStyle = gradient;
    context.beginPath();
    trace(paint);
    context.lineTo(pixelX(frame, bars.openTimeMs[span.end - 1] ?? 0), frame.bottom);
    context.lineTo(pixelX(frame, bars.openTimeMs[span.start] ?? 0), frame.bottom);
    context.fill();
  }
  context.strokeStyle = palette.line;
  context.lineWidth = 1.5 * paint.devicePixelRatio;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.beginPath();
  trace(paint);
  context.stroke();
}

function trace({ context, bars, span, frame }: LinePaint): void {
  // Whole columns: history and live strip meet at a column without a seam.
  for (let i = span.start; i < span.end; i += 1) {
    const x = pixelX(frame, bars.openTimeMs[i] ?? 0);
    context.lineTo(x, pixelY(frame, bars.close[i] ?? 0));
  }
}
