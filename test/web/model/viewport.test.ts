/** The shown span of time follows, rests, zooms about a point, and keeps bars in sight. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fitViewport,
  followNewest,
  goLive,
  liveAnchor,
  liveViewport,
  panViewport,
  revealTime,
  zoomViewport,
  type TimeBounds,
} from '../../../web/model/viewport.ts';

const MINUTE = 60_000;
const bounds: TimeBounds = { firstMs: 0, lastMs: 499 * MINUTE, intervalMs: MINUTE };
const single: TimeBounds = { firstMs: 0, lastMs: 0, intervalMs: MINUTE };

describe('viewport', () => {
  test('goes live with the newest bar a few slots from the right edge', () => {
    const view = liveViewport(bounds, 100);

    expect(view).toEqual({ fromMs: 403 * MINUTE, toMs: 503 * MINUTE, isLive: true });
  });

  test('moves on with a new bar while live', () => {
    const view = liveViewport(bounds, 100);

    const next = followNewest(view, bounds.lastMs, bounds.lastMs + MINUTE);

    expect(next).toEqual({ fromMs: 404 * MINUTE, toMs: 504 * MINUTE, isLive: true });
  });

  test('rests once the newest bar has been dragged out of sight', () => {
    const rested = panViewport(liveViewport(bounds, 100), -50 * MINUTE, bounds);

    expect(rested.isLive).toBe(false);
    expect(followNewest(rested, bounds.lastMs, bounds.lastMs + MINUTE)).toBe(rested);
  });

  test('is live again when the newest bar is dragged back into sight', () => {
    const rested = panViewport(liveViewport(bounds, 100), -50 * MINUTE, bounds);

    expect(panViewport(rested, 50 * MINUTE, bounds).isLive).toBe(true);
  });

  test('goes back to the newest bar at the same zoom', () => {
    const rested = panViewport(liveViewport(bounds, 100), -50 * MINUTE, bounds);

    expect(goLive(rested, bounds)).toEqual(liveViewport(bounds, 100));
  });

  test('keeps the time under the pointer in its place while zooming', () => {
    const rested = panViewport(liveViewport(bounds, 100), -200 * MINUTE, bounds);
    fc.assert(
      fc.property(
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (factor, share) => {
          const anchorMs = rested.fromMs + share * (rested.toMs - rested.fromMs);

          const zoomed = zoomViewport(rested, factor, anchorMs, bounds);

          const placed = (anchorMs - zoomed.fromMs) / (zoomed.toMs - zoomed.fromMs);
          expect(placed).toBeCloseTo(share, 9);
        },
      ),
      { seed: 5 },
    );
  });

  test('keeps following when it is zoomed while live', () => {
    let view = liveViewport(bounds, 100);
    for (let i = 0; i < 20; i += 1) {
      view = zoomViewport(view, 0.8, liveAnchor(view, view.fromMs, bounds), bounds);
    }

    expect(view.isLive).toBe(true);
    expect(view.toMs).toBeGreaterThan(bounds.lastMs);
  });

  test('zooms about the pointer while resting', () => {
    const rested = panViewport(liveViewport(bounds, 100), -50 * MINUTE, bounds);

    expect(liveAnchor(rested, 123, bounds)).toBe(123);
  });

  test('neither zooms nor pans beyond its limits', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            pan: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
            factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
            share: fc.double({ min: 0, max: 1, noNaN: true }),
          }),
          { maxLength: 30 },
        ),
        fc.constantFrom(bounds, single),
        (moves, limits) => {
          let view = liveViewport(limits, 100);
          for (const { pan, factor, share } of moves) {
            view = panViewport(view, pan, limits);
            const anchorMs = view.fromMs + share * (view.toMs - view.fromMs);
            view = zoomViewport(view, factor, anchorMs, limits);
            const slots = (view.toMs - view.fromMs) / limits.intervalMs;
            expect(slots).toBeGreaterThanOrEqual(8 - 1e-6);
            const bars = (limits.lastMs - limits.firstMs) / limits.intervalMs;
            expect(slots).toBeLessThanOrEqual(Math.max(300, bars * 1.25) + 1e-6);
            // Some bar stays in sight.
            expect(view.fromMs).toBeLessThanOrEqual(limits.lastMs);
            expect(view.toMs).toBeGreaterThanOrEqual(limits.firstMs);
          }
        },
      ),
      { seed: 11 },
    );
  });

  test('does not jump when a chart with a single bar is touched', () => {
    const view = liveViewport(single, 110);

    expect(panViewport(view, 0, single)).toEqual(view);
  });

  test('fits all bars with the newest one at the right', () => {
    const view = fitViewport(bounds, 20);

    expect(view.fromMs).toBeLessThan(bounds.firstMs);
    expect(view.toMs).toBeGreaterThan(bounds.lastMs);
    expect(view.isLive).toBe(true);
  });

  test('moves just far enough to show a time', () => {
    const view = liveViewport(bounds, 100);

    expect(revealTime(view, 450 * MINUTE, bounds)).toBe(view);
    expect(revealTime(view, 300 * MINUTE, bounds).fromMs).toBe(299 * MINUTE);
    const rested = panViewport(view, -300 * MINUTE, bounds);
    expect(revealTime(rested, 400 * MINUTE, bounds).toMs).toBe(401 * MINUTE);
  });
});
