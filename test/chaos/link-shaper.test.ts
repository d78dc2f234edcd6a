import { describe, expect, test } from 'vitest';
import { createRandom } from '../bench/random.ts';
import { CLEAR_LINK, LinkShaper, MAX_SLICES } from '../support/link-shaper.ts';

const bytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, at) => at & 255);

describe('link shaper', () => {
  test('passes bytes at once and whole when nothing is wrong', () => {
    const shaper = new LinkShaper(createRandom(1));

    expect(shaper.shape(bytes(1_000), CLEAR_LINK, 5)).toEqual([{ bytes: bytes(1_000), dueMs: 5 }]);
  });

  test('adds the latency, and lets chunks follow each other at the bandwidth', () => {
    const shaper = new LinkShaper(createRandom(1));
    const conditions = { ...CLEAR_LINK, latencyMs: 50, bytesPerSecond: 10_000 };

    expect(shaper.shape(bytes(100), conditions, 0)[0]?.dueMs).toBe(60);
    expect(shaper.shape(bytes(200), conditions, 0)[0]?.dueMs).toBe(80);
    expect(shaper.shape(bytes(100), conditions, 1_000)[0]?.dueMs).toBe(1_060);
  });

  test('keeps the order under jitter and when the latency falls', () => {
    const shaper = new LinkShaper(createRandom(7));
    const due: number[] = [];

    for (let at = 0; at < 100; at++) {
      const conditions = { ...CLEAR_LINK, latencyMs: at < 50 ? 80 : 0, jitterMs: 40 };
      due.push(...shaper.shape(bytes(10), conditions, at).map(({ dueMs }) => dueMs));
    }

    expect(due).toEqual(due.toSorted((a, b) => a - b));
  });

  test('cuts into small pieces that make up the chunk, a bounded number of them', () => {
    const shaper = new LinkShaper(createRandom(7));

    const pieces = shaper.shape(bytes(5_000), { ...CLEAR_LINK, sliceBytes: 3 }, 0);

    expect(Buffer.concat(pieces.map((piece) => piece.bytes))).toEqual(Buffer.from(bytes(5_000)));
    expect(pieces).toHaveLength(MAX_SLICES);
    expect(pieces.slice(0, -1).every((piece) => piece.bytes.length <= 3)).toBe(true);
  });

  test('does the same with the same random numbers', () => {
    const conditions = { ...CLEAR_LINK, jitterMs: 20, sliceBytes: 5 };
    const run = (): unknown => new LinkShaper(createRandom(3)).shape(bytes(90), conditions, 0);

    expect(run()).toEqual(run());
  });
});
