/** Sparklines take few canvas calls and the colour of their direction. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { drawSparkline } from '../../../web/charts/sparkline.ts';
import { CountingPage } from './counting-canvas.ts';

const colours = { up: 'up', down: 'down', flat: 'flat' };
const size = { width: 56, height: 24, devicePixelRatio: 2, colours };

function draw(points: readonly number[], reference?: number): ReturnType<CountingPage['of']> {
  const page = new CountingPage();
  const canvas = document.createElement('canvas');
  vi.spyOn(canvas, 'getContext').mockImplementation(() => page.contextFor(canvas));
  drawSparkline(canvas, { ...size, points, reference });
  return page.of(canvas);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('sparkline', () => {
  test.each([
    ['rises', [1, 2, 3], undefined, 'up'],
    ['falls', [3, 2, 1], undefined, 'down'],
    ['ends where it began', [2, 5, 2], undefined, 'flat'],
    ['rises but stays below its reference', [1, 2], 5, 'down'],
    ['is a single point above its reference', [6], 5, 'up'],
  ])('that %s has the right colour', (_name, points, reference, colour) => {
    const context = draw(points, reference);

    expect(new Set(context.fills.map((fill) => fill.style))).toEqual(new Set([colour]));
    expect(context.count('stroke')).toBe(1);
  });

  test('of 60 points takes about a call a point', () => {
    const context = draw(Array.from({ length: 60 }, (_, i) => i % 7));

    expect(context.count('lineTo')).toBe(62);
    expect(context.total).toBeLessThan(110);
  });

  test('without points only clears its canvas', () => {
    const context = draw([]);

    expect(context.total).toBe(1);
    expect(context.count('clearRect')).toBe(1);
  });

  test('has as many device pixels as its size and ratio ask for', () => {
    const { canvas } = draw([1, 2]);

    expect([canvas.width, canvas.height]).toEqual([112, 48]);
    expect([canvas.style.width, canvas.style.height]).toEqual(['56px', '24px']);
  });
});
