import { describe, expect, test } from 'vitest';
import { DataAge } from '../../../feed/live/data-age.ts';
import { Silence } from '../../../feed/live/silence.ts';

describe('silence of a connection', () => {
  const limits = { silenceMs: 10_000, dataSilenceMs: 60_000 };

  test('says nothing before the connection is open', () => {
    expect(new Silence(limits).verdict(1e9)).toBeUndefined();
  });

  test('takes a connection for dead on which nothing at all came', () => {
    const silence = new Silence(limits);
    silence.data(0);

    expect(silence.verdict(9_999)).toBeUndefined();
    expect(silence.verdict(10_000)).toBe('dead');
  });

  test('takes a connection for mute that has heartbeats but no market data', () => {
    const silence = new Silence(limits);
    silence.data(0);
    for (let nowMs = 1000; nowMs <= 60_000; nowMs += 1000) silence.heard(nowMs);

    expect(silence.verdict(59_999)).toBeUndefined();
    expect(silence.verdict(60_000)).toBe('mute');
  });

  test('waits anew after each sign of life', () => {
    const silence = new Silence(limits);
    silence.data(0);
    silence.data(9_000);

    expect(silence.verdict(18_999)).toBeUndefined();
    expect(silence.verdict(19_000)).toBe('dead');
  });
});

describe('age of a symbol', () => {
  test('is not stale before the floor, then it is', () => {
    const age = new DataAge(15_000, 0);
    age.data(1_000);

    expect(age.isStale(15_999)).toBe(false);
    expect(age.isStale(16_000)).toBe(true);
  });

  test('lets a quiet symbol be silent for ten of its usual gaps', () => {
    const age = new DataAge(15_000, 0);
    for (let nowMs = 60_000; nowMs <= 300_000; nowMs += 60_000) age.data(nowMs);

    expect(age.isStale(300_000 + 599_999)).toBe(false);
    expect(age.isStale(300_000 + 600_000)).toBe(true);
  });

  test('does not take the gaps inside of a burst for the usual ones', () => {
    const age = new DataAge(15_000, 0);
    for (let burst = 1; burst <= 5; burst++) {
      for (let at = 0; at < 50; at++) age.data(burst * 60_000 + at);
    }

    expect(age.isStale(300_049 + 500_000)).toBe(false);
  });

  test('does not count the time without a connection', () => {
    const age = new DataAge(15_000, 0);
    age.restart(100_000);

    expect(age.isStale(114_999)).toBe(false);
    expect(age.isStale(115_000)).toBe(true);
  });

  test('is fresh again with its next data', () => {
    const age = new DataAge(300, 0);
    expect(age.isStale(300)).toBe(true);
    age.data(310);

    expect(age.isStale(400)).toBe(false);
  });
});
