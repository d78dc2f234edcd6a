/** Which rows of a long list are in view. */

export interface VirtualWindow {
  /** First row to render, inclusive. */
  readonly start: number;
  /** Row after the last one to render. */
  readonly end: number;
}

/** Rows rendered beyond each edge, so that a scroll step does not show a hole. */
const OVERSCAN_ROWS = 4;

/**
 * Rows to render.
 *
 * @param scrollTop      Pixels scrolled; may be out of range while the browser bounces.
 * @param viewportHeight Pixels in view, >= 0.
 * @param rowHeight      Pixels, > 0.
 * @param rowCount       Rows in the list, >= 0.
 */
export function virtualWindow(
  scrollTop: number,
  viewportHeight: number,
  rowHeight: number,
  rowCount: number,
): VirtualWindow {
  const first = Math.floor(Math.max(0, scrollTop) / rowHeight);
  const inView = Math.ceil(viewportHeight / rowHeight) + 1;
  const start = Math.max(0, Math.min(first, rowCount - inView) - OVERSCAN_ROWS);
  return { start, end: Math.min(rowCount, Math.max(0, first) + inView + OVERSCAN_ROWS) };
}

/** The scroll position nearest to `scrollTop` at which a row is wholly in view. */
export function scrollTopFor(
  row: number,
  scrollTop: number,
  viewportHeight: number,
  rowHeight: number,
): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - viewportHeight);
}
