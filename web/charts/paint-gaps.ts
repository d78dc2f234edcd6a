/** Draws hatched bands over spans without data. */
import { pixelX, type PaneFrame } from '../model/chart-geometry.ts';
import type { Canvas2D } from './paint-bars.ts';
import { chartFont, type ChartPalette } from './palette.ts';
import type { GapBand } from './scene.ts';

const HATCH_SPACING = 8;
const MIN_WIDTH = 2;

/**
 * Draws bands across both panes, under the bars.
 *
 * @param frame  Price pane; its time axis places the bands.
 * @param bottom Foot of the lowest pane, device pixels.
 */
export function paintGaps(
  context: Canvas2D,
  gaps: readonly GapBand[],
  frame: PaneFrame,
  bottom: number,
  palette: ChartPalette,
  devicePixelRatio: number,
): void {
  for (const gap of gaps) {
    const left = Math.max(frame.left, pixelX(frame, gap.fromMs));
    const right = Math.min(frame.right, Math.max(pixelX(frame, gap.toMs), left + MIN_WIDTH));
    if (right <= left || pixelX(frame, gap.toMs) < frame.left) continue;
    paintBand(context, { left, right, top: frame.top, bottom }, palette, devicePixelRatio);
    paintLabel(context, gap.label, left, right, frame.top, palette, devicePixelRatio);
  }
}

function paintBand(
  context: Canvas2D,
  box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  },
  palette: ChartPalette,
  devicePixelRatio: number,
): void {
  const { left, right, top, bottom } = box;
  const height = bottom - top;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, height);
  context.clip();
  context.fillStyle = palette.gapFill;
  context.fillRect(left, top, right - left, height);
  context.strokeStyle = palette.gapHatch;
  context.lineWidth = devicePixelRatio;
  context.beginPath();
  const spacing = HATCH_SPACING * devicePixelRatio;
  // From a fixed grid, so that the hatching of neighbouring bands lines up.
  for (let x = Math.floor((left - height) / spacing) * spacing; x < right; x += spacing) {
    context.moveTo(x, bottom);
    context.lineTo(x + height, top);
  }
  context.stroke();
  context.restore();
}

function paintLabel(
  context: Canvas2D,
  label: string,
  left: number,
  right: number,
  top: number,
  palette: ChartPalette,
  devicePixelRatio: number,
): void {
  if (label === '') return;
  context.font = chartFont(400, 11 * devicePixelRatio);
  if (context.measureText(label).width > right - left - 8 * devicePixelRatio) return;
  context.fillStyle = palette.gapText;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillText(label, Math.round((left + right) / 2), top + 8 * devicePixelRatio);
}
