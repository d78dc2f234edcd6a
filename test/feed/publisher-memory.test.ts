import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedsKey, partitionOf, ticksKey } from '../../proto/redis-keys.ts';
import { waitFor } from '../support/wait-for.ts';
import { openBench, PARTITIONS, SYMBOLS, trade, trades, type Bench } from './publisher-bench.ts';

const PARTITION = partitionOf('AAA', PARTITIONS);
let bench: Bench;

beforeEach(async () => {
  bench = await openBench(['maxmemory 16mb', 'maxmemory-policy noeviction']);
});

afterEach(async () => {
  await bench.close();
});

/** Takes the memory away: what is there already is more than Redis may have. */
async function fillMemory(): Promise<void> {
  await bench.reader.config('SET', 'maxmemory', '1kb');
}

async function freeMemory(): Promise<void> {
  await bench.reader.config('SET', 'maxmemory', '64mb');
}

async function leaseMs(): Promise<number> {
  const [id] = Object.keys(await bench.reader.hgetall(feedsKey(PARTITION)));
  return bench.reader.pttl(`${feedsKey(PARTITION)}:${id ?? ''}`);
}

describe('publisher whose Redis is out of memory', () => {
  test('says so once, keeps its symbols and the newest ticks, goes on when there is memory, and marks what is missing', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    const said = (text: string): number => lines.filter((line) => line.includes(text)).length;
    const fatal: Error[] = [];
    const publisher = bench.createPublisher({
      logger,
      maxBufferedTicks: 1_000,
      onFatal: (error) => fatal.push(error),
    });
    void publisher.publish(trades(0, 400));
    await publisher.whenEmpty();

    await fillMemory();
    for (let id = 400; id < 2_400; id += 4) void publisher.publish(trades(id, 4));
    await waitFor(() => said('out of memory') > 0, { what: 'the state in the log' });
    for (let id = 2_400; id < 4_400; id += 4) void publisher.publish(trades(id, 4));
    // Renewed although Redis takes no writes: the remaining time goes up again.
    let lowestMs = Infinity;
    await waitFor(
      async () => {
        const remainingMs = await leaseMs();
        lowestMs = Math.min(lowestMs, remainingMs);
        return remainingMs > lowestMs + 500;
      },
      { what: 'the lease to be renewed' },
    );
    expect(publisher.counts()).toMatchObject({ waitingGaps: SYMBOLS.length });
    expect(publisher.counts().bufferedTicks).toBeLessThanOrEqual(1_000);

    await freeMemory();
    await publisher.whenEmpty();

    expect(said('Redis is out of memory (maxmemory) and refuses writes')).toBe(1);
    expect(said('Redis takes writes again')).toBe(1);
    expect(fatal).toEqual([]);
    const ticks = (
      await Promise.all(Array.from({ length: PARTITIONS }, (_, one) => bench.batchesOf(one)))
    ).flat(2);
    for (const [index, symbol] of SYMBOLS.entries()) {
      const own = ticks.filter((tick) => tick.symbol === symbol);
      const gaps = own.filter((tick) => tick.kind === 'gap');
      const lost = gaps.reduce((sum, gap) => sum + gap.lostTrades, 0);
      expect(own.length - gaps.length + lost).toBe(1_100);
      expect(lost).toBeGreaterThan(700);
      expect(own.at(-1)).toEqual(trade(4_396 + index));
      // In order, so each gap stands where its trades would have stood.
      expect(own.map((tick) => tick.venueTimeMs)).toEqual(
        own.map((tick) => tick.venueTimeMs).sort((left, right) => left - right),
      );
    }
  });

  test('frees memory itself, by trimming what is old, when it is the log that takes it', async () => {
    let elapsedMs = 0;
    const publisher = bench.createPublisher({
      elapsedMs: () => elapsedMs,
      maxLogEntries: 1_000_000,
      maxBufferedTicks: 5_000,
    });
    let id = 0;
    await waitFor(
      () => {
        void publisher.publish(trades(id, 4_000));
        id += 4_000;
        return publisher.counts().refusedWrites > 0;
      },
      { what: 'the log to fill the memory', intervalMs: 2 },
    );
    expect(await bench.reader.xlen(ticksKey(PARTITION))).toBeGreaterThan(500);

    elapsedMs += 3_600_000;
    await publisher.whenEmpty();

    expect(publisher.counts().bufferedTicks).toBe(0);
    expect(await bench.reader.xlen(ticksKey(PARTITION))).toBeLessThan(200);
  });

  test('starts in a full Redis as soon as there is memory', async () => {
    await fillMemory();
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
    const publisher = bench.createPublisher({ logger });
    void publisher.publish(trades(0, 8));
    await waitFor(() => lines.some((line) => line.includes('out of memory')), {
      what: 'the state',
    });

    await freeMemory();
    await publisher.whenEmpty();

    expect(Object.values(await bench.loggedIds()).flat()).toHaveLength(8);
  });
});
