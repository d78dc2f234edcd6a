/** The publisher's Redis connection: how it reconnects, and the questions it asks after each connect. */
import { Redis } from 'ioredis';
import { encodeInstrument } from '../../proto/instrument-codec.ts';
import { MarketDataError } from '../../proto/errors.ts';
import {
  BATCH_FIELD,
  INSTRUMENTS_KEY,
  META_KEY,
  PAYLOAD_VERSION,
  ticksKey,
} from '../../proto/redis-keys.ts';
import type { Instrument } from '../../proto/types.ts';

/** Longest wait between two attempts to connect, milliseconds. */
const MAX_RETRY_DELAY_MS = 500;
/** A Redis that owes an answer for so long counts as gone, milliseconds. */
const SILENCE_MS = 2_000;
const CONNECT_TIMEOUT_MS = 2_000;
/** Instruments in one HSET. */
const INSTRUMENTS_PER_WRITE = 500;
/** Entries looked at in one step when searching for writes whose answer was lost. */
const SEARCH_PAGE = 500;

/** A connection as Redis knows it. */
export interface ConnectionIdentity {
  readonly clientId: number;
  /** Changes when Redis restarts: client ids then count from 1 again. */
  readonly runId: string;
}

/**
 * Makes the client; it connects at once and again for ever.
 *
 * Commands of a lost connection fail instead of being sent again behind our back: what became of them is
 * found out by `countWritten`.
 */
export function connectRedis(url: string): Redis {
  return new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_MS,
    retryStrategy: (attempt) => Math.min(50 * 2 ** Math.min(attempt - 1, 10), MAX_RETRY_DELAY_MS),
    // After a failover the old master is a replica: only a new connection finds the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    connectionName: 'tickwire-feed',
  });
}

/**
 * Writes number of partitions and payload version if nobody has, and checks them.
 *
 * @throws {MarketDataError} ERR_PARTITION_MISMATCH when this Redis belongs to a deployment set up otherwise.
 */
export async function agreeOnMeta(redis: Redis, partitionCount: number): Promise<void> {
  // HSETNX decides between processes that start at the same time: one value wins, all read that one.
  await redis.hsetnx(META_KEY, 'partitions', String(partitionCount));
  await redis.hsetnx(META_KEY, 'version', String(PAYLOAD_VERSION));
  const [partitions, version] = await redis.hmget(META_KEY, 'partitions', 'version');
  if (partitions !== String(partitionCount)) {
    throw new MarketDataError(
      'ERR_PARTITION_MISMATCH',
      `this feed was told ${String(partitionCount)} partitions (PARTITIONS), but ${META_KEY} in this Redis says ` +
        `${String(partitions)}: start all processes with PARTITIONS=${String(partitions)}, or use another Redis`,
    );
  }
  if (version !== String(PAYLOAD_VERSION)) {
    throw new MarketDataError(
      'ERR_PARTITION_MISMATCH',
      `this feed writes payload version ${String(PAYLOAD_VERSION)}, but ${META_KEY} in this Redis says ` +
        `${String(version)}: run processes of one version, or use another Redis`,
    );
  }
}

/** Whether Redis still has what a feed writes once: the deployment's settings, and instruments if any. */
export async function hasDeployment(redis: Redis, hasInstruments: boolean): Promise<boolean> {
  const keys = hasInstruments ? [META_KEY, INSTRUMENTS_KEY] : [META_KEY];
  return (await redis.exists(...keys)) === keys.length;
}

/** Writes instruments into the hash that readers look symbols up in. */
export async function writeInstruments(
  redis: Redis,
  instruments: readonly Instrument[],
): Promise<void> {
  for (let at = 0; at < instruments.length; at += INSTRUMENTS_PER_WRITE) {
    const fields = instruments
      .slice(at, at + INSTRUMENTS_PER_WRITE)
      .flatMap((instrument) => [instrument.symbol, Buffer.from(encodeInstrument(instrument))]);
    await redis.hset(INSTRUMENTS_KEY, ...fields);
  }
}

/** Says who this connection is; undefined where Redis does not allow the questions. */
export async function identify(redis: Redis): Promise<ConnectionIdentity | undefined> {
  try {
    const clientId = await redis.client('ID');
    const runId = /run_id:(\w+)/.exec(await redis.info('server'))?.[1];
    return runId === undefined ? undefined : { clientId, runId };
  } catch (error) {
    if (isConnectionLost(redis)) throw error;
    return undefined;
  }
}

/**
 * Makes sure that nothing of an earlier connection is still to come.
 *
 * A Redis that was frozen may find commands of the dead connection in its socket only when it wakes up;
 * killing that client throws them away, so that what `countWritten` finds is final.
 */
export async function endEarlierConnection(
  redis: Redis,
  earlier: ConnectionIdentity | undefined,
  present: ConnectionIdentity | undefined,
): Promise<void> {
  if (earlier === undefined || earlier.runId !== present?.runId) return;
  try {
    await redis.client('KILL', 'ID', earlier.clientId);
  } catch (error) {
    if (isConnectionLost(redis)) throw error;
  }
}

/** Id of the newest entry of a partition's log, `0-0` if it has none. */
export async function newestEntryId(redis: Redis, partition: number): Promise<string> {
  const [entry] = await redis.xrevrange(ticksKey(partition), '+', '-', 'COUNT', 1);
  return entry?.[0] ?? '0-0';
}

/**
 * Counts how many of the given batches are in a partition's log already.
 *
 * They were sent in this order over one connection, so those that were written are the first ones. Entries of
 * other writers in between are passed over.
 *
 * @param afterId Entry id of the last write that was answered.
 * @param batches Bytes of the writes whose answers were lost, oldest first.
 * @returns       The number of written ones, and the id of the last of them.
 */
export async function countWritten(
  redis: Redis,
  partition: number,
  afterId: string,
  batches: readonly Buffer[],
): Promise<{ readonly count: number; readonly lastId: string }> {
  let count = 0;
  let lastId = afterId;
  let searchedId = afterId;
  for (;;) {
    const entries = await redis.xrangeBuffer(
      ticksKey(partition),
      `(${searchedId}`,
      '+',
      'COUNT',
      SEARCH_PAGE,
    );
    for (const [id, fields] of entries) {
      searchedId = id.toString();
      const wanted = batches[count];
      if (wanted === undefined) return { count, lastId };
      const at = fields.findIndex(
        (field, index) => index % 2 === 0 && field.toString() === BATCH_FIELD,
      );
      if (at < 0 || fields[at + 1]?.equals(wanted) !== true) continue;
      count += 1;
      lastId = searchedId;
    }
    if (entries.length < SEARCH_PAGE) return { count, lastId };
  }
}

/** Whether the connection is gone, as against a command that Redis refused. */
export function isConnectionLost(redis: Redis): boolean {
  return redis.status !== 'ready';
}
