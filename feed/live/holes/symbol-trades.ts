/** What the trades of one symbol go through on their way out, whatever their ids are like. */
import type { Gap, Tick, Trade } from '../../../proto/types.ts';
import type { TradeHole } from '../../venues/venue.ts';
import type { VenueInstrument } from '../../venues/venue-mapper.ts';
import { createGap } from '../../venues/trade-sequence.ts';

/** What `fetchMissingTrades` found. */
export interface FillResult {
  /** Oldest first. */
  readonly trades: readonly Trade[];
  /** Whether that is all that the venue has of the hole; false: it was cut off by a bound of ours. */
  readonly isComplete: boolean;
}

export interface SymbolTradesOptions {
  readonly instrument: VenueInstrument;
  /** Whether missing trades can be fetched. */
  readonly canFill: boolean;
  /** A hold ends after this, ms. */
  readonly holdMs: number;
  /** And with this many ticks. */
  readonly maxHeldTicks: number;
  /** Asks for trades; each call is answered by exactly one `filled`, later. */
  readonly startFill: (hole: TradeHole) => void;
  /** The answer is of no use any more. */
  readonly endFill: () => void;
  /** `TradeService.matchIds`. */
  readonly matchIds?: ((tradeId: string) => readonly string[]) | undefined;
  readonly counts: HoleCounts;
}

/** Happened so far, of all symbols. */
export interface HoleCounts {
  /** Trades that came once more and were dropped. */
  repeatedTrades: number;
  /** Times that a symbol's ticks were held back. */
  holds: number;
  /** Gap ticks published. */
  gaps: number;
  /** Trades that are known by their ids to be lost for good. */
  lostTrades: number;
  /** Trades published that had been fetched. */
  filledTrades: number;
  /** Answers that came after the hold had ended. */
  lateAnswers: number;
  /** Times that a venue began its trade ids anew. */
  idRestarts: number;
}

/** One symbol. Ticks to publish go to `out`, in order; times are received times, UNIX ms, never going back. */
export interface SymbolTrades {
  /** When `expire` is next worth calling, UNIX ms; Infinity: nothing is waited for. */
  readonly dueMs: number;
  push(tick: Tick, nowMs: number, out: Tick[]): void;
  /** All ticks of one frame have been pushed. */
  endPush(nowMs: number, out: Tick[]): void;
  lost(nowMs: number): void;
  resumed(nowMs: number): void;
  filled(result: FillResult | undefined, nowMs: number, out: Tick[]): void;
  expire(nowMs: number, out: Tick[]): void;
  /** Publishes what is held, with the gaps that are left, and waits for nothing any more. */
  end(nowMs: number, out: Tick[]): void;
}

/** Times between which trades are missing, venue times, UNIX ms. */
export interface GapSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** 0: not known. */
  readonly lostTrades: number;
}

/** What was held is received anew when it is released: received times never go back. */
export function releasedTick(tick: Tick, nowMs: number): Tick {
  return tick.receivedTimeMs >= nowMs ? tick : { ...tick, receivedTimeMs: nowMs };
}

export function gapTick(
  { instrument }: VenueInstrument,
  { fromMs, toMs, lostTrades }: GapSpan,
  nowMs: number,
  counts: HoleCounts,
): Gap {
  // Ids that are further apart than that tell no number.
  const known = Number.isSafeInteger(lostTrades) ? lostTrades : 0;
  counts.gaps += 1;
  counts.lostTrades += known;
  return createGap(instrument.symbol, known, fromMs, toMs, nowMs);
}
