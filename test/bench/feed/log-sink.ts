/** Into Tickwire's log, by the publisher of the real feed. */
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { Publisher } from '../../../feed/publisher/publisher.ts';
import { DEFAULT_PARTITION_COUNT, INSTRUMENTS_KEY } from '../../../proto/redis-keys.ts';
import type { Instrument } from '../../../proto/types.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Sink } from './sink.ts';

/** Registers the instruments, then publishes as feed/main.ts does with its defaults. */
export async function openLogSink(url: string, instruments: readonly Instrument[]): Promise<Sink> {
  const publisher = new Publisher({
    redisUrl: url,
    partitionCount: DEFAULT_PARTITION_COUNT,
    retentionMs: 600_000,
    maxLogEntries: 80_000,
    maxBufferedTicks: 200_000,
    logger: pino({ level: 'warn' }, pino.destination(2)),
    nowMs: () => Date.now(),
    onPublishing: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
  publisher.register(instruments);
  const redis = new Redis(url);
  try {
    await waitFor(async () => (await redis.hlen(INSTRUMENTS_KEY)) >= instruments.length, {
      what: 'the instruments to be registered',
    });
  } finally {
    redis.disconnect();
  }
  return {
    send(trades) {
      void publisher.publish(trades);
    },
    async close() {
      await publisher.close(1_000);
    },
  };
}
