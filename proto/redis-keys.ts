/** Names of the Redis keys, the partition of a symbol, and the version of what they hold. */

import type { EntryPosition } from './types.ts';

/** Version of the payloads in Redis; a process that finds another refuses to start. */
export const PAYLOAD_VERSION = 1;

/** Partitions of a deployment unless configured otherwise. */
export const DEFAULT_PARTITION_COUNT = 8;

/** Hash with `partitions` and `version`, written once by whoever comes first. */
export const META_KEY = 'md:meta';
/** Hash symbol -> Instrument (protobuf). */
export const INSTRUMENTS_KEY = 'md:instruments';

/** Field of a log entry that holds the TickBatch (protobuf). */
export const BATCH_FIELD = 'b';
/** Field of a bar entry that holds the Bar (protobuf). */
export const BAR_FIELD = 'b';

/** Stream of a partition's ticks. The braces are the Redis Cluster hash tag. */
export function ticksKey(partition: number): string {
  return `md:{${String(partition)}}:ticks`;
}

/** Hash of a partition's snapshots: symbol -> SymbolSnapshot (protobuf) with the position it is true at. */
export function snapshotKey(partition: number): string {
  return `md:{${String(partition)}}:snapshot`;
}

/** Log position `<ms>-<seq>`: each snapshot of the partition holds at least all ticks of its symbol up to it. */
export function snapshotPositionKey(partition: number): string {
  return `md:{${String(partition)}}:snapshot-position`;
}

/** Number of entries that the partition's log ever had up to the position; absent: not known. */
export function snapshotOrdinalKey(partition: number): string {
  return `md:{${String(partition)}}:snapshot-ordinal`;
}

/** Which round of writing snapshots is under way, or was the last: another one must not mix with it. */
export function snapshotRoundKey(partition: number): string {
  return `md:{${String(partition)}}:snapshot-round`;
}

/** Lock of the partition's active recorder; its value is the owner's token, and it expires. */
export function recorderKey(partition: number): string {
  return `md:{${String(partition)}}:recorder`;
}

/** Fencing number of the newest owner of the lock: whoever has a smaller one may no longer write. */
export function recorderFenceKey(partition: number): string {
  return `md:{${String(partition)}}:recorder-fence`;
}

/** Stream of a symbol's closed bars, entry ids `<openTimeMs>-0`. */
export function barsKey(partition: number, symbol: string, interval: string): string {
  return `md:{${String(partition)}}:bars:${symbol}:${interval}`;
}

/** Hash of the feeds that publish into a partition: feed id -> JSON of who it is (`FeedIdentity`). */
export function feedsKey(partition: number): string {
  return `md:{${String(partition)}}:feeds`;
}

/** Set of the symbols that one feed publishes into a partition; expires unless that feed renews it. */
export function feedLeaseKey(partition: number, feedId: string): string {
  return `${feedsKey(partition)}:${feedId}`;
}

/**
 * Hash symbol -> `<venue ms> <received ms>` of a feed's last tick in a batch, where it was of this symbol. Stays when
 * the log is trimmed and the feed is gone.
 */
export function reachKey(partition: number): string {
  return `md:{${String(partition)}}:reach`;
}

/**
 * Hash symbol -> UNIX ms at which the first feed that offered made-up or fetched history of it began. Bars that
 * close later are built from ticks, and history never stands in for them.
 */
export function historyEndKey(partition: number): string {
  return `md:{${String(partition)}}:history-end`;
}

/**
 * Set of `<symbol>:<interval>`: bars from before a feed's start that it is about to write. Expires unless the feed
 * renews it; until then nobody stores bars of ticks of these symbols, because nothing older could be added to them.
 */
export function historyPendingKey(partition: number): string {
  return `md:{${String(partition)}}:history-pending`;
}

/** Member of the set of `historyPendingKey`. */
export function historyPendingMember(symbol: string, interval: string): string {
  return `${symbol}:${interval}`;
}

/**
 * Hash symbol -> log entry `<ms>-<seq>` up to which its ticks are of another instrument that had its name: whoever
 * does not know of it may store nothing of the symbol. Absent: there was none.
 */
export function sinceKey(partition: number): string {
  return `md:{${String(partition)}}:since`;
}

/** Text of a log entry's id, as in `sinceKey`. */
export function entryIdText({ ms, seq }: EntryPosition): string {
  return `${String(ms)}-${String(seq)}`;
}

/** Reads what `entryIdText` writes; undefined: it is none, or not exact. */
export function parseEntryIdText(text: string): EntryPosition | undefined {
  const [, ms, seq] = /^(\d{1,16})-(\d{1,16})$/.exec(text) ?? [];
  const id = { ms: Number(ms), seq: Number(seq) };
  return Number.isSafeInteger(id.ms) && Number.isSafeInteger(id.seq) ? id : undefined;
}

/**
 * CRC-16/XMODEM (polynomial 0x1021, start 0), the checksum of Redis Cluster key slots.
 *
 * @see https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/ (appendix A)
 */
export function crc16(text: string): number {
  let crc = 0;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) {
      crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
    }
  }
  return crc;
}

/** Partition of a symbol, 0..partitionCount-1. */
export function partitionOf(symbol: string, partitionCount: number): number {
  return crc16(symbol) % partitionCount;
}
