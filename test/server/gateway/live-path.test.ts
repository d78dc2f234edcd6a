import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLOSE_CODES } from '../../../proto/close-codes.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { TestClient } from '../../support/test-client.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('server', () => {
  let live: LiveServer;

  beforeAll(async () => {
    live = await startLiveServer();
    await live.feed.register(
      makeInstrument('AAA'),
      makeInstrument('BBB'),
      makeInstrument('TINY', { priceDecimals: 8 }),
    );
    await live.feed.publish(makeQuote('AAA', 10_000), makeTrade('AAA', 10_001));
    await live.feed.publish(makeQuote('BBB', 500), makeTrade('BBB', 501));
    await waitFor(
      async () => ((await (await live.get('/api/instruments')).json()) as unknown[]).length === 3,
      { what: 'the server to know the instruments' },
    );
  });
  afterAll(() => live.stop());

  test('greets with the limits, the venues and the state of the log', async () => {
    const client = await live.connect();

    const first = await waitFor(() => client.frames[0], { what: 'the first frame' });

    expect(first.welcome[0]).toMatchObject({ heartbeatIntervalMs: 5_000, topicLimit: 600 });
    expect(first.log).toMatchObject([{ isConnected: true }]);
    expect(first.venues.map(({ venue }) => venue)).toEqual(['TEST']);
  });

  test('answers a subscription with the symbol table and the snapshot in one frame', async () => {
    const client = await live.connect();

    const answer = await client.subscribe('AAA');

    expect(answer.subscribed[0]?.symbols[0]).toMatchObject({ symbol: 'AAA', priceDecimals: 2 });
    expect(answer.updates).toHaveLength(1);
    expect(answer.updates[0]).toMatchObject({
      symbolId: answer.subscribed[0]?.symbols[0]?.symbolId,
      isSnapshot: true,
      quote: { bidPrice: 9_999, askPrice: 10_001 },
      last: { price: 10_001 },
      statistics: { open: 10_001, tradeCount: 1 },
    });
  });

  test('sends each client only its own symbols', async () => {
    const [one, two] = await Promise.all([live.connect(), live.connect()]);
    const first = await one.subscribe('AAA');
    const second = await two.subscribe('BBB');

    await live.feed.publish(makeQuote('AAA', 11_000), makeQuote('BBB', 600));
    await one.update('the quote of AAA', ({ quote }) => quote?.bidPrice === 10_999);
    await two.update('the quote of BBB', ({ quote }) => quote?.bidPrice === 599);

    const idsOf = (client: TestClient): Set<number> =>
      new Set(client.updates.map(({ symbolId }) => symbolId));
    expect(idsOf(one)).toEqual(new Set([first.subscribed[0]?.symbols[0]?.symbolId]));
    expect(idsOf(two)).toEqual(new Set([second.subscribed[0]?.symbols[0]?.symbolId]));
  });

  test('sends no more of a symbol after it was unsubscribed', async () => {
    const client = await live.connect();
    await client.subscribe('AAA', 'BBB');

    client.send({ kind: 'unsubscribe', requestId: 77, symbols: ['AAA'] });
    await waitFor(
      () => client.frames.find((f) => f.subscribed.some((s) => s.unsubscribed[0] === 'AAA')),
      { what: 'the confirmation' },
    );
    const before = client.frames.length;
    await live.feed.publish(makeQuote('AAA', 12_000), makeQuote('BBB', 700));
    await client.update('the quote of BBB', ({ quote }) => quote?.bidPrice === 699);

    const after = client.frames.slice(before).flatMap((frame) => frame.updates);
    expect(after.some(({ quote }) => quote?.bidPrice === 11_999)).toBe(false);
  });

  test('carries prices with eight decimals to the digit', async () => {
    const client = await live.connect();
    await client.subscribe('TINY');

    await live.feed.publish(makeTrade('TINY', 912, { size: Number.MAX_SAFE_INTEGER }));
    await live.feed.publish(makeTrade('TINY', 6_183_763_000_001, { size: 1 }));

    const update = await client.update('the last price', ({ last }) => (last?.price ?? 0) > 912);
    expect(update.last?.price).toBe(6_183_763_000_001);
  });

  test('answers a ping with the clocks', async () => {
    const client = await live.connect();

    client.send({ kind: 'ping', clientTimeMs: 123.5 });

    const frame = await waitFor(() => client.frames.find(({ pongs }) => pongs.length > 0), {
      what: 'the pong',
    });
    expect(frame.pongs[0]?.clientTimeMs).toBe(123.5);
    expect(Math.abs((frame.pongs[0]?.serverTimeMs ?? 0) - Date.now())).toBeLessThan(5_000);
  });

  test('sends a heartbeat when there is nothing to tell', async () => {
    const client = await live.connect();
    await waitFor(() => client.frames[0], { what: 'the welcome' });

    const heartbeat = await waitFor(
      () =>
        client.frames.slice(1).find(({ frame, updates }) => frame === 0 && updates.length === 0),
      { what: 'a heartbeat', timeoutMs: 4_000 },
    );

    expect(heartbeat.serverTimeMs).toBeGreaterThan(0);
  });

  test('says which symbol is unknown, and grants it as soon as a feed registers it', async () => {
    const client = await live.connect();

    const answer = await client.subscribe('LATER', 'AAA');
    expect(answer.errors).toMatchObject([{ code: 'ERR_SYMBOL_UNKNOWN', symbol: 'LATER' }]);
    expect(answer.updates).toHaveLength(1);
    await live.feed.register(makeInstrument('LATER'));
    await live.feed.publish(makeTrade('LATER', 42));

    await client.update('the price of LATER', ({ last }) => last?.price === 42);
  });

  test('loses no trade of a new symbol while another one that nobody registers keeps ticking', async () => {
    const client = await live.connect();
    await client.subscribe({ symbol: 'FRESH', channels: ['statistics'], bars: [] });
    await live.feed.publish(makeTrade('GHOST', 1));

    await live.feed.register(makeInstrument('FRESH'));
    await live.feed.publish(makeTrade('GHOST', 1), makeTrade('FRESH', 7), makeTrade('FRESH', 8));
    await live.feed.publish(makeTrade('GHOST', 1), makeTrade('FRESH', 9));

    await client.update('all three trades', ({ statistics }) => statistics?.tradeCount === 3);
  });

  test('builds bars from every trade, also those that conflation hides', async () => {
    const client = await live.connect();
    const topic = {
      symbol: 'AAA',
      channels: ['trades'] as const,
      bars: [{ interval: '1m' as const, historyCount: 10 }],
    };
    await client.subscribe(topic);
    const minuteMs = Math.floor(Date.now() / 60_000) * 60_000 + 120_000;
    // A minute of its own in the near future, so that no other test's trades fall into it.
    const at = (second: number): { venueTimeMs: number } => ({
      venueTimeMs: minuteMs - 60_000 + second,
    });

    await live.feed.publish(
      makeTrade('AAA', 100, at(1)),
      makeTrade('AAA', 180, at(2)),
      makeTrade('AAA', 20, at(3)),
      makeTrade('AAA', 110, at(4)),
    );

    const update = await client.update('the bar', ({ bars }) => bars?.[0]?.bars.at(-1)?.low === 20);
    expect(update.bars?.[0]?.bars.at(-1)).toMatchObject({
      open: 100,
      high: 180,
      low: 20,
      close: 110,
      volume: 4_000,
      tradeCount: 4,
    });
  });

  test('refuses what is no connection of ours with a reason', async () => {
    const ca = live.certificate.ca;
    const strange = await TestClient.refused(live.url, { ca, origin: 'https://evil.example' });
    const old = await TestClient.refused(live.url, { ca, protocols: ['marketdata.v0'] });

    expect(strange).toMatchObject({ status: 403 });
    expect(strange.body).toContain('ALLOWED_ORIGINS');
    expect(old).toMatchObject({ status: 426 });
    expect(old.body).toContain('marketdata.v1');
  });

  test('accepts the origin of its own page', async () => {
    const client = await live.connect({ origin: live.url });

    await waitFor(() => client.frames[0], { what: 'the welcome' });
  });

  test('closes a connection that sends text, and no other', async () => {
    const [bad, good] = await Promise.all([live.connect(), live.connect()]);

    bad.socket.send('{"subscribe":"AAA"}');

    expect((await bad.closed()).code).toBe(CLOSE_CODES.malformedFrame);
    expect((await good.subscribe('AAA')).updates).toHaveLength(1);
  });

  test('closes a connection whose message is larger than allowed', async () => {
    const client = await live.connect();

    client.socket.send(new Uint8Array(70_000));

    // 1009 is what RFC 6455 gives for a message too big to process.
    expect((await client.closed()).code).toBe(1009);
  });

  test('closes a connection that floods it with messages', async () => {
    const client = await live.connect();

    for (let count = 0; count < 1_000; count++) client.send({ kind: 'ping', clientTimeMs: count });

    expect((await client.closed()).code).toBe(CLOSE_CODES.limitExceeded);
  });

  test('skips a log entry that cannot be decoded and goes on', async () => {
    const client = await live.connect();
    await client.subscribe('AAA');

    for (let partition = 0; partition < 8; partition++) {
      await live.feed.publishBytes(partition, new Uint8Array([1, 2, 3, 255]));
    }
    await live.feed.publish(makeQuote('AAA', 13_000));

    await client.update('the quote behind it', ({ quote }) => quote?.bidPrice === 12_999);
  });

  test('lists instruments by their rank, and those without one by symbol behind them', async () => {
    await live.feed.register(
      makeInstrument('ZZZ', { rank: 1 }),
      makeInstrument('YYY', { rank: 2 }),
      makeInstrument('CCC'),
    );

    const list = await waitFor(
      async () => {
        const all = (await (await live.get('/api/instruments')).json()) as { symbol: string }[];
        return all.some(({ symbol }) => symbol === 'CCC') ? all : undefined;
      },
      { what: 'the new instruments' },
    );

    const symbols = list.map(({ symbol }) => symbol);
    expect(symbols.slice(0, 2)).toEqual(['ZZZ', 'YYY']);
    expect(symbols.slice(2)).toEqual([...symbols.slice(2)].sort());
  });

  test('serves health, readiness and security headers', async () => {
    const health = await live.get('/healthz');

    expect(health.status).toBe(200);
    const policy = health.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect((await live.get('/readyz')).status).toBe(200);
  });
});
