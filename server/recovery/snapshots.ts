/** Reads a partition's stored snapshots and the log position from which their ticks go on. */
import { setImmediate } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import {
  partitionOf,
  snapshotKey,
  snapshotOrdinalKey,
  snapshotPositionKey,
} from '../../proto/redis-keys.ts';
import { decodeSnapshot } from '../../proto/snapshot-codec.ts';
import type { SymbolSnapshot } from '../../proto/snapshot.ts';
import { compareIds, LOG_START, type LogPosition } from './log-position.ts';

/** What a recorder has stored of one partition. */
export interface PartitionSnapshot {
  /**
   * Where to read the log on. A symbol may be further than that: its snapshot says how far, and what the log
   * has of it up to there is to be passed over.
   */
  readonly position: LogPosition;
  /** Of each symbol that had ticks up to the position, and perhaps of others. */
  readonly symbols: readonly SymbolSnapshot[];
  /** Symbols whose snapshot cannot be read. */
  readonly unreadable: readonly string[];
}

/** Hears of a snapshot that cannot be read. */
export type OnFault = (symbol: string, error: Error) => void;

/** Fields of the hash read in one step: a few hundred kilobytes. */
const PAGE = 8;
/** Readings of a hash whose snapshots are thrown away meanwhile. */
const ATTEMPTS = 3;
/** What one snapshot may be at most, bytes: beyond it none of ours is. */
const MAX_BYTES = 16 << 20;

/**
 * Reads the snapshots of a partition in bounded steps.
 *
 * The recorder may write meanwhile. The position is read first and only moves on when all snapshots hold what
 * is before it, so whatever the steps find is at least as far as the position.
 *
 * @returns Undefined when none are stored.
 * @throws  {MarketDataError} ERR_REDIS_UNAVAILABLE
 */
export async function readSnapshots(
  redis: Redis,
  partition: number,
  partitionCount: number,
  onFault: OnFault,
): Promise<PartitionSnapshot | undefined> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const position = await readPosition(redis, partition);
      if (!position) return undefined;
      const found = await readHash(redis, partition, partitionCount, onFault);
      const after = await readPosition(redis, partition);
      if (after && compareIds(after.id, position.id) >= 0) return { position, ...found };
    }
  } catch (error) {
    // Under a key of another type there are no snapshots, and never will be.
    if (error instanceof Error && error.message.startsWith('WRONGTYPE')) {
      onFault(snapshotKey(partition), error);
      return undefined;
    }
    throw new MarketDataError('ERR_REDIS_UNAVAILABLE', 'cannot read snapshots', { cause: error });
  }
  throw new MarketDataError('ERR_REDIS_UNAVAILABLE', 'snapshots are being replaced all the time');
}

async function readPosition(redis: Redis, partition: number): Promise<LogPosition | undefined> {
  // One command: both are of the same moment.
  const [id, ordinal] = await redis.mget(
    snapshotPositionKey(partition),
    snapshotOrdinalKey(partition),
  );
  if (typeof id !== 'string' || !/^\d{1,20}-\d{1,20}$/.test(id) || id === LOG_START) {
    return undefined;
  }
  const isKnown = typeof ordinal === 'string' && /^\d{1,15}$/.test(ordinal);
  return { id, ordinal: isKnown ? Number(ordinal) : undefined };
}

async function readHash(
  redis: Redis,
  partition: number,
  partitionCount: number,
  onFault: OnFault,
): Promise<Pick<PartitionSnapshot, 'symbols' | 'unreadable'>> {
  // A scan may show a field twice: the later one is the newer.
  const symbols = new Map<string, SymbolSnapshot>();
  const unreadable = new Set<string>();
  let cursor = '0';
  do {
    const [next, fields] = await redis.hscanBuffer(snapshotKey(partition), cursor, 'COUNT', PAGE);
    cursor = next.toString();
    for (let at = 0; at + 1 < fields.length; at += 2) {
      const symbol = String(fields[at]);
      if (partitionOf(symbol, partitionCount) !== partition) continue;
      try {
        symbols.set(symbol, decode(symbol, fields[at + 1]));
        unreadable.delete(symbol);
      } catch (error) {
        if (!isMarketDataError(error)) throw error;
        unreadable.add(symbol);
        symbols.delete(symbol);
        onFault(symbol, error);
      }
    }
    // Decoding takes longer than reading: others have their turn in between.
    await setImmediate();
  } while (cursor !== '0');
  return { symbols: [...symbols.values()], unreadable: [...unreadable] };
}

function decode(symbol: string, bytes: Uint8Array | undefined): SymbolSnapshot {
  if (!bytes || bytes.length > MAX_BYTES) {
    throw new MarketDataError('ERR_TICK_INVALID', 'expected a snapshot of less than 16 MiB');
  }
  const snapshot = decodeSnapshot(bytes);
  if (snapshot.instrument.symbol === symbol) return snapshot;
  throw new MarketDataError(
    'ERR_TICK_INVALID',
    `field ${JSON.stringify(symbol)} holds the snapshot of ${JSON.stringify(snapshot.instrument.symbol)}`,
  );
}
