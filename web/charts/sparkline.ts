/** Draws the little price lines of the watchlist on plain canvases: no chart object for each row. */

/** Colours of a sparkline. */
export interface SparklineColours {
  readonly up: string;
  readonly down: string;
  /** For a line that ends where it began, or of one point. */
  readonly flat: string;
}

/** What to draw. */
export interface Sparkline {
  /** Oldest first; about 60 points fit. Scaled prices, any length. */
  readonly points: ArrayLike<number>;
  /** Size in CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly devicePixelRatio: number;
  readonly colours: SparklineColours;
  /** Price to compare with and to mark by a faint line, e.g. the day's open; absent: the first point. */
  readonly reference?: number | undefined;
}

const LINE_WIDTH = 1.25;
const AREA_ALPHA = 0.14;
const REFERENCE_ALPHA = 0.35;

/**
 * Draws a line with a faint fill, coloured by whether it ends above or below where it began.
 *
 * Sizes the canvas when needed, so a canvas can be reused for other sizes and pixel ratios.
 */
export function drawSparkline(canvas: HTMLCanvasElement, sparkline: Sparkline): void {
  const { points, width, height, devicePixelRatio: ratio, colours } = sparkline;
  const pixelWidth = Math.max(1, Math.round(width * ratio));
  const pixelHeight = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== pixelWidth || canvas.height !== pixelHeight) {
    canvas.width = pixelWidth;
    canvas.height = pixelHeight;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext('2d');
  if (context === null) return;
  context.clearRect(0, 0, pixelWidth, pixelHeight);
  const count = points.length;
  if (count === 0) return;

  const first = points[0] ?? 0;
  const last = points[count - 1] ?? first;
  const reference = sparkline.reference ?? first;
  const { low, high } = extremes(points, sparkline.reference);
  const inset = Math.ceil(LINE_WIDTH * ratio);
  const usable = pixelHeight - 2 * inset;
  // A flat line runs through the middle.
  const y = (value: number): number =>
    high === low ? pixelHeight / 2 : inset + ((high - value) / (high - low)) * usable;
  const right = pixelWidth - inset;
  const x = (i: number): number =>
    count === 1 ? right : inset + (i / (count - 1)) * (right - inset);
  const colour = last > reference ? colours.up : last < reference ? colours.down : colours.flat;

  context.strokeStyle = colour;
  context.fillStyle = colour;
  context.globalAlpha = REFERENCE_ALPHA;
  const level = Math.max(0, Math.min(pixelHeight - 1, Math.round(y(reference))));
  const dash = Math.max(1, Math.round(ratio));
  for (let at = 0; at < pixelWidth; at += 4 * dash) context.fillRect(at, level, 2 * dash, dash);
  context.beginPath();
  for (let i = 0; i < count; i += 1) context.lineTo(x(i), y(points[i] ?? 0));
  if (count === 1) context.lineTo(inset, y(first));
  context.globalAlpha = 1;
  context.lineWidth = LINE_WIDTH * ratio;
  context.lineJoin = 'round';
  context.stroke();
  context.lineTo(count === 1 ? inset : right, pixelHeight);
  context.lineTo(count === 1 ? right : inset, pixelHeight);
  context.globalAlpha = AREA_ALPHA;
  context.fill();
  context.globalAlpha = 1;
}

function extremes(
  points: ArrayLike<number>,
  reference: number | undefined,
): { low: number; high: number } {
  let low = reference ?? Infinity;
  let high = reference ?? -Infinity;
  for (let i = 0; i < points.length; i += 1) {
    const value = points[i] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}
