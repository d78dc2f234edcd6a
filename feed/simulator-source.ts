/** Lets the simulated venue run in real time, or faster: the timers around its pure virtual clock. */
import type { BaseInterval, Gap, Instrument, Tick } from '../proto/types.ts';
import type { Clock } from './clock.ts';
import { ReceivedClock } from './received-clock.ts';
import type { HistoryChunk, TickSource } from './source.ts';
import type { Simulator } from './simulator/simulator.ts';

/** Wall time between two batches, milliseconds. */
const STEP_MS = 5;
/** Virtual time of one batch at most, milliseconds: bounds the memory at high speed. */
const SLICE_MS = 100;
/** A process that slept longer than this lost the time: the venue's clock jumps, nothing is caught up, milliseconds. */
const MAX_LAG_MS = 1_000;

/** How far back history reaches: bars of each interval. */
const CATALOGUE_BARS: Readonly<Record<BaseInterval, number>> = { '1s': 900, '1m': 1440, '1h': 720 };
/** The same for the mass of generated instruments, where it is only a start for their charts. */
const GENERATED_BARS: Readonly<Record<BaseInterval, number>> = { '1s': 120, '1m': 240, '1h': 48 };

export interface SimulatorSourceOptions {
  /** Starts at `startTimeMs`; nobody else advances it. */
  readonly simulator: Simulator;
  /** Virtual time at which the simulator was opened, UNIX ms. */
  readonly startTimeMs: number;
  /** How many of its instruments, from the first on, are the well-known ones. */
  readonly catalogueSize: number;
  /** Times as fast as real time, > 0; Infinity: as fast as the ticks are taken. */
  readonly speed: number;
  /**
   * Stands in front of all trade ids. Differs from run to run: each one is another market, whose trades are no
   * repetitions of those before, whatever the clock said then.
   */
  readonly runId: string;
  readonly clock: Clock;
  /** Hears of time that was left out, milliseconds of wall time. */
  readonly onSkip: (skippedMs: number) => void;
}

/**
 * The simulator as a source.
 *
 * `receivedTimeMs` of its ticks is the wall clock: this feed received them now. `venueTimeMs` is the virtual
 * time, which at speed 1 keeps to the wall clock (also after a pause of the process: then a hole is left and
 * marked, as on a real line) and at other speeds runs away from it. A wall clock that is set back moves neither.
 */
export class SimulatorSource implements TickSource {
  readonly instruments: readonly Instrument[];
  readonly canWait: boolean;
  readonly #options: SimulatorSourceOptions;
  readonly #closing = new AbortController();
  readonly #batches: AsyncGenerator<readonly Tick[]>;
  readonly #receivedClock: ReceivedClock;
  #virtualMs: number;
  /** Added to the simulator's times so that they keep to the wall clock. */
  #shiftMs = 0;
  #skippedMs = 0;

  constructor(options: SimulatorSourceOptions) {
    this.#options = options;
    this.instruments = options.simulator.instruments;
    // A market in real time goes on whether or not there is room for it.
    this.canWait = options.speed > 1;
    this.#receivedClock = new ReceivedClock(options.clock);
    this.#virtualMs = options.startTimeMs;
    this.#batches = this.#run();
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly Tick[]> {
    return this.#batches;
  }

  counts(): Readonly<Record<string, number>> {
    return { skippedMs: this.#skippedMs };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#batches.return(undefined);
  }

  async *history(): AsyncGenerator<HistoryChunk> {
    const { simulator, catalogueSize, clock, startTimeMs: endMs } = this.#options;
    const { signal } = this.#closing;
    for (const [instruments, counts] of [
      [this.instruments.slice(0, catalogueSize), CATALOGUE_BARS],
      [this.instruments.slice(catalogueSize), GENERATED_BARS],
    ] as const) {
      for (const { symbol } of instruments) {
        // 1s bars first: the first live one closes soon, and nothing older can be written after it.
        for (const interval of ['1s', '1m', '1h'] as const) {
          if (signal.aborted) return;
          const bars = simulator.history(symbol, interval, counts[interval]);
          yield { symbol, interval, bars, endMs };
          await clock.sleep(0, signal);
        }
      }
    }
  }

  async *#run(): AsyncGenerator<readonly Tick[]> {
    const { clock, speed, startTimeMs } = this.#options;
    const { signal } = this.#closing;
    // Time has passed since the simulator was opened; its first tick is nevertheless now.
    this.#shiftMs = Math.max(0, this.#receivedClock.nowMs() - startTimeMs);
    if (speed === Infinity) {
      while (!signal.aborted) {
        yield* this.#advanceTo(this.#virtualMs + SLICE_MS);
        await clock.sleep(0, signal);
      }
      return;
    }
    let targetMs = this.#virtualMs;
    let lastMs = this.#receivedClock.nowMs();
    while (!signal.aborted) {
      await clock.sleep(STEP_MS, signal);
      const nowMs = this.#receivedClock.nowMs();
      const passedMs = nowMs - lastMs;
      const usedMs = passedMs > MAX_LAG_MS ? STEP_MS : passedMs;
      lastMs = nowMs;
      targetMs += usedMs * speed;
      if (usedMs < passedMs) yield this.#skip(passedMs - usedMs);
      yield* this.#advanceTo(targetMs);
    }
  }

  *#advanceTo(targetMs: number): Generator<readonly Tick[]> {
    while (this.#virtualMs < targetMs && !this.#closing.signal.aborted) {
      this.#virtualMs = Math.min(targetMs, this.#virtualMs + SLICE_MS);
      const ticks = this.#options.simulator.advance(Math.floor(this.#virtualMs));
      const receivedTimeMs = this.#receivedClock.nowMs();
      if (ticks.length > 0) yield ticks.map((tick) => this.#place(tick, receivedTimeMs));
    }
  }

  #place(tick: Tick, receivedTimeMs: number): Tick {
    const { runId, startTimeMs } = this.#options;
    const venueTimeMs = tick.venueTimeMs + this.#shiftMs;
    if (tick.kind !== 'trade') return { ...tick, venueTimeMs, receivedTimeMs };
    const number = Number(tick.tradeId) - startTimeMs;
    return { ...tick, venueTimeMs, receivedTimeMs, tradeId: `${runId}-${number.toString(36)}` };
  }

  /** Leaves time out; returns the gap that it leaves in each symbol. */
  #skip(durationMs: number): Gap[] {
    const { speed, onSkip } = this.#options;
    const fromMs = Math.floor(this.#virtualMs) + this.#shiftMs;
    this.#shiftMs += Math.round(durationMs * speed);
    this.#skippedMs += durationMs;
    onSkip(durationMs);
    const toMs = Math.floor(this.#virtualMs) + this.#shiftMs;
    const times = { venueTimeMs: toMs, receivedTimeMs: this.#receivedClock.nowMs(), fromMs, toMs };
    return this.instruments.map(({ symbol }) => ({
      kind: 'gap',
      symbol,
      ...times,
      lostTrades: 0,
    }));
  }
}
