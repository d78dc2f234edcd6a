/** The whole page against a real WebSocket server. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SymbolUpdate } from '../../../proto/frames.ts';
import type { FeedState } from '../../../proto/types.ts';
import {
  startStreamServer,
  type Session,
  type StreamServer,
} from '../client/support/stream-server.ts';
import { bar, grant, INSTRUMENTS, lastOf, SYMBOLS, update } from './support/market.ts';
import { flush, observe } from './support/observe.svelte.ts';
import { connectPage, TestPage } from './support/page.ts';

let server: StreamServer;
let page: TestPage;

beforeEach(async () => {
  server = await startStreamServer();
  page = new TestPage(server.url);
  page.instruments = INSTRUMENTS;
});

afterEach(async () => {
  page.dashboard.destroy();
  await server.close();
});

function connect(): Promise<Session> {
  return connectPage(page, server);
}

function last(symbolId: number, price: number): SymbolUpdate {
  return update(symbolId, { last: lastOf(price, page.clock.now) });
}

function view(symbol: string) {
  return page.dashboard.symbol(symbol).view;
}

describe('live dashboard', () => {
  test('shows sixteen instruments on the first run and selects the first', async () => {
    const session = await connect();

    expect(page.dashboard.preferences.watchlist).toEqual(SYMBOLS.slice(0, 16));
    expect(page.dashboard.preferences.selected).toBe('SYM0');
    expect(page.fragment).toBe('#SYM0/5s');
    expect(page.dashboard.connection).toMatchObject({ state: 'live', server: 's1', attempt: 0 });
    expect(page.dashboard.symbol('SYM3').instrument?.displayName).toBe('SYM3 name');
    const asked = session.received.find((message) => message.kind === 'subscribe');
    expect(asked?.topics[0]).toMatchObject({
      symbol: 'SYM0',
      channels: ['quote', 'last', 'statistics', 'depth', 'trades'],
      bars: [
        { interval: '5s', historyCount: 1_000 },
        { interval: '1m', historyCount: 60 },
      ],
    });
  });

  test('flashes on a live change, not on a snapshot, and keeps the direction of the last change', async () => {
    const session = await connect();
    expect(view('SYM0')).toMatchObject({ last: 100, direction: 0, flashCount: 0 });

    session.send({}, [last(1, 101)], page.clock.now);
    await page.until(() => view('SYM0').last === 101);
    expect(view('SYM0')).toMatchObject({ direction: 1, flashCount: 1 });
    session.send({}, [last(1, 101), last(2, 99)], page.clock.now);
    await page.until(() => view('SYM1').last === 99);
    expect(view('SYM0')).toMatchObject({ direction: 1, flashCount: 1 });
    expect(view('SYM1')).toMatchObject({ direction: -1, flashCount: 1 });

    session.send({}, [{ ...last(1, 300), isSnapshot: true }], page.clock.now);
    await page.until(() => view('SYM0').last === 300);
    expect(view('SYM0').flashCount).toBe(1);
  });

  test('replaces views instead of changing them, at most once per animation frame', async () => {
    const session = await connect();
    const before = view('SYM0');
    let changes = 0;
    let seen = before;

    for (let n = 1; n <= 50; n++) session.send({}, [last(1, 100 + n)], page.clock.now);
    const painted = page.requestedFrames;
    await page.until(() => {
      if (view('SYM0') !== seen) changes += 1;
      seen = view('SYM0');
      return seen.last === 150;
    });

    expect(before.last).toBe(100);
    expect(changes).toBeLessThanOrEqual(page.requestedFrames - painted);
  });

  test('asks for no animation frame while nothing is new', async () => {
    await connect();
    await page.until(() => page.sent.at(-1)?.kind === 'pull');
    const { requestedFrames } = page;

    for (let turn = 0; turn < 50; turn++) page.paint();

    expect(page.requestedFrames).toBe(requestedFrames);
  });

  test('fills the chart with the history and then with live bars', async () => {
    const session = await connect();
    const { bars } = page.dashboard;
    let told = 0;
    const stop = bars.onChange(() => (told += 1));
    expect(bars.status).toBe('loading');
    const live = { interval: '5s' as const, isHistory: false };

    session.send({}, [update(1, { bars: [{ ...live, bars: [bar(45_000, 1)] }] })], page.clock.now);
    session.send(
      {},
      [update(1, { bars: [{ ...live, isHistory: true, bars: [bar(5_000, 3), bar(10_000, 4)] }] })],
      page.clock.now,
    );
    await page.until(() => bars.status === 'ready');
    session.send(
      {},
      [update(1, { bars: [{ ...live, bars: [bar(10_000, 7), bar(15_000, 8)] }] })],
      page.clock.now,
    );
    await page.until(() => bars.columns.at(-1)?.close === 8);

    expect(bars.columns.length).toBe(3);
    expect(bars.columns.at(1)?.close).toBe(7);
    expect(told).toBe(2);
    stop();
  });

  test('another interval empties the chart, asks for its history and ignores late bars of the former', async () => {
    const session = await connect();
    const { bars } = page.dashboard;
    const history = { isHistory: true, bars: [bar(60_000, 3)] };
    session.send({}, [update(1, { bars: [{ ...history, interval: '5s' }] })], page.clock.now);
    await page.until(() => bars.status === 'ready');

    page.dashboard.setPreferences({ interval: '1m' });
    expect(bars.status).toBe('loading');
    expect(bars.columns.length).toBe(0);
    expect(page.fragment).toBe('#SYM0/1m');
    page.clock.advance(100);
    await page.until(() => session.received.filter(({ kind }) => kind === 'subscribe').length > 1);
    const asked = session.received.findLast((message) => message.kind === 'subscribe');
    expect(asked?.topics).toMatchObject([
      { symbol: 'SYM0', bars: [{ interval: '1m', historyCount: 1_000 }] },
    ]);
    session.send({}, [update(1, { bars: [{ ...history, interval: '5s' }] })], page.clock.now);
    session.send(
      {},
      [update(1, { bars: [{ interval: '1m', isHistory: true, bars: [] }] })],
      page.clock.now,
    );

    await page.until(() => bars.status === 'empty');
    expect(bars.columns.length).toBe(0);
  });

  test('shows book and tape of the selected symbol, newest trade first', async () => {
    const session = await connect();
    const trade = (entryMs: number) => ({
      ...lastOf(entryMs, 1_700_000_000_000),
      entryMs,
      entrySeq: 0,
      index: 0,
    });

    session.send(
      {},
      [
        update(1, {
          depth: { bids: [99, 1], asks: [101, 2] },
          trades: { trades: [trade(1), trade(2)], skipped: 0 },
        }),
      ],
      page.clock.now,
    );
    await page.until(() => page.dashboard.book.trades.length === 2);
    session.send({}, [update(1, { trades: { trades: [trade(3)], skipped: 4 } })], page.clock.now);
    await page.until(() => page.dashboard.book.trades.length === 3);

    expect(page.dashboard.book.trades.map(({ entryMs }) => entryMs)).toEqual([3, 2, 1]);
    expect(page.dashboard.book).toMatchObject({
      depth: { bids: [99, 1], asks: [101, 2] },
      skipped: 4,
    });
    page.dashboard.select('SYM1');
    expect(page.dashboard.book).toEqual({ depth: null, trades: [], skipped: 0, skips: [] });
  });

  test('symbols that are added are asked for, and removed ones are given back and forgotten', async () => {
    const session = await connect();

    page.dashboard.addSymbol('SYM18');
    page.dashboard.removeSymbol('SYM3');
    page.clock.advance(100);

    expect((await session.next('unsubscribe')).symbols).toEqual(['SYM3']);
    expect((await session.next('subscribe')).topics.map(({ symbol }) => symbol)).toEqual(['SYM18']);
    expect(view('SYM3').last).toBeNull();
    session.send({}, [last(4, 55)], page.clock.now);
    session.send({}, [last(1, 56)], page.clock.now);
    await page.until(() => view('SYM0').last === 56);
    expect(view('SYM3').last).toBeNull();
  });

  test('is stale and says so when the server is gone, and live again with the same symbols', async () => {
    const session = await connect();

    session.terminate();
    await page.until(() => page.dashboard.connection.state === 'reconnecting');
    expect(page.dashboard.preferences.watchlist.every((symbol) => view(symbol).isStale)).toBe(true);
    expect(view('SYM0').last).toBe(100);
    expect(page.dashboard.connection.retryAtMs).toBe(page.clock.now + 250);

    page.clock.advance(250);
    const next = await server.accept();
    const { topics, requestId } = await next.next('subscribe');
    expect(topics.map(({ symbol }) => symbol)).toEqual(SYMBOLS.slice(0, 16));
    await page.until(() => page.dashboard.connection.state === 'catchingUp');
    grant(
      next,
      page.clock.now,
      topics.map(({ symbol }) => symbol),
      requestId,
    );
    await page.until(() => page.dashboard.connection.state === 'live');
    expect(page.dashboard.preferences.watchlist.some((symbol) => view(symbol).isStale)).toBe(false);
    expect(view('SYM0').flashCount).toBe(0);
  });

  test('tells a log that is down and a feed that is silent from a lost server', async () => {
    const session = await connect();

    session.send(
      { log: [{ isConnected: false, sinceTimeMs: page.clock.now, isFull: false }] },
      [],
      page.clock.now,
    );
    await page.until(() => page.dashboard.connection.state === 'logDown');
    expect(view('SYM0').isStale).toBe(true);
    expect(page.dashboard.connection.message).toContain('cannot read its market data log');
    session.send(
      {
        log: [{ isConnected: true, sinceTimeMs: page.clock.now, isFull: false }],
        venues: [{ venue: 'SIM', isSilent: true, lastReceivedTimeMs: page.clock.now - 18_000 }],
      },
      [],
      page.clock.now,
    );
    await page.until(() => page.dashboard.connection.state === 'feedDown');

    expect(page.dashboard.connection.message).toBe('SIM has sent nothing for 18 s.');
    expect(view('SYM0').isStale).toBe(true);
  });

  test('marks what the feed says of a symbol, also where prices are fresh, until it is live again', async () => {
    const session = await connect();
    const status = (state: FeedState, detail = '') => ({
      status: { state, detail, sinceTimeMs: page.clock.now - 2_000 },
    });

    session.send({}, [update(1, status('connecting', 'try 2'))], page.clock.now);
    await page.until(() => view('SYM0').feed !== null);
    expect(view('SYM0')).toMatchObject({
      isStale: true,
      feed: { state: 'connecting', detail: 'try 2', sinceMs: page.clock.now - 2_000 },
    });
    expect(view('SYM1')).toMatchObject({ isStale: false, feed: null });
    expect(page.dashboard.connection.state).toBe('live');

    session.send({}, [update(1, status('live'))], page.clock.now);
    await page.until(() => view('SYM0').feed?.state === 'live');
    expect(view('SYM0').isStale).toBe(false);
    // Neither makes the other stale: a book that is fetched anew, and a market that is closed.
    session.send({}, [update(1, status('resync'))], page.clock.now);
    await page.until(() => view('SYM0').feed?.state === 'resync');
    expect(view('SYM0').isStale).toBe(false);
  });

  test('forgets what the feed said with the snapshot of a server that does not know of it', async () => {
    const session = await connect();
    const status = { state: 'fatal', detail: '', sinceTimeMs: page.clock.now } as const;
    session.send({}, [update(1, { status })], page.clock.now);
    await page.until(() => view('SYM0').feed?.state === 'fatal');

    session.send({}, [update(1, { isSnapshot: true })], page.clock.now);
    await page.until(() => view('SYM0').feed?.state === 'live');
  });

  test('tells the server the data speed that was chosen, now and when the page is opened again', async () => {
    const session = await connect();
    expect(session.received.some(({ kind }) => kind === 'setRate')).toBe(false);

    page.dashboard.setPreferences({ tierMs: 500 });
    expect((await session.next('setRate')).intervalMs).toBe(500);
    page.dashboard.select('SYM3');
    expect(page.sent.filter(({ kind }) => kind === 'tier')).toHaveLength(1);
    page.dashboard.destroy();
    page.open();
    const next = await server.accept();

    expect((await next.next('setRate')).intervalMs).toBe(500);
  });

  test('measures the age of the ticks that it shows', async () => {
    const session = await connect();
    page.clock.advance(1_000);
    await page.until(() => true);

    const { now } = page.clock;
    session.send({}, [update(1, { last: lastOf(101, now - 40) })], now);
    await page.until(() => view('SYM0').last === 101);
    page.clock.advance(1_000);

    expect(page.dashboard.connection.tickAgeMs).toBe(40);
    expect(page.dashboard.nowMs).toBe(page.clock.now);
    page.clock.advance(1_000);
    expect(page.dashboard.connection.tickAgeMs).toBe(-1);
  });

  test('keeps choices in the storage and the address, and finds them there', async () => {
    page.storage.set(
      'tickwire.preferences',
      JSON.stringify({ watchlist: ['SYM5', 'SYM6'], theme: 'dark' }),
    );
    page.fragment = '#SYM6/5m';
    await (async () => {
      page.open();
      await page.until(() => page.dashboard.instruments.length > 0);
    })();
    expect(page.dashboard.preferences).toMatchObject({
      watchlist: ['SYM5', 'SYM6'],
      selected: 'SYM6',
      interval: '5m',
      theme: 'dark',
    });

    page.navigate('#SYM5/1h');
    expect(page.dashboard.preferences).toMatchObject({ selected: 'SYM5', interval: '1h' });
    page.dashboard.select('SYM6');
    expect(page.fragment).toBe('#SYM6/1h');
    expect(JSON.parse(page.storage.get('tickwire.preferences') ?? '')).toMatchObject({
      selected: 'SYM6',
      interval: '1h',
    });
  });

  test('asks for the instruments until they are there', async () => {
    page.instruments = new Error('503');
    page.open();
    for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
    page.instruments = [];
    page.clock.advance(2_000);
    for (let n = 0; n < 5; n++) await new Promise((resolve) => setImmediate(resolve));
    expect(page.dashboard.instruments).toEqual([]);

    page.instruments = INSTRUMENTS;
    page.clock.advance(2_000);
    await page.until(() => page.dashboard.instruments.length === 20);

    expect(page.dashboard.preferences.watchlist).toHaveLength(16);
  });

  test('components that read a symbol run again when its price changes', async () => {
    const session = await connect();
    const seen: (number | null)[] = [];
    const stop = observe(() => seen.push(view('SYM0').last));

    session.send({}, [last(1, 101)], page.clock.now);
    await page.until(() => view('SYM0').last === 101);

    flush();
    expect(seen).toEqual([100, 101]);
    stop();
  });

  test('says that prices are old when the worker dies', async () => {
    await connect();

    page.port.onFailure('out of memory');

    expect(page.dashboard.connection).toMatchObject({ state: 'rejected' });
    expect(page.dashboard.connection.message).toContain('out of memory');
    expect(view('SYM0').isStale).toBe(true);
  });
});
