/**
 * A second feed on the same market, started by mistake: says again all that the log of the first one says, as
 * it grows. Environment as that of the first one.
 */
import { pino } from 'pino';
import { Publisher } from '../../../feed/publisher/publisher.ts';
import { instrumentsOf, type MadeMarket } from './made-ticks.ts';
import { readTruth } from './truth-log.ts';

const LOOK_MS = 30;

const path = process.env['TRUTH_FILE'] ?? '';
const market = JSON.parse(process.env['MARKET'] ?? '{}') as MadeMarket;
const publisher = new Publisher({
  redisUrl: process.env['REDIS_URL'] ?? '',
  partitionCount: Number(process.env['PARTITIONS'] ?? '8'),
  retentionMs: 600_000,
  maxLogEntries: 80_000,
  maxBufferedTicks: 200_000,
  logger: pino({ name: 'second', level: process.env['LOG_LEVEL'] ?? 'warn' }),
  nowMs: () => Date.now(),
  onPublishing: () => undefined,
  onFatal: (error) => {
    process.stderr.write(`second feed: ${error.message}\n`);
    process.exit(1);
  },
});
publisher.register(instrumentsOf(market.symbols));

// A little of what is there already, too.
let told = Math.max(0, readTruth(path).ticks.length - 300);
setInterval(() => {
  const { ticks } = readTruth(path);
  void publisher.publish(ticks.slice(told));
  told = ticks.length;
}, LOOK_MS);

process.on('SIGTERM', () => {
  void publisher.close(1_000).then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
