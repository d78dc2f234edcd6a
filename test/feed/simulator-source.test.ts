import { describe, expect, test } from 'vitest';
import { createSimulator } from '../../feed/simulator/simulator.ts';
import { SimulatorSource } from '../../feed/simulator-source.ts';
import type { Tick } from '../../proto/types.ts';
import { FakeClock } from './fake-clock.ts';

function open(
  speed: number,
  { clock = new FakeClock(), runId = 'run' } = {},
): { source: SimulatorSource; clock: FakeClock; skips: number[] } {
  const startTimeMs = clock.nowMs();
  const skips: number[] = [];
  const source = new SimulatorSource({
    simulator: createSimulator({ seed: 1, symbolCount: 4, startTimeMs }),
    startTimeMs,
    catalogueSize: 3,
    speed,
    runId,
    clock,
    onSkip: (skippedMs) => skips.push(skippedMs),
  });
  return { source, clock, skips };
}

/** Takes ticks until the wall clock has moved on by so much. */
async function takeFor(
  source: SimulatorSource,
  clock: FakeClock,
  durationMs: number,
): Promise<Tick[]> {
  const ticks: Tick[] = [];
  const endMs = clock.elapsedMs() + durationMs;
  for (;;) {
    const next = await source[Symbol.asyncIterator]().next();
    if (next.done === true) return ticks;
    ticks.push(...next.value);
    if (clock.elapsedMs() >= endMs) return ticks;
  }
}

describe('simulator source', () => {
  test('keeps venue time at the wall clock, without drift', async () => {
    const { source, clock } = open(1);

    const ticks = await takeFor(source, clock, 10_000);

    expect(ticks.length).toBeGreaterThan(100);
    for (const { venueTimeMs, receivedTimeMs } of ticks) {
      expect(receivedTimeMs - venueTimeMs).toBeGreaterThanOrEqual(0);
      expect(receivedTimeMs - venueTimeMs).toBeLessThan(500);
    }
    expect(clock.nowMs() - (ticks.at(-1)?.venueTimeMs ?? 0)).toBeLessThan(500);
    await source.close();
  });

  test('at speed 100 lets a hundred times the time pass', async () => {
    const { source, clock } = open(100);

    const ticks = await takeFor(source, clock, 1_000);

    const spanMs = (ticks.at(-1)?.venueTimeMs ?? 0) - (ticks[0]?.venueTimeMs ?? 0);
    expect(spanMs).toBeGreaterThan(98_000);
    expect(spanMs).toBeLessThan(102_000);
    expect(source.canWait).toBe(true);
    await source.close();
  });

  test('as fast as possible runs without waiting', async () => {
    const { source, clock } = open(Infinity);
    let count = 0;

    for await (const batch of source) {
      count += batch.length;
      if (count > 5_000) break;
    }

    expect(clock.sleeps.every((durationMs) => durationMs === 0)).toBe(true);
    await source.close();
  });

  test('skips the time that the process slept instead of catching up, and says so', async () => {
    const { source, clock, skips } = open(1);
    const before = await takeFor(source, clock, 2_000);
    clock.pass(3_600_000);

    const after = await takeFor(source, clock, 2_000);

    expect(skips).toHaveLength(1);
    expect(skips[0]).toBeGreaterThan(3_599_000);
    expect(after.length).toBeLessThan(before.length * 20);
    const first = after[0];
    expect((first?.venueTimeMs ?? 0) - (before.at(-1)?.venueTimeMs ?? 0)).toBeGreaterThan(
      3_590_000,
    );
    expect((first?.receivedTimeMs ?? 0) - (first?.venueTimeMs ?? 0)).toBeLessThan(500);
    await source.close();
  });

  test('marks the time that it left out as a gap of each instrument, in front of what follows', async () => {
    const { source, clock } = open(1);
    const before = await takeFor(source, clock, 2_000);
    clock.pass(60_000);

    const after = await takeFor(source, clock, 2_000);

    const gaps = after.filter((tick) => tick.kind === 'gap');
    expect(after.slice(0, 4)).toEqual(gaps);
    expect(gaps.map(({ symbol }) => symbol)).toEqual(
      source.instruments.map(({ symbol }) => symbol),
    );
    for (const { fromMs, toMs, lostTrades } of gaps) {
      expect(fromMs).toBeGreaterThanOrEqual(before.at(-1)?.venueTimeMs ?? Infinity);
      expect(toMs).toBeLessThanOrEqual(after[4]?.venueTimeMs ?? 0);
      expect(toMs - fromMs).toBeGreaterThan(59_000);
      expect(lostTrades).toBe(0);
    }
    await source.close();
  });

  test('of another run gives no trade the id that one of this run has, even from the same start', async () => {
    const ids = async (runId: string): Promise<Set<string>> => {
      const clock = new FakeClock();
      const { source } = open(100, { clock, runId });
      const ticks = await takeFor(source, clock, 2_000);
      await source.close();
      return new Set(
        ticks.flatMap((tick) => (tick.kind === 'trade' ? [`${tick.symbol} ${tick.tradeId}`] : [])),
      );
    };

    const first = await ids('one');
    const second = await ids('two');

    expect(first.size).toBeGreaterThan(500);
    expect([...second].filter((id) => first.has(id))).toEqual([]);
  });

  test('goes on at nearly its pace, nothing late, when the system clock is set back by an hour', async () => {
    const { source, clock } = open(1);
    const before = await takeFor(source, clock, 2_000);
    clock.setNow(clock.nowMs() - 3_600_000);

    const after = await takeFor(source, clock, 20_000);

    const endMs = before.at(-1)?.venueTimeMs ?? 0;
    const passedMs = (after.at(-1)?.venueTimeMs ?? 0) - endMs;
    expect(passedMs).toBeGreaterThan(17_000);
    expect(passedMs).toBeLessThan(20_500);
    expect(after.filter((tick) => tick.kind === 'gap')).toEqual([]);
    for (const { venueTimeMs, receivedTimeMs } of after) {
      expect(venueTimeMs).toBeGreaterThanOrEqual(endMs);
      expect(receivedTimeMs - venueTimeMs).toBeGreaterThanOrEqual(0);
      expect(receivedTimeMs - venueTimeMs).toBeLessThan(500);
    }
    await source.close();
  });

  test('received times do not go back when the system clock does', async () => {
    const { source, clock } = open(1);
    const before = await takeFor(source, clock, 1_000);
    clock.setNow(clock.nowMs() - 60_000);

    const after = await takeFor(source, clock, 1_000);

    expect(after[0]?.receivedTimeMs).toBeGreaterThanOrEqual(
      before.at(-1)?.receivedTimeMs ?? Infinity,
    );
    await source.close();
  });

  test('offers history of the well-known instruments first, 1s bars in front', async () => {
    const { source, clock } = open(1);
    const seen: string[] = [];

    for await (const { symbol, interval, bars } of source.history()) {
      seen.push(
        `${interval} ${String(source.instruments.findIndex((one) => one.symbol === symbol))}`,
      );
      expect(bars.length).toBeGreaterThan(0);
      expect(bars.at(-1)?.openTimeMs).toBeLessThan(clock.nowMs());
    }

    expect(seen.slice(0, 4)).toEqual(['1s 0', '1m 0', '1h 0', '1s 1']);
    expect(seen.slice(-3)).toEqual(['1s 3', '1m 3', '1h 3']);
    await source.close();
  });
});
