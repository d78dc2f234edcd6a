/** Places in one partition's log, and whether what a log holds goes on from where a reader was. */
import type { EntryPosition } from '../../proto/types.ts';

/** Place in one partition's log. */
export type EntryId = EntryPosition;

/** Id before all others: reading after it begins with the oldest entry. */
export const LOG_START = '0-0';

/** How far a reader has come in one partition's log. */
export interface LogPosition {
  /** Id of the last entry read, as Redis gave it: exact also beyond 2^53. `LOG_START`: none yet. */
  readonly id: string;
  /**
   * Entries that the log ever had up to this one, which tells a log that was cut or replaced from one that
   * was only trimmed behind the reader. Undefined while it is not known.
   */
  readonly ordinal: number | undefined;
}

export const AT_START: LogPosition = { id: LOG_START, ordinal: undefined };

/** One partition's log at one moment, as seen from a position. */
export interface LogFacts {
  /** Entries ever added; undefined where Redis does not count them (before 7.0). */
  readonly entriesAdded: number | undefined;
  /** Entries held. */
  readonly length: number;
  /** Newest id ever given. */
  readonly newestId: string;
  /** Oldest entry held; undefined when none is. */
  readonly oldestId: string | undefined;
  /** Whether the entry at the position itself is still there. */
  readonly hasPosition: boolean;
  /** Entries held after the position; undefined when they are more than were counted. */
  readonly after: number | undefined;
}

export type Continuity =
  /** What comes next is the next entry. */
  | { readonly kind: 'continuous'; readonly ordinal: number | undefined }
  /** Entries after the position were trimmed before they were read. */
  | { readonly kind: 'trimmed' }
  /** The position belongs to a log that is gone: deleted, or cut back to an earlier state. */
  | { readonly kind: 'replaced' };

/**
 * Judges whether a reader can go on from a position without missing anything.
 *
 * Redis does not say what trimming took away; but it counts what it ever added, so the number of entries up to
 * a position is known from those behind it, and does not change unless entries between were lost.
 *
 * @param facts Undefined: there is no log.
 */
export function judgeContinuity(
  { id, ordinal }: LogPosition,
  facts: LogFacts | undefined,
): Continuity {
  const isStart = id === LOG_START;
  if (!facts) {
    const isNew = isStart && (ordinal ?? 0) === 0;
    return isNew ? { kind: 'continuous', ordinal: 0 } : { kind: 'replaced' };
  }
  const { entriesAdded, length, after, hasPosition } = facts;
  if (compareIds(facts.newestId, id) < 0) return { kind: 'replaced' };
  if (entriesAdded === undefined) return judgeUncounted(isStart, facts, id);
  const trimmed = entriesAdded - length;
  if (ordinal === undefined) {
    if (isStart) return trimmed > 0 ? { kind: 'trimmed' } : { kind: 'continuous', ordinal: 0 };
    if (!hasPosition) return { kind: trimmed > 0 ? 'trimmed' : 'replaced' };
    const counted = after === undefined ? undefined : entriesAdded - after;
    return { kind: 'continuous', ordinal: counted };
  }
  if (entriesAdded < ordinal) return { kind: 'replaced' };
  // Where too much is left to be counted, at least what is gone for certain is known.
  if (after === undefined) {
    return trimmed > ordinal ? { kind: 'trimmed' } : { kind: 'continuous', ordinal };
  }
  const actual = entriesAdded - after;
  if (actual === ordinal) return { kind: 'continuous', ordinal };
  return { kind: actual > ordinal ? 'trimmed' : 'replaced' };
}

/** Ordinal of a position once what is missing before the next entry is accepted as lost. */
export function ordinalAfterLoss({
  entriesAdded,
  length,
  after,
  hasPosition,
}: LogFacts): number | undefined {
  if (entriesAdded === undefined) return undefined;
  if (after !== undefined) return entriesAdded - after;
  return hasPosition ? undefined : entriesAdded - length;
}

/** An old Redis: a position that was trimmed may be the last one that was, which is no loss; it counts as one. */
function judgeUncounted(
  isStart: boolean,
  { oldestId, hasPosition }: LogFacts,
  id: string,
): Continuity {
  const isContinuous =
    isStart || hasPosition || oldestId === undefined || compareIds(oldestId, id) <= 0;
  return isContinuous ? { kind: 'continuous', ordinal: undefined } : { kind: 'trimmed' };
}

/** Parses `<ms>-<seq>`. */
export function parseEntryId(text: string): EntryId {
  const [ms, seq] = text.split('-');
  return { ms: Number(ms), seq: Number(seq ?? 0) };
}

/** Says whether `a` comes after `b`. */
export function isAfter(a: EntryId, b: EntryId): boolean {
  return a.ms > b.ms || (a.ms === b.ms && a.seq > b.seq);
}

/** Compares two ids as Redis writes them, exactly; negative when `a` comes first. */
export function compareIds(a: string, b: string): number {
  const [aMs = '0', aSeq = '0'] = a.split('-');
  const [bMs = '0', bSeq = '0'] = b.split('-');
  return compareDigits(aMs, bMs) || compareDigits(aSeq, bSeq);
}

/** Without leading zeros, a longer number is a larger one. */
function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}
