/** Feeds that offer symbols under which other instruments are stored. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PublisherOptions } from '../../feed/publisher/options.ts';
import type { MarketDataError } from '../../proto/errors.ts';
import { decodeInstrument } from '../../proto/instrument-codec.ts';
import {
  barsKey,
  feedsKey,
  historyEndKey,
  INSTRUMENTS_KEY,
  partitionOf,
  reachKey,
  sinceKey,
  snapshotKey,
  ticksKey,
} from '../../proto/redis-keys.ts';
import type { Instrument, Tick } from '../../proto/types.ts';
import { waitFor } from '../support/wait-for.ts';
import {
  instrument,
  openBench,
  PARTITIONS,
  SYMBOLS,
  trade,
  type Bench,
} from './publisher-bench.ts';

const PARTITION = partitionOf('AAA', PARTITIONS);
const ALL = SYMBOLS.map(instrument);
/** AAA with other decimals. */
const CHANGED = ALL.map((one) => (one.symbol === 'AAA' ? { ...one, priceDecimals: 5 } : one));

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  await bench.close();
});

/** Runs a feed that publishes one trade of AAA and of BBB. */
async function runFeed(
  instruments: readonly Instrument[],
  options: Partial<PublisherOptions> = {},
  id = 0,
): Promise<void> {
  const publisher = bench.createPublisher({ ...options, missesPauses: true }, instruments);
  void publisher.publish([trade(id, 'AAA'), trade(id, 'BBB')]);
  await publisher.whenEmpty();
  await publisher.close(1_000);
}

/** Starts a feed and waits until it has given up. */
async function failFeed(instruments: readonly Instrument[]): Promise<MarketDataError> {
  let fatal: MarketDataError | undefined;
  const publisher = bench.createPublisher(
    {
      onFatal: (error) => {
        fatal = error;
      },
    },
    instruments,
  );
  void publisher.publish([trade(9, 'AAA')]);
  return waitFor(() => fatal, { what: 'the feed to give up' });
}

/** What recorder and feeds have stored of two symbols of one partition. */
async function storeMuch(): Promise<void> {
  const { reader } = bench;
  for (const symbol of ['AAA', 'BBB']) {
    const partition = partitionOf(symbol, PARTITIONS);
    for (const interval of ['1s', '1m', '1h']) {
      await reader.xadd(barsKey(partition, symbol, interval), '1000-0', 'b', 'x');
    }
    await reader.hset(snapshotKey(partition), symbol, 'x');
    await reader.hset(reachKey(partition), symbol, '1700000000000 1700000000000');
    await reader.hset(historyEndKey(partition), symbol, '5');
  }
}

async function storedOf(symbol: string): Promise<unknown[]> {
  const { reader } = bench;
  const partition = partitionOf(symbol, PARTITIONS);
  return Promise.all([
    ...['1s', '1m', '1h'].map((interval) => reader.exists(barsKey(partition, symbol, interval))),
    reader.hexists(snapshotKey(partition), symbol),
    reader.hexists(historyEndKey(partition), symbol),
  ]);
}

async function registered(symbol: string): Promise<Instrument> {
  return decodeInstrument(
    (await bench.reader.hgetBuffer(INSTRUMENTS_KEY, symbol)) ?? Buffer.alloc(0),
  );
}

const ticksOf = async (symbol: string): Promise<Tick[]> =>
  (await bench.batchesOf(PARTITION)).flat().filter((tick) => tick.symbol === symbol);

