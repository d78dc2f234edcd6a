import { describe, expect, test } from 'vitest';
import { MessageBucket } from '../../../server/gateway/message-limit.ts';

function taken(bucket: MessageBucket, tries: number, nowMs: number): number {
  return Array.from({ length: tries }, () => bucket.take(nowMs)).filter(Boolean).length;
}

describe('message limit', () => {
  test('lets a burst through and then no more', () => {
    const bucket = new MessageBucket({ perSecond: 10, burst: 40 }, 1_000);

    expect(taken(bucket, 100, 1_000)).toBe(40);
  });

  test('lets the long-run rate through after a burst', () => {
    const bucket = new MessageBucket({ perSecond: 10, burst: 40 }, 0);
    taken(bucket, 100, 0);

    expect(bucket.take(99)).toBe(false);
    expect(bucket.take(100)).toBe(true);
    expect(taken(bucket, 100, 1_100)).toBe(10);
  });

  test('saves up no more than a burst, however long nobody sends', () => {
    const bucket = new MessageBucket({ perSecond: 10, burst: 40 }, 0);

    expect(taken(bucket, 100, 86_400_000)).toBe(40);
  });

  test('refused messages cost nothing', () => {
    const bucket = new MessageBucket({ perSecond: 10, burst: 1 }, 0);
    taken(bucket, 1_000, 0);

    expect(bucket.take(100)).toBe(true);
  });
});
