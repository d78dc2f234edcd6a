/** Redis PUBLISH of JSON to a channel for each symbol, the ticks of one step in one write. */
import { Redis } from 'ioredis';
import { tradeJson } from './ticks.ts';
import type { Sink } from './sink.ts';

/** Connects; channels are `md:<symbol>`. */
export async function openPubSubSink(url: string): Promise<Sink> {
  const redis = new Redis(url);
  await redis.ping();
  return {
    send(trades) {
      const pipeline = redis.pipeline();
      for (const trade of trades) pipeline.publish(`md:${trade.symbol}`, tradeJson(trade));
      pipeline.exec().catch((error: unknown) => {
        throw error;
      });
    },
    async close() {
      await redis.quit();
    },
  };
}
