import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { TextPacer } from '../../../../web/components/shared/text-pacer.ts';

describe('text pacer', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('passes all changes of one frame at once after silence', async () => {
    const pacer = new TextPacer();
    const seen: string[] = [];
    pacer.offer({}, () => seen.push('a'));
    pacer.offer({}, () => seen.push('b'));

    await Promise.resolve();

    expect(seen).toEqual(['a', 'b']);
  });

  test('passes ten changes a second at most, and ends on the newest', async () => {
    const pacer = new TextPacer();
    const owner = {};
    const seen: number[] = [];
    for (let i = 0; i < 60; i += 1) {
      pacer.offer(owner, () => seen.push(i));
      await vi.advanceTimersByTimeAsync(1_000 / 60);
    }
    await vi.advanceTimersByTimeAsync(100);

    expect(seen.length).toBeLessThanOrEqual(11);
    expect(seen.at(-1)).toBe(59);
  });

  test('forgets the change of an owner that is gone', async () => {
    const pacer = new TextPacer();
    const owner = {};
    const seen: string[] = [];
    pacer.offer(owner, () => seen.push('gone'));
    pacer.withdraw(owner);

    await vi.advanceTimersByTimeAsync(200);

    expect(seen).toEqual([]);
  });
});
