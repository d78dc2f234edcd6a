import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { encodeBar } from '../../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  DEFAULT_PARTITION_COUNT,
  historyPendingKey,
  historyPendingMember,
  INSTRUMENTS_KEY,
  partitionOf,
} from '../../../proto/redis-keys.ts';
import { Market } from '../../../server/market/market.ts';
import { Registry } from '../../../server/recovery/registry.ts';
import { Store } from '../../../server/recovery/store.ts';
import { startRedis, type TestRedis } from '../../support/redis.ts';
import { makeInstrument, makeTrade, TestFeed } from '../../support/test-feed.ts';

const MINUTE_MS = 60_000;

describe('registry', () => {
  let redis: TestRedis;
  let feed: TestFeed;
  let store: Store;
  let market: Market;
  let registry: Registry;
  let faults: string[];

  beforeEach(async () => {
    redis = await startRedis();
    feed = new TestFeed(redis.url);
    store = new Store(redis.url, DEFAULT_PARTITION_COUNT);
    market = new Market();
    faults = [];
    registry = new Registry(store, market, {
      symbolsChanged: () => undefined,
      fault: (symbol) => faults.push(symbol),
    });
  });

  afterEach(async () => {
    store.close();
    feed.close();
    await redis.stop();
  });

  const key = (symbol: string, interval: string): string =>
    barsKey(partitionOf(symbol, DEFAULT_PARTITION_COUNT), symbol, interval);

  test('tells the fault of an instrument once, however often it is read', async () => {
    await feed.redis.hset(INSTRUMENTS_KEY, 'BAD', 'junk');

    for (let round = 0; round < 3; round++) await registry.refresh();

    expect(faults).toEqual(['BAD']);
  });

  test('takes bars that are to come only when they are there as a whole, however long that takes', async () => {
    const pending = historyPendingKey(partitionOf('AAA', DEFAULT_PARTITION_COUNT));
    const prices = {
      open: 10,
      high: 12,
      low: 8,
      close: 11,
      volume: 5,
      tradeCount: 2,
      turnover: 55,
    };
    const write = async (minute: number): Promise<void> => {
      const bytes = Buffer.from(encodeBar({ openTimeMs: minute * MINUTE_MS, ...prices }));
      await feed.redis.xadd(key('AAA', '1m'), `${String(minute * MINUTE_MS)}-0`, BAR_FIELD, bytes);
    };
    const load = (): Promise<void> => registry.loadHistory(() => Promise.resolve());
    const count = (): number | undefined => market.state('AAA')?.bars('1m', -Infinity).length;
    await feed.redis.sadd(pending, historyPendingMember('AAA', '1m'));
    await feed.register(makeInstrument('AAA'));
    await registry.refresh();
    await write(1);

    for (let call = 0; call < 30; call++) await load();
    expect(count()).toBe(0);
    expect(market.state('AAA')?.isHistoryAwaited).toBe(true);
    await write(2);
    await feed.redis.del(pending);
    for (let call = 0; call < 3; call++) await load();

    expect(count()).toBe(2);
  });

  test('looks again for bars of a symbol that it has given up, when a feed says that they came', async () => {
    const pending = historyPendingKey(partitionOf('AAA', DEFAULT_PARTITION_COUNT));
    const load = (): Promise<void> => registry.loadHistory(() => Promise.resolve());
    await feed.register(makeInstrument('AAA'));
    await registry.refresh();
    for (let call = 0; call < 30; call++) await load();
    expect(market.state('AAA')?.isHistoryAwaited).toBe(false);
    await feed.redis.sadd(pending, historyPendingMember('AAA', '1m'));
    await load();
    const bar = { openTimeMs: MINUTE_MS, open: 10, high: 12, low: 8, close: 11 };
    const bytes = Buffer.from(encodeBar({ ...bar, volume: 5, tradeCount: 2, turnover: 55 }));
    await feed.redis.xadd(key('AAA', '1m'), `${String(MINUTE_MS)}-0`, BAR_FIELD, bytes);
    await feed.redis.del(pending);

    for (let call = 0; call < 3; call++) await load();

    expect(market.state('AAA')?.bars('1m', -Infinity)).toHaveLength(1);
  });

  test('takes the bars around one that cannot be read, and passes over a key of another type', async () => {
    await feed.register(makeInstrument('AAA'));
    const prices = {
      open: 10,
      high: 12,
      low: 8,
      close: 11,
      volume: 5,
      tradeCount: 2,
      turnover: 55,
    };
    for (const minute of [1, 2, 3]) {
      const bytes = Buffer.from(encodeBar({ openTimeMs: minute * MINUTE_MS, ...prices }));
      const value = minute === 2 ? 'junk' : bytes;
      await feed.redis.xadd(key('AAA', '1m'), `${String(minute * MINUTE_MS)}-0`, BAR_FIELD, value);
    }
    await feed.redis.set(key('AAA', '1s'), 'no stream');
    await registry.refresh();

    await registry.loadHistory(() => Promise.resolve());

    const times = market
      .state('AAA')
      ?.bars('1m', -Infinity)
      .map(({ openTimeMs }) => openTimeMs);
    expect(times).toEqual([MINUTE_MS, 3 * MINUTE_MS]);
    expect(faults).toEqual(['AAA', 'AAA']);
  });

  test('lets no batch pass while it cannot look up its symbols, and asks again at once', async () => {
    await feed.register(makeInstrument('AAA'));
    const ticks = [makeTrade('AAA', 1)];
    vi.spyOn(store, 'instruments').mockRejectedValueOnce(new Error('Connection is closed.'));

    await expect(registry.prepare(ticks, 0)).rejects.toThrow('ERR_REDIS_UNAVAILABLE');
    await registry.prepare(ticks, 1);

    expect(market.state('AAA')).toBeDefined();
  });

  test('lets a batch pass when Redis refuses to tell instruments, and waits before it asks again', async () => {
    await feed.redis.set(INSTRUMENTS_KEY, 'no hash');
    const ticks = [makeTrade('AAA', 1)];

    await registry.prepare(ticks, 0);

    expect(registry.prepare(ticks, 1)).toBeUndefined();
  });

  test('says of a new symbol that its history is awaited, until it is there or given up', async () => {
    await feed.register(makeInstrument('AAA'));
    await registry.refresh();
    const isAwaited = (): boolean | undefined => market.state('AAA')?.isHistoryAwaited;
    expect(isAwaited()).toBe(true);

    let rounds = 0;
    while (isAwaited() && rounds < 20) {
      await registry.loadHistory(() => Promise.resolve());
      rounds += 1;
    }

    expect(rounds).toBeGreaterThan(3);
    expect(isAwaited()).toBe(false);
  });

  test('looks for history once at a time, and gives up for this time when Redis is lost', async () => {
    await feed.register(makeInstrument('AAA'), makeInstrument('BBB'));
    await registry.refresh();
    let turns = 0;
    let goOn: () => void = () => undefined;
    const held = registry.loadHistory(() => {
      turns += 1;
      return new Promise((resolve) => {
        goOn = resolve;
      });
    });

    await registry.loadHistory(() => Promise.reject(new Error('expected nothing to do')));
    while (turns === 0) await new Promise((resolve) => setImmediate(resolve));
    store.close();
    goOn();

    await expect(held).rejects.toThrow();
    expect(faults).toEqual([]);
  });
});
