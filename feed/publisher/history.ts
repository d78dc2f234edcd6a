/** Writes closed bars from before the feed's start into the bars streams, beside the live ticks. */
import type { Redis } from 'ioredis';
import { encodeBar } from '../../proto/instrument-codec.ts';
import { BAR_FIELD, barsKey } from '../../proto/redis-keys.ts';
import type { Bar } from '../../proto/types.ts';
import type { HistoryChunk } from '../source.ts';

/** Bars in one pipeline: a few milliseconds of this process and of Redis, so that ticks pass in between. */
const BARS_PER_PIPELINE = 300;

/**
 * Writes one chunk; bars that the stream already has, or that are older than its newest, are left out.
 *
 * Entry ids are open times, so Redis itself refuses to write a bar twice: repeating a chunk is harmless.
 *
 * @returns Bars written.
 * @throws when the connection breaks or Redis refuses for another reason.
 */
export async function writeHistoryChunk(
  redis: Redis,
  partition: number,
  { symbol, interval, bars }: HistoryChunk,
): Promise<number> {
  const key = barsKey(partition, symbol, interval);
  const [newest] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  const newestMs = newest === undefined ? -1 : Number(newest[0].split('-')[0]);
  const missing = bars.filter(({ openTimeMs }) => openTimeMs > newestMs);
  let written = 0;
  for (let at = 0; at < missing.length; at += BARS_PER_PIPELINE) {
    written += await writeBars(redis, key, missing.slice(at, at + BARS_PER_PIPELINE));
  }
  return written;
}

async function writeBars(redis: Redis, key: string, bars: readonly Bar[]): Promise<number> {
  const pipeline = redis.pipeline();
  for (const bar of bars) {
    pipeline.xadd(key, `${String(bar.openTimeMs)}-0`, BAR_FIELD, Buffer.from(encodeBar(bar)));
  }
  let written = 0;
  for (const [error] of (await pipeline.exec()) ?? []) {
    if (error === null) written += 1;
    // Another writer was faster with this bar or a later one.
    else if (!error.message.includes('equal or smaller')) throw error;
  }
  return written;
}
