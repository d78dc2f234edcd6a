/** Draws the filled labels on the axes: last price, crosshair price and time. */
import type { Canvas2D } from './paint-bars.ts';
import { chartFont } from './palette.ts';
import type { Scene } from './scene.ts';

/** A filled label; all lengths in device pixels. */
export interface Tag {
  readonly lines: readonly string[];
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly fill: string;
  readonly text: string;
  readonly align: 'left' | 'center';
  readonly devicePixelRatio: number;
}

const TAG_HEIGHT = 20;
const LINE_HEIGHT = 14;

/** Height of a tag of so many lines, device pixels. */
export function tagHeight(lineCount: number, devicePixelRatio: number): number {
  return Math.round((TAG_HEIGHT + (lineCount - 1) * LINE_HEIGHT) * devicePixelRatio);
}

/** Half the height of an axis label, CSS pixels. */
const LABEL_REACH = 7;

/** Covers the price labels that a tag would cut, so that no half digits stick out. */
export function coverLabels(context: Canvas2D, scene: Scene, tag: Tag): void {
  const reach = LABEL_REACH * tag.devicePixelRatio;
  const bottom = tag.top + tagHeight(tag.lines.length, tag.devicePixelRatio);
  context.fillStyle = scene.palette.background;
  for (const y of scene.priceLabelRows) {
    if (y + reach <= tag.top || y - reach >= bottom) continue;
    context.fillRect(tag.left + tag.devicePixelRatio, y - reach, tag.width, 2 * reach + 1);
  }
}

/** Draws a tag; the first line is the strong one. */
export function paintTag(context: Canvas2D, tag: Tag): void {
  const { lines, left, top, width, devicePixelRatio: ratio } = tag;
  const radius = 3 * ratio;
  context.fillStyle = tag.fill;
  context.beginPath();
  // Towards the plot it is square: it grows out of the line.
  context.roundRect(
    left,
    top,
    width,
    tagHeight(lines.length, ratio),
    tag.align === 'left' ? [0, radius, radius, 0] : radius,
  );
  context.fill();
  context.fillStyle = tag.text;
  context.textAlign = tag.align;
  context.textBaseline = 'middle';
  const x = tag.align === 'left' ? left + 7 * ratio : Math.round(left + width / 2);
  for (const [i, line] of lines.entries()) {
    context.font = chartFont(i === 0 ? 600 : 400, (i === 0 ? 11 : 10) * ratio);
    context.fillText(line, x, top + Math.round((TAG_HEIGHT / 2 + i * LINE_HEIGHT + 0.5) * ratio));
  }
}
