/** Puts the stored snapshots of one partition into a market. */
import { setImmediate } from 'node:timers/promises';
import type { Market } from '../market/market.ts';
import { CoveredTicks } from './covered-ticks.ts';
import { isAfter, LOG_START, parseEntryId } from './log-position.ts';
import type { LogLoss } from './log-tail.ts';
import type { PartitionSnapshot } from './snapshots.ts';

/** Length of the longest bar that is built from trades. */
const HOUR_MS = 3_600_000;
/** Symbols restored before others have their turn. */
const PER_TURN = 8;

/** Whoever restores tells of the symbols as a whole. */
export const noChange = (): void => undefined;

/** Venue times between which ticks are missing. */
export interface Hole {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Puts stored states in the place of those that a market has. Nothing may fold ticks of the partition meanwhile.
 *
 * @returns What the states hold beyond the position of the snapshot.
 */
export async function restorePartition(
  market: Market,
  { position, symbols, unreadable }: PartitionSnapshot,
): Promise<CoveredTicks> {
  const covered = new CoveredTicks();
  for (const [index, snapshot] of symbols.entries()) {
    // Of an instrument whose numbers mean something else by now, the stored state is of no use.
    if (market.restore(snapshot)) covered.add(snapshot.instrument.symbol, snapshot.position);
    if (index % PER_TURN === PER_TURN - 1) await setImmediate();
  }
  const hole = holeBefore(parseEntryId(position.id).ms);
  if (unreadable.length > 0 && hole) {
    const isUnreadable = new Set(unreadable);
    market.markGap((symbol) => isUnreadable.has(symbol), hole.fromMs, hole.toMs, noChange);
  }
  return covered;
}

/** What is to be marked as missing after a loss; undefined when nobody knows. */
export function holeOf({ kind, position, whole, oldest }: LogLoss): Hole | undefined {
  const last = parseEntryId(position.id);
  // What was built from a log that is gone is thrown away: the new one counts from its first entry.
  if (kind === 'replaced') return holeBefore((oldest ?? last).ms);
  if (!oldest) return undefined;
  if (position.id === LOG_START) return holeBefore(oldest.ms);
  // Noticed only behind the hole: then it is somewhere on the way.
  const end = isAfter(oldest, last) ? oldest : last;
  return holeBetween(parseEntryId(whole.id).ms, end.ms);
}

/** A state that begins in the middle: from the start of the hour, the longest bar that lacks a part. */
function holeBefore(firstMs: number): Hole | undefined {
  return holeBetween(firstMs - (firstMs % HOUR_MS), firstMs);
}

/** Undefined when the entry ids are no times: anybody may write ids. */
function holeBetween(fromMs: number, toMs: number): Hole | undefined {
  if (!Number.isSafeInteger(fromMs) || !Number.isSafeInteger(toMs) || fromMs > toMs) {
    return undefined;
  }
  return { fromMs, toMs };
}
