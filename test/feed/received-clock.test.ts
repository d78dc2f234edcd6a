import { describe, expect, test } from 'vitest';
import { ReceivedClock } from '../../feed/received-clock.ts';
import { FakeClock } from './fake-clock.ts';

describe('received clock', () => {
  test('is the wall clock, and follows it forwards at once', () => {
    const clock = new FakeClock();
    const received = new ReceivedClock(clock);

    clock.pass(1_234);
    expect(received.nowMs()).toBe(clock.nowMs());
    clock.setNow(clock.nowMs() + 7_200_000);
    expect(received.nowMs()).toBe(clock.nowMs());
  });

  test('goes on, neither back nor standing still, when the wall clock is set back by an hour', () => {
    const clock = new FakeClock();
    const received = new ReceivedClock(clock);
    const before = received.nowMs();

    clock.setNow(clock.nowMs() - 3_600_000);
    const times = Array.from({ length: 100 }, () => {
      clock.pass(1_000);
      return received.nowMs();
    });

    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect((times.at(-1) ?? 0) - before).toBe(90_000);
  });

  test('is the wall clock again as soon as that has come up with it', () => {
    const clock = new FakeClock();
    const received = new ReceivedClock(clock);
    clock.setNow(clock.nowMs() - 2_000);

    clock.pass(19_000);
    expect(received.nowMs()).toBeGreaterThan(clock.nowMs());
    clock.pass(2_000);
    expect(received.nowMs()).toBe(clock.nowMs());
  });
});
