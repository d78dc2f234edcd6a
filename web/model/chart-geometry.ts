/** Places and widths of bars in whole device pixels. */

/** One pane of the plot in device pixels, with the values at its edges. */
export interface PaneFrame {
  /** Whole device pixels. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** UNIX milliseconds at `left`. */
  readonly fromMs: number;
  /** Device pixels per millisecond. */
  readonly pixelsPerMs: number;
  /** Value at `bottom`. */
  readonly low: number;
  /** Device pixels per unit of value. */
  readonly pixelsPerValue: number;
}

/** Edges of a pane in device pixels. */
export type PaneEdges = Pick<PaneFrame, 'left' | 'right' | 'top' | 'bottom'>;

/** Puts a time span and a value range over a pane. */
export function paneFrame(
  edges: PaneEdges,
  time: { readonly fromMs: number; readonly toMs: number },
  range: { readonly low: number; readonly high: number },
): PaneFrame {
  return {
    left: edges.left,
    right: edges.right,
    top: edges.top,
    bottom: edges.bottom,
    fromMs: time.fromMs,
    pixelsPerMs: (edges.right - edges.left) / (time.toMs - time.fromMs),
    low: range.low,
    pixelsPerValue: (edges.bottom - edges.top) / (range.high - range.low),
  };
}

/** Device pixel column of a time, whole. */
export function pixelX(frame: PaneFrame, timeMs: number): number {
  return Math.round(frame.left + (timeMs - frame.fromMs) * frame.pixelsPerMs);
}

/** Device pixel row of a value, whole. */
export function pixelY(frame: PaneFrame, value: number): number {
  return Math.round(frame.bottom - (value - frame.low) * frame.pixelsPerValue);
}

/** Time at a device pixel column. */
export function timeAt(frame: PaneFrame, x: number): number {
  return frame.fromMs + (x - frame.left) / frame.pixelsPerMs;
}

/** Value at a device pixel row. */
export function valueAt(frame: PaneFrame, y: number): number {
  return frame.low + (frame.bottom - y) / frame.pixelsPerValue;
}

/** Widths of one bar in whole device pixels. */
export interface BarWidths {
  /** Wick, stem and outline. */
  readonly wick: number;
  /** Body; odd or even like `wick`, so that both have one centre. */
  readonly body: number;
  /** Too narrow for bodies: one column from high to low for each bar. */
  readonly isColumn: boolean;
  /** How many bars share a column, a power of two. */
  readonly mergeCount: number;
}

/** Below this spacing a body can no longer be told from its wick. */
const COLUMN_SPACING = 3;
/** Below this spacing several bars would fall on each pixel column. */
const MERGE_SPACING = 0.5;

/**
 * Widths for a spacing: bodies never touch their neighbours, and wide ones leave a fifth free.
 *
 * @param spacing          Device pixels from bar to bar, > 0.
 * @param devicePixelRatio Device pixels per CSS pixel, > 0.
 */
export function barWidths(spacing: number, devicePixelRatio: number): BarWidths {
  let mergeCount = 1;
  while (spacing * mergeCount < MERGE_SPACING) mergeCount *= 2;
  if (spacing < COLUMN_SPACING) return { wick: 1, body: 1, isColumn: true, mergeCount };
  const hairline = Math.max(1, Math.floor(devicePixelRatio));
  const wick = spacing < 5 * hairline ? 1 : hairline;
  const widest = Math.max(1, Math.floor(spacing) - 1);
  let body = Math.min(widest, Math.max(wick, Math.round(spacing * 0.8)));
  if ((body - wick) % 2 !== 0) body -= 1;
  return { wick, body: Math.max(wick, body), isColumn: false, mergeCount };
}
