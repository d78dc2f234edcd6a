import { beforeEach, describe, expect, test } from 'vitest';
import { ACK_INTERVAL_MS, ACK_SPACING_MS, AckPolicy } from '../../../web/client/ack-policy.ts';

let acks: AckPolicy;

beforeEach(() => {
  acks = new AckPolicy();
});

/** Frames arrive and are handed to the page, which draws them. */
function show(from: number, to: number, bytes = 100): void {
  for (let frame = from; frame <= to; frame++) acks.onReceived(frame, bytes);
  acks.onDrawn(acks.handOver());
}

describe('ack policy', () => {
  test('acknowledges nothing that was not drawn, however long it lies there', () => {
    acks.setWindow(8, 1_000);
    for (let frame = 1; frame <= 8; frame++) acks.onReceived(frame, 125);
    acks.handOver();

    expect(acks.dueMs).toBe(Infinity);
    expect(acks.take(1e9)).toBeUndefined();
  });

  test('acknowledges what was drawn at once, and then at most every 500 ms', () => {
    acks.setWindow(64, 1 << 18);
    show(1, 1);
    expect(acks.take(0)).toBe(1);
    show(2, 3);

    expect(acks.take(ACK_INTERVAL_MS - 1)).toBeUndefined();
    expect(acks.take(ACK_INTERVAL_MS)).toBe(3);
    expect(acks.take(1e9)).toBeUndefined();
  });

  test.each([
    { what: 'half of the frames', frames: 8, bytes: 0, to: 5, size: 1 },
    { what: 'half of the bytes', frames: 64, bytes: 1_000, to: 2, size: 500 },
    {
      what: 'half of the bytes of an unknown number of frames',
      frames: 0,
      bytes: 999,
      to: 2,
      size: 499,
    },
    { what: 'a frame larger than the window', frames: 64, bytes: 1_000, to: 2, size: 9_999 },
    { what: 'the one frame of the smallest window', frames: 1, bytes: 0, to: 2, size: 1 },
  ])('acknowledges $what sooner, but spares the server', ({ frames, bytes, to, size }) => {
    acks.setWindow(frames, bytes);
    show(1, 1);
    acks.take(0);
    show(2, to, size);

    expect(acks.take(ACK_SPACING_MS - 1)).toBeUndefined();
    expect(acks.take(ACK_SPACING_MS)).toBe(to);
  });

  test.each([
    { what: 'fewer frames than half', frames: 8, bytes: 0, to: 4, size: 1 },
    { what: 'fewer bytes than half', frames: 64, bytes: 1_000, to: 2, size: 499 },
    { what: 'a server without a window', frames: 0, bytes: 0, to: 60, size: 1 << 20 },
  ])('does not hurry for $what', ({ frames, bytes, to, size }) => {
    acks.setWindow(frames, bytes);
    show(1, 1);
    acks.take(0);
    show(2, to, size);

    expect(acks.dueMs).toBe(ACK_INTERVAL_MS);
  });

  test('counts a frame without data for nothing', () => {
    acks.onReceived(0, 1e6);

    expect(acks.isAnyUndrawn).toBe(false);
    expect(acks.handOver()).toBe(0);
  });

  test('counts everything that has arrived as shown when nobody looks', () => {
    acks.onReceived(1, 10);
    acks.handOver();
    acks.onReceived(2, 10);

    acks.onUnwatched();

    expect(acks.take(0)).toBe(2);
    // The page comes back and draws what lay there since.
    acks.onDrawn(1);
    expect(acks.take(1e9)).toBeUndefined();
  });

  test('forgets numbers and window with the connection', () => {
    acks.setWindow(2, 100);
    for (let frame = 1; frame <= 57; frame++) acks.onReceived(frame, 50);
    const former = acks.handOver();

    acks.reset();
    for (let frame = 1; frame <= 3; frame++) acks.onReceived(frame, 1_000);
    acks.onDrawn(former);
    expect(acks.take(0)).toBeUndefined();

    acks.onDrawn(acks.handOver());
    expect(acks.take(0)).toBe(3);
    show(4, 60, 1_000);
    expect(acks.dueMs).toBe(ACK_INTERVAL_MS);
  });
});
