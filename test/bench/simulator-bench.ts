/** Speed of the simulator on one core: ticks per second of processor time, medians of several runs. */
import { createSimulator } from '../../feed/simulator/simulator.ts';

const START_MS = Date.UTC(2026, 10, 20, 15);
const RUNS = 7;

/** Ticks per second of processor time while `seconds` of virtual time pass, after as much again to warm up. */
function ticksPerSecond(symbolCount: number, seconds: number, seed: number): number {
  const simulator = createSimulator({ seed, symbolCount, startTimeMs: START_MS });
  simulator.advance(START_MS + seconds * 1000);
  let count = 0;
  const before = process.cpuUsage();
  for (let step = 1; step <= seconds * 10; step++) {
    count += simulator.advance(START_MS + seconds * 1000 + step * 100).length;
  }
  const { user, system } = process.cpuUsage(before);
  return (count * 1_000_000) / (user + system);
}

for (const [symbolCount, seconds] of [
  [32, 120],
  [500, 30],
] as const) {
  const runs = Array.from({ length: RUNS }, (_, run) => ticksPerSecond(symbolCount, seconds, run));
  const sorted = runs.toSorted((left, right) => left - right).map(Math.round);
  console.log(
    `${symbolCount} symbols: ${String(sorted[RUNS >> 1])} ticks/s (lowest ${String(sorted[0])}, highest ${String(sorted.at(-1))}, ${RUNS} runs)`,
  );
}
