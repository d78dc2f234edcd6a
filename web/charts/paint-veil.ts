/** Mutes the bars of a stale symbol without touching the axis texts, which must stay readable. */
import type { Canvas2D } from './paint-bars.ts';
import type { Scene } from './scene.ts';

const VEIL_ALPHA = 0.42;

/** Lays the background colour thinly over both panes; the transform is in device pixels. */
export function paintVeil(context: Canvas2D, { palette, pricePane, volumePane }: Scene): void {
  const { left, right, top } = pricePane;
  context.globalAlpha = VEIL_ALPHA;
  context.fillStyle = palette.background;
  context.fillRect(left, top, right - left, volumePane.bottom - top);
}
