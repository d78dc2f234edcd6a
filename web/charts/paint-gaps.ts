/** Draws hatched bands over spans without data. */
import { pixelX, type PaneFrame } from '../model/chart-geometry.ts';
import type { Canvas2D } from './paint-bars.ts';
import { chartFont } from './palette.ts';
import type { Scene } from './scene.ts';

const HATCH_SPACING = 8;
/** A short gap on a long chart is still to be seen and pointed at, CSS pixels. */
const MIN_WIDTH = 3;
/** Height of the solid edge above a band, CSS pixels: tells a narrow band from a grid line. */
const CAP_HEIGHT = 3;

/** Whole device pixels. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Draws the scene's gaps across both panes, under the bars; `frame`: the price pane. */
export function paintGaps(context: Canvas2D, scene: Scene, frame: PaneFrame): void {
  const { slotShiftMs, devicePixelRatio: ratio } = scene;
  for (const gap of scene.gaps) {
    const from = pixelX(frame, gap.fromMs + slotShiftMs);
    const to = Math.max(
      pixelX(frame, gap.toMs + slotShiftMs),
      from + Math.round(MIN_WIDTH * ratio),
    );
    const left = Math.max(frame.left, from);
    const right = Math.min(frame.right, to);
    if (right <= left) continue;
    const box = { left, right, top: frame.top, bottom: scene.volumePane.bottom };
    paintBand(context, box, scene);
    // At the foot of the prices: above, the legend would lie over it.
    paintLabel(context, gap.label, { ...box, bottom: frame.bottom }, scene);
  }
}

function paintBand(context: Canvas2D, box: Box, { palette, devicePixelRatio }: Scene): void {
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
  context.fillStyle = palette.gapText;
  context.fillRect(left, top, right - left, Math.round(CAP_HEIGHT * devicePixelRatio));
  context.restore();
}

function paintLabel(context: Canvas2D, label: string, box: Box, scene: Scene): void {
  if (label === '') return;
  const { palette, devicePixelRatio: ratio } = scene;
  const { left, right, bottom } = box;
  context.font = chartFont(400, 11 * ratio);
  if (context.measureText(label).width > right - left - 8 * ratio) return;
  context.fillStyle = palette.gapText;
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  context.fillText(label, Math.round((left + right) / 2), bottom - 8 * ratio);
}
