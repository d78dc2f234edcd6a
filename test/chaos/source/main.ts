/**
 * A feed for the chaos tests: made ticks through the real publisher, with a log of its own that says what is
 * true. Killed and started again it goes on where that log ends.
 *
 * Environment: REDIS_URL, PARTITIONS, TRUTH_FILE, MARKET (a MadeMarket as JSON).
 * Messages in: `finish`. Messages out: `publishing`, `finished`.
 */
import { pino } from 'pino';
import { Publisher } from '../../../feed/publisher/publisher.ts';
import type { Tick } from '../../../proto/types.ts';
import {
  closingTicks,
  instrumentsOf,
  isRepeated,
  makeTick,
  TICKS_PER_SECOND,
  type MadeMarket,
} from './made-ticks.ts';
import { readTruth, TruthWriter } from './truth-log.ts';

const STEP_MS = 10;
/** More than this is not made up for after a pause: a market does not wait either. */
const MAX_STEP_TICKS = 60;

const path = process.env['TRUTH_FILE'] ?? '';
const market = JSON.parse(process.env['MARKET'] ?? '{}') as MadeMarket;
const before = readTruth(path);
const truth = new TruthWriter(path);
const publisher = new Publisher({
  redisUrl: process.env['REDIS_URL'] ?? '',
  partitionCount: Number(process.env['PARTITIONS'] ?? '8'),
  retentionMs: 600_000,
  maxLogEntries: 80_000,
  maxBufferedTicks: 200_000,
  logger: pino({ name: 'source', level: process.env['LOG_LEVEL'] ?? 'warn' }),
  nowMs: () => Date.now(),
  onPublishing: () => process.send?.({ kind: 'publishing' }),
  onFatal: (error) => {
    process.stderr.write(`source: ${error.message}\n`);
    process.exit(1);
  },
});
publisher.register(instrumentsOf(market.symbols));
// What no mark covers may have got lost with the process before this one.
void publisher.publish(before.ticks.slice(before.markedCount));

let next = before.nextNumber;
let receivedMs = 0;
let isMarked = false;
let lastStepMs = performance.now();
let owed = 0;

/** Logs ticks, then publishes them. */
function tell(lines: readonly { readonly n: number; readonly tick: Tick }[]): void {
  if (lines.length === 0) return;
  truth.append(lines);
  isMarked = false;
  void publisher.publish(lines.map(({ tick }) => tick));
}

function step(): void {
  const nowMs = performance.now();
  owed += ((nowMs - lastStepMs) / 1_000) * TICKS_PER_SECOND;
  lastStepMs = nowMs;
  const count = Math.min(MAX_STEP_TICKS, Math.floor(owed));
  owed = Math.min(owed - count, MAX_STEP_TICKS);
  if (!isMarked && publisher.counts().bufferedTicks === 0) {
    truth.mark();
    isMarked = true;
  }
  const lines: { n: number; tick: Tick }[] = [];
  for (let made = 0; made < count; made++) {
    receivedMs = Math.max(receivedMs, Date.now());
    const tick = makeTick(market, next, receivedMs);
    lines.push({ n: next, tick });
    if (tick.kind === 'trade' && isRepeated(market.seed, next)) lines.push({ n: next, tick });
    next += 1;
  }
  tell(lines);
}

const timer = setInterval(step, STEP_MS);

/** Makes no more ticks; says so when Redis has all of them. */
async function finish(): Promise<void> {
  clearInterval(timer);
  receivedMs = Math.max(receivedMs, Date.now());
  tell(closingTicks(market, next, receivedMs).map((tick) => ({ n: next, tick })));
  await publisher.whenEmpty();
  truth.mark();
  process.send?.({ kind: 'finished' });
}

async function stop(): Promise<void> {
  clearInterval(timer);
  if ((await publisher.close(3_000)) === 0) truth.mark();
  process.exit(0);
}

process.on('message', (message: { readonly kind?: string }) => {
  if (message.kind === 'finish') void finish();
});
process.on('SIGTERM', () => void stop());
process.on('disconnect', () => process.exit(0));
