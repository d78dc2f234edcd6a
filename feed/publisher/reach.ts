/** How far feeds have come with their symbols: kept beside the logs, which are trimmed and shared with other feeds. */
import type { Redis } from 'ioredis';
import { reachKey } from '../../proto/redis-keys.ts';
import { isNotice, type Tick } from '../../proto/types.ts';

/** Symbols asked for in one step. */
const PAGE = 1_000;

/** Times of a tick that was written. */
export interface Reach {
  readonly venueTimeMs: number;
  /** Tells which of two is the newer: a recording that is played again has its old venue times. */
  readonly receivedTimeMs: number;
}

/** A reach as it stands in Redis. */
export interface ReachField {
  readonly symbol: string;
  readonly value: string;
}

/** The field that says how far a batch reaches; undefined if it has nothing but notices. Pure. */
export function reachFieldOf(ticks: readonly Tick[]): ReachField | undefined {
  const last = ticks.findLast((tick) => !isNotice(tick));
  if (last === undefined) return undefined;
  const { symbol, venueTimeMs, receivedTimeMs } = last;
  return { symbol, value: `${String(venueTimeMs)} ${String(receivedTimeMs)}` };
}

/** The newer of two, if any. Pure. */
export function newerReach(left: Reach | undefined, right: Reach | undefined): Reach | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return right.receivedTimeMs > left.receivedTimeMs ? right : left;
}

/**
 * Finds out how far earlier feeds came with any of the symbols, whatever the log still has of them.
 *
 * @throws {Error} What Redis refuses, or when the connection breaks.
 */
export async function storedReach(
  redis: Redis,
  partition: number,
  symbols: readonly string[],
): Promise<Reach | undefined> {
  let newest: Reach | undefined;
  for (let at = 0; at < symbols.length; at += PAGE) {
    const values = await redis.hmget(reachKey(partition), ...symbols.slice(at, at + PAGE));
    for (const value of values) newest = newerReach(newest, parseReach(value));
  }
  return newest;
}

function parseReach(value: string | null): Reach | undefined {
  const [, venueTime, receivedTime] = /^(\d{1,16}) (\d{1,16})$/.exec(value ?? '') ?? [];
  if (venueTime === undefined || receivedTime === undefined) return undefined;
  return { venueTimeMs: Number(venueTime), receivedTimeMs: Number(receivedTime) };
}
