/** The time span that a chart shows: following the newest bar or resting in the past; zoom, pan, limits. */

/** What is on the x axis. Bars are centred on their open time. */
export interface Viewport {
  /** UNIX milliseconds at the left edge of the plot. */
  readonly fromMs: number;
  /** UNIX milliseconds at the right edge, > `fromMs`. */
  readonly toMs: number;
  /** Whether the view moves on with the newest bar. */
  readonly isLive: boolean;
}

/** The bars a viewport must stay near to. */
export interface TimeBounds {
  /** Open time of the oldest bar. */
  readonly firstMs: number;
  /** Open time of the newest bar; equals `firstMs` for a single bar. */
  readonly lastMs: number;
  /** Length of a bar, milliseconds, > 0. */
  readonly intervalMs: number;
}

/** Fewest bar slots that fill the plot. */
export const MIN_VISIBLE_BARS = 8;
/** A plot may always show so many slots, filled or not. */
const WIDEST_EMPTY_BARS = 300;
/** Most slots in the plot for each bar that there is: further out the bars would only shrink. */
const WIDEST_SHARE = 1.25;
/** Empty slots right of the newest bar when the view goes live. */
export const LIVE_MARGIN_BARS = 4;
/** Share of the span that may stay empty beside the oldest or newest bar. */
const OVERSCROLL = 0.6;

/**
 * The view of the newest `visibleBars` slots, following.
 *
 * @param visibleBars Slots across the plot including the empty ones at the right.
 */
export function liveViewport(bounds: TimeBounds, visibleBars: number): Viewport {
  const slots = Math.max(MIN_VISIBLE_BARS, visibleBars);
  const toMs = bounds.lastMs + marginBars(slots) * bounds.intervalMs;
  return { fromMs: toMs - slots * bounds.intervalMs, toMs, isLive: true };
}

/** The view of all bars, following; never narrower than `minVisibleBars` slots. */
export function fitViewport(bounds: TimeBounds, minVisibleBars: number): Viewport {
  const bars = (bounds.lastMs - bounds.firstMs) / bounds.intervalMs + 2;
  const slots = Math.max(minVisibleBars, bars + LIVE_MARGIN_BARS);
  return liveViewport(bounds, slots);
}

/** Keeps the width and goes back to the newest bar. */
export function goLive(view: Viewport, bounds: TimeBounds): Viewport {
  return liveViewport(bounds, (view.toMs - view.fromMs) / bounds.intervalMs);
}

/** Moves a live view on by the way the newest bar has moved; a resting view stays where it is. */
export function followNewest(view: Viewport, previousLastMs: number, lastMs: number): Viewport {
  const shift = lastMs - previousLastMs;
  if (!view.isLive || shift === 0) return view;
  return { fromMs: view.fromMs + shift, toMs: view.toMs + shift, isLive: true };
}

/**
 * Moves the view by a time.
 *
 * @param shiftMs Positive: towards newer bars.
 */
export function panViewport(view: Viewport, shiftMs: number, bounds: TimeBounds): Viewport {
  return settle(view.fromMs + shiftMs, view.toMs + shiftMs, bounds);
}

/**
 * Scales the span about a time that keeps its place.
 *
 * @param factor   > 1 shows more time, < 1 less.
 * @param anchorMs Time under the pointer. A live view that shows the newest bar is better zoomed
 *                 about that bar, see `liveAnchor`.
 */
export function zoomViewport(
  view: Viewport,
  factor: number,
  anchorMs: number,
  bounds: TimeBounds,
): Viewport {
  const span = view.toMs - view.fromMs;
  const bars = (bounds.lastMs - bounds.firstMs) / bounds.intervalMs;
  const most = Math.max(WIDEST_EMPTY_BARS, bars * WIDEST_SHARE) * bounds.intervalMs;
  // A plot that is wider already, on a large screen, stays as wide.
  const wanted = clamp(span * factor, MIN_VISIBLE_BARS * bounds.intervalMs, Math.max(most, span));
  const share = (anchorMs - view.fromMs) / span;
  const toMs = anchorMs + (1 - share) * wanted;
  // The empty slots at the right shrink as well: one stays, or the newest bar would slip out.
  const isHeld = view.isLive && anchorMs === bounds.lastMs;
  const end = isHeld ? Math.max(toMs, bounds.lastMs + bounds.intervalMs) : toMs;
  return settle(end - wanted, end, bounds);
}

/** The time to zoom about: the newest bar while live, so that zooming does not lose it; else the pointer's. */
export function liveAnchor(view: Viewport, pointerMs: number, bounds: TimeBounds): number {
  return view.isLive ? bounds.lastMs : pointerMs;
}

/** Moves the view just so far that `timeMs` is inside with half a bar to spare. */
export function revealTime(view: Viewport, timeMs: number, bounds: TimeBounds): Viewport {
  const spare = bounds.intervalMs;
  if (timeMs < view.fromMs + spare) {
    return panViewport(view, timeMs - spare - view.fromMs, bounds);
  }
  if (timeMs > view.toMs - spare) return panViewport(view, timeMs + spare - view.toMs, bounds);
  return view;
}

/** Keeps some bars in sight, and says whether the view shows the newest bar and hence follows it. */
function settle(fromMs: number, toMs: number, bounds: TimeBounds): Viewport {
  const span = toMs - fromMs;
  const latest = bounds.lastMs + Math.max(span * OVERSCROLL, bounds.intervalMs);
  // A few bars alone leave more free on their left than panning may: that must not move the view.
  const resting = bounds.lastMs + marginBars(span / bounds.intervalMs) * bounds.intervalMs;
  const earliest = Math.min(bounds.firstMs + span * (1 - OVERSCROLL), resting);
  const to = clamp(toMs, earliest, latest);
  return { fromMs: to - span, toMs: to, isLive: to >= bounds.lastMs + bounds.intervalMs / 2 };
}

function marginBars(slots: number): number {
  return Math.min(LIVE_MARGIN_BARS, slots / 4);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