describe('a feed of an instrument that is not the stored one', () => {
  test.each<[string, Partial<Instrument>]>([
    ['another venue', { venue: 'OTHER' }],
    ['other price decimals', { priceDecimals: 5 }],
    ['other size decimals', { sizeDecimals: 3 }],
  ])('ends before it writes anything, with %s', async (_, change) => {
    await runFeed(ALL);
    await storeMuch();
    const before = [await registered('AAA'), await ticksOf('AAA'), await storedOf('AAA')];

    const error = await failFeed(
      ALL.map((one) => (one.symbol === 'AAA' ? { ...one, ...change } : one)),
    );

    expect(error.code).toBe('ERR_INSTRUMENT_CONFLICT');
    expect([await registered('AAA'), await ticksOf('AAA'), await storedOf('AAA')]).toEqual(before);
    expect(await bench.reader.exists(feedsKey(0), feedsKey(1))).toBe(0);
  });

  test('says what is stored, what came, and the two ways on; at most five symbols by name', async () => {
    const many = Array.from({ length: 7 }, (_, at) => instrument(`S${String(at)}`));
    await runFeed([...ALL, ...many]);

    const error = await failFeed(many.map((one) => ({ ...one, venue: 'NEW', priceDecimals: 4 })));

    expect(error.message).toContain(
      'S0 (stored: venue TEST, 2 price and 0 size decimals; now: venue NEW, 4 price and 0 size decimals)',
    );
    expect(error.message).toContain('S4 (');
    expect(error.message).not.toContain('S5');
    expect(error.message).toContain(' and 2 more: ');
    expect(error.message).toMatch(/another symbol name, or start with --replace-history/);
  });

  test('passes with another display name, tick size, currency, session or rank', async () => {
    await runFeed(ALL);

    const changed = {
      ...instrument('AAA'),
      ...{ displayName: 'new', tickSize: 5, currency: 'EUR', rank: 3 },
      session: { kind: 'daily', startMinuteUtc: 5 } as const,
    };
    await runFeed([changed, instrument('BBB')]);

    expect(await registered('AAA')).toEqual(changed);
  });

  test('passes where what is registered cannot be read', async () => {
    await bench.reader.hset(INSTRUMENTS_KEY, 'AAA', 'nonsense');

    await runFeed(CHANGED);

    expect((await registered('AAA')).priceDecimals).toBe(5);
  });
});

describe('a feed that may replace history', () => {
  test('deletes what is stored of the changed symbol alone, and tells readers before its first tick', async () => {
    await runFeed(ALL);
    await storeMuch();
    const [newest] = await bench.reader.xrevrange(ticksKey(PARTITION), '+', '-', 'COUNT', 1);
    const since = newest?.[0] ?? '';

    await runFeed(CHANGED, { shouldReplaceHistory: true }, 1);

    expect(await storedOf('AAA')).toEqual([0, 0, 0, 0, 0]);
    expect(await storedOf('BBB')).toEqual([1, 1, 1, 1, 1]);
    expect(await bench.reader.hgetall(sinceKey(PARTITION))).toEqual({ AAA: since });
    const [ms, seq] = since.split('-').map(Number);
    expect(await registered('AAA')).toEqual({
      ...instrument('AAA'),
      priceDecimals: 5,
      since: { ms, seq },
    });
    // No gap either: there is nothing that could go on.
    expect((await ticksOf('AAA')).map(({ kind }) => kind)).toEqual(['trade', 'status', 'trade']);
    expect((await ticksOf('AAA'))[1]).toMatchObject({ isNewInstrument: true });
    expect((await registered('BBB')).since).toBeUndefined();
  });

  test('has done so once for all: the next one of the same instrument goes on without a word', async () => {
    await runFeed(ALL);
    await runFeed(CHANGED, { shouldReplaceHistory: true }, 1);
    const { since } = await registered('AAA');
    await storeMuch();

    await runFeed(CHANGED, {}, 2);

    expect(await storedOf('AAA')).toEqual([1, 1, 1, 1, 1]);
    expect((await registered('AAA')).since).toEqual(since);
    const statuses = (await ticksOf('AAA')).filter(({ kind }) => kind === 'status');
    expect(statuses).toHaveLength(1);
  });

  test('changes nothing where nothing is different', async () => {
    await runFeed(ALL);
    await storeMuch();

    await runFeed(ALL, { shouldReplaceHistory: true }, 1);

    expect(await storedOf('AAA')).toEqual([1, 1, 1, 1, 1]);
    expect(await bench.reader.exists(sinceKey(PARTITION))).toBe(0);
  });

  test('is refused by readers of an empty log just as little', async () => {
    await runFeed(ALL);
    await bench.reader.del(ticksKey(0), ticksKey(1));

    await runFeed(CHANGED, { shouldReplaceHistory: true }, 1);

    expect((await registered('AAA')).since).toEqual({ ms: 0, seq: 1 });
    expect(await bench.reader.hget(sinceKey(PARTITION), 'AAA')).toBe('0-1');
  });

  test('does not oust a live feed before it knows that it may go on itself', async () => {
    const first = bench.createPublisher();
    void first.publish([trade(0, 'AAA')]);
    await first.whenEmpty();
    let fatal: MarketDataError | undefined;
    bench.createPublisher(
      {
        shouldTakeOver: true,
        onFatal: (error) => {
          fatal = error;
        },
      },
      CHANGED,
    );

    await waitFor(() => fatal, { what: 'the second feed to give up' });

    expect(fatal?.code).toBe('ERR_INSTRUMENT_CONFLICT');
    void first.publish([trade(1, 'AAA')]);
    await first.whenEmpty();
    expect((await ticksOf('AAA')).map(({ kind }) => kind)).toEqual(['trade', 'trade']);
  });
});
