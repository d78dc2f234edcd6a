/** Pure parts of the drawing: price labels, widths of bars, visible spans, merged bars. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BarColumns } from '../../../web/model/bar-columns.ts';
import { mergeBars, spanExtremes, visibleSpan } from '../../../web/model/chart-bar-span.ts';
import {
  barWidths,
  paneFrame,
  pixelX,
  pixelY,
  timeAt,
  valueAt,
} from '../../../web/model/chart-geometry.ts';
import { priceStep, priceTicks } from '../../../web/model/chart-price-ticks.ts';

function walk(count: number): BarColumns {
  const store = new BarColumns(10_000);
  for (let i = 0; i < count; i += 1) {
    const open = 1_000 + ((i * 37) % 91);
    const close = 1_000 + ((i * 53) % 97);
    store.upsert({
      openTimeMs: i * 1_000,
      open,
      close,
      high: Math.max(open, close) + 5,
      low: Math.min(open, close) - 5,
      volume: 10 + (i % 7),
    });
  }
  return store;
}

describe('price ticks', () => {
  test('are round and lie on the price grid, for any range and grid', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom(1, 5, 10, 25, 50, 100, 3_125, 1_000_000),
        (low, span, tickSize) => {
          const ticks = priceTicks(low, low + span, 7, tickSize);

          for (const tick of ticks) {
            expect(tick % tickSize).toBe(0);
            expect(tick).toBeGreaterThanOrEqual(low);
            expect(tick).toBeLessThanOrEqual(low + span);
          }
          expect(ticks.length).toBeLessThanOrEqual(8);
          if (span > 40 * tickSize) expect(ticks.length).toBeGreaterThanOrEqual(2);
        },
      ),
      { seed: 4 },
    );
  });

  test.each([
    [18, 1, 20],
    [21, 1, 25],
    [180, 25, 200],
    [30, 25, 50],
    [3, 25, 25],
    [4_000, 3_125, 6_250],
    [7, 10, 10],
  ])('at least %s apart on a grid of %s have a step of %s', (least, tickSize, step) => {
    expect(priceStep(least, tickSize)).toBe(step);
  });

  test('stay exact far from zero', () => {
    expect(priceTicks(12_345_612_345_000, 12_345_612_346_000, 5, 1)).toEqual([
      12_345_612_345_000, 12_345_612_345_200, 12_345_612_345_400, 12_345_612_345_600,
      12_345_612_345_800, 12_345_612_346_000,
    ]);
  });
});

describe('bar widths', () => {
  test('never let neighbours touch, and share one centre with the wick', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        fc.constantFrom(1, 1.25, 1.5, 2, 3),
        (spacing, ratio) => {
          const { body, wick, isColumn, mergeCount } = barWidths(spacing, ratio);

          if (!isColumn) {
            // Rounded centres come as close as the whole part of the spacing.
            expect(body).toBeLessThan(Math.floor(spacing));
            expect((body - wick) % 2).toBe(0);
            if (spacing > 20) expect(body).toBeLessThanOrEqual(spacing * 0.8 + 1);
          }
          expect(body).toBeGreaterThanOrEqual(wick);
          expect(spacing * mergeCount).toBeGreaterThanOrEqual(Math.min(spacing, 0.5));
        },
      ),
      { seed: 6 },
    );
  });

  test('become columns and then groups as bars crowd', () => {
    expect(barWidths(7, 1)).toEqual({ wick: 1, body: 5, isColumn: false, mergeCount: 1 });
    expect(barWidths(14, 2)).toEqual({ wick: 2, body: 10, isColumn: false, mergeCount: 1 });
    expect(barWidths(1.6, 1)).toEqual({ wick: 1, body: 1, isColumn: true, mergeCount: 1 });
    expect(barWidths(0.2, 1)).toEqual({ wick: 1, body: 1, isColumn: true, mergeCount: 4 });
  });
});

describe('pane frame', () => {
  test('turns times and values into pixels and back', () => {
    const edges = { left: 0, right: 800, top: 0, bottom: 300 };
    const frame = paneFrame(edges, { fromMs: 1_000, toMs: 9_000 }, { low: 100, high: 400 });

    expect(pixelX(frame, 5_000)).toBe(400);
    expect(pixelY(frame, 100)).toBe(300);
    expect(pixelY(frame, 400)).toBe(0);
    expect(timeAt(frame, 400)).toBe(5_000);
    expect(valueAt(frame, 150)).toBe(250);
  });
});

describe('spans of bars', () => {
  test('hold the bars of a time span with its margin', () => {
    const bars = walk(100);

    const span = visibleSpan(bars, 10_000, 20_000, 1_000);

    expect([span.start - bars.start, span.end - bars.start]).toEqual([10, 22]);
  });

  test('are empty before the first and after the last bar', () => {
    const bars = walk(3);

    const before = visibleSpan(bars, -9_000, -5_000, 0);
    const after = visibleSpan(bars, 9_000, 12_000, 0);

    expect(before.end - before.start).toBe(0);
    expect(after.end - after.start).toBe(0);
  });

  test('have the extremes of their bars', () => {
    const bars = walk(200);

    const found = spanExtremes(bars, bars.start + 20, bars.start + 120);

    const rows = Array.from({ length: 100 }, (_, i) => bars.at(20 + i));
    expect(found.low).toBe(Math.min(...rows.map((bar) => bar?.low ?? Infinity)));
    expect(found.high).toBe(Math.max(...rows.map((bar) => bar?.high ?? -Infinity)));
    expect(found.volume).toBe(Math.max(...rows.map((bar) => bar?.volume ?? 0)));
  });

  test('merge on a fixed time grid and keep open, extremes, close and volume', () => {
    const bars = walk(102);

    const merged = mergeBars(bars, bars.end, 1_000, 4);

    expect(merged.end - merged.start).toBe(26);
    const rows = [4, 5, 6, 7].map((i) => bars.at(i));
    expect(merged.openTimeMs[1]).toBe(5_500);
    expect(merged.open[1]).toBe(rows[0]?.open);
    expect(merged.close[1]).toBe(rows[3]?.close);
    expect(merged.high[1]).toBe(Math.max(...rows.map((bar) => bar?.high ?? 0)));
    expect(merged.low[1]).toBe(Math.min(...rows.map((bar) => bar?.low ?? 0)));
    expect(merged.volume[1]).toBe(rows.reduce((sum, bar) => sum + (bar?.volume ?? 0), 0));
  });

  test('merge into the same groups after old bars have fallen out', () => {
    const bars = walk(40);
    const later = new BarColumns(30);
    for (let i = 0; i < 40; i += 1) {
      const bar = bars.at(i);
      if (bar !== undefined) later.upsert(bar);
    }

    const all = mergeBars(bars, bars.end, 1_000, 4);
    const rest = mergeBars(later, later.end, 1_000, 4);

    expect([...rest.high.subarray(1, rest.end)]).toEqual(
      [...all.high.subarray(3, all.end)].slice(0, 7),
    );
  });
});
