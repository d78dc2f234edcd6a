/** Writes closed bars from before the feed's start into the bars streams, beside the live ticks. */
import type { Redis } from 'ioredis';
import { encodeBar } from '../../proto/instrument-codec.ts';
import { BAR_FIELD, barsKey, historyEndKey } from '../../proto/redis-keys.ts';
import { INTERVAL_MS, type Bar } from '../../proto/types.ts';
import type { HistoryChunk } from '../source.ts';

/** Bars in one pipeline: a few milliseconds of this process and of Redis, so that ticks pass in between. */
const BARS_PER_PIPELINE = 300;

/** What became of a chunk. */
export interface HistoryOutcome {
  readonly written: number;
  /**
   * Bars that came too late: those of ticks are stored already, and nothing older can be added. Only of symbols that
   * this run was the first to have history of; in a later one there are bars already for other reasons.
   */
  readonly late: number;
}

/**
 * Writes one chunk; left out are bars that the stream already has, that are older than its newest, or that close
 * after the symbol's ticks began, be it in an earlier run: such bars are built from ticks alone.
 *
 * Entry ids are open times, so Redis itself refuses to write a bar twice: repeating a chunk is harmless.
 *
 * @param beginners Symbols whose history this run was the first to have; is added to.
 * @throws when the connection breaks or Redis refuses for another reason.
 */
export async function writeHistoryChunk(
  redis: Redis,
  partition: number,
  { symbol, interval, bars, endMs }: HistoryChunk,
  beginners: Set<string>,
): Promise<HistoryOutcome> {
  const key = barsKey(partition, symbol, interval);
  const { ticksFromMs, isFirst } = await agreeOnEnd(redis, partition, symbol, endMs);
  const before = isFirst || beginners.has(symbol) ? bars : [];
  if (isFirst) beginners.add(symbol);
  const [newest] = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
  const newestMs = newest === undefined ? -1 : Number(newest[0].split('-')[0]);
  const missing = bars.filter(
    ({ openTimeMs }) => openTimeMs > newestMs && openTimeMs + INTERVAL_MS[interval] <= ticksFromMs,
  );
  let written = 0;
  for (let at = 0; at < missing.length; at += BARS_PER_PIPELINE) {
    written += await writeBars(redis, key, missing.slice(at, at + BARS_PER_PIPELINE));
  }
  // Repeated after an outage, a chunk finds its own first bars there: no late ones.
  const oldestMs = newestMs < 0 ? Infinity : await oldestOpenMs(redis, key);
  const late = before.filter(({ openTimeMs }) => openTimeMs < Math.min(oldestMs, newestMs + 1));
  return { written, late: late.length };
}

async function oldestOpenMs(redis: Redis, key: string): Promise<number> {
  const [oldest] = await redis.xrange(key, '-', '+', 'COUNT', 1);
  return oldest === undefined ? Infinity : Number(oldest[0].split('-')[0]);
}

/** Keeps the first end of history that any run has named of this symbol. */
async function agreeOnEnd(
  redis: Redis,
  partition: number,
  symbol: string,
  endMs: number,
): Promise<{ readonly ticksFromMs: number; readonly isFirst: boolean }> {
  const key = historyEndKey(partition);
  const isFirst = (await redis.hsetnx(key, symbol, String(endMs))) === 1;
  return { ticksFromMs: Number((await redis.hget(key, symbol)) ?? endMs), isFirst };
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
