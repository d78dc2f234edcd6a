import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeBarsReply } from '../../../proto/bars-reply-codec.ts';
import { encodeBar } from '../../../proto/instrument-codec.ts';
import {
  BAR_FIELD,
  barsKey,
  DEFAULT_PARTITION_COUNT,
  partitionOf,
} from '../../../proto/redis-keys.ts';
import { fetchTrusting } from '../../support/fetch-trusting.ts';
import { startLiveServer, type LiveServer } from '../../support/live-server.ts';
import { makeInstrument, makeQuote, makeTrade } from '../../support/test-feed.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Stored seconds, more than a server loads when it starts. */
const STORED = 5_000;
const START_MS = Math.floor((Date.now() - 4 * 3_600_000) / 60_000) * 60_000;

interface JsonBars {
  readonly bars: readonly { readonly openTimeMs: number; readonly close: number }[];
  readonly hasOlder: boolean;
}

describe('HTTP API', () => {
  let live: LiveServer;

  beforeAll(async () => {
    live = await startLiveServer();
    const key = barsKey(partitionOf('AAA', DEFAULT_PARTITION_COUNT), 'AAA', '1s');
    for (let from = 0; from < STORED; from += 500) {
      const pipeline = live.feed.redis.pipeline();
      for (let at = from; at < from + 500; at++) {
        const openTimeMs = START_MS + at * 1_000;
        const bar = { open: at, high: at, low: at, close: at, volume: 2, tradeCount: 1 };
        const bytes = encodeBar({ openTimeMs, ...bar, turnover: 0 });
        pipeline.xadd(key, `${String(openTimeMs)}-0`, BAR_FIELD, Buffer.from(bytes));
      }
      await pipeline.exec();
    }
    await live.feed.register(makeInstrument('AAA'), makeInstrument('BBB', { priceDecimals: 5 }));
    const venueTimeMs = START_MS + STORED * 1_000;
    await live.feed.publish(
      ...[0, 1, 2].map((at) =>
        makeTrade('AAA', STORED + at, { venueTimeMs: venueTimeMs + at * 1_000 }),
      ),
      makeQuote('BBB', 700),
    );
    await waitFor(
      async () => (await bars('symbol=AAA&interval=1s&limit=1')).bars[0]?.close === 5_002,
      {
        what: 'the newest trade to be in a bar',
      },
    );
  });
  afterAll(() => live.stop());

  async function bars(query: string): Promise<JsonBars> {
    const response = await live.get(`/api/bars?${query}`);
    expect(response.status).toBe(200);
    return (await response.json()) as JsonBars;
  }

  test('walks back from what the server holds to what was stored long before, without a hole', async () => {
    let to = START_MS + (STORED + 3) * 1_000;
    const closes: number[] = [];
    for (let hasOlder = true; hasOlder;) {
      const page = await bars(`symbol=AAA&interval=1s&limit=700&to=${String(to)}`);
      closes.unshift(...page.bars.map(({ close }) => close));
      to = page.bars[0]?.openTimeMs ?? 0;
      ({ hasOlder } = page);
    }

    expect(closes).toEqual(Array.from({ length: STORED + 3 }, (_, at) => at));
  });

  test('merges stored bars into longer ones', async () => {
    const page = await bars(
      `symbol=AAA&interval=15s&from=${String(START_MS)}&to=${String(START_MS + 45_000)}`,
    );

    expect(page).toEqual({
      ...{ symbol: 'AAA', interval: '15s', priceDecimals: 2, sizeDecimals: 3 },
      bars: [0, 15, 30].map((first) => ({
        openTimeMs: START_MS + first * 1_000,
        ...{ open: first, high: first + 14, low: first, close: first + 14 },
        ...{ volume: 30, tradeCount: 15 },
      })),
      hasOlder: false,
      gaps: [],
    });
  });

  test('says the same in protobuf', async () => {
    const path = '/api/bars?symbol=AAA&interval=5s&limit=1000';
    const { ca } = live.certificate;
    const binary = await fetchTrusting(ca, live.url, path, { accept: 'application/x-protobuf' });
    const json = await live.get(path);

    expect(binary.headers.get('content-type')).toBe('application/x-protobuf');
    const bytes = new Uint8Array(await binary.arrayBuffer());
    const text = await json.text();
    expect(decodeBarsReply(bytes)).toEqual(JSON.parse(text));
    expect(bytes.length).toBeLessThan(text.length / 5);
  });

  test('lets only closed ranges be cached', async () => {
    const cacheControl = async (query: string): Promise<string | null> =>
      (await live.get(`/api/bars?symbol=AAA&interval=1s&${query}`)).headers.get('cache-control');

    expect(await cacheControl(`to=${String(START_MS + 60_000)}`)).toContain('max-age');
    expect(await cacheControl(`to=${String(START_MS + (STORED + 3) * 1_000)}`)).toBe('no-store');
    expect(await cacheControl('limit=1')).toBe('no-store');
  });

  test.each([
    ['interval=1s', 'symbol: expected, but it is missing'],
    ['symbol=AAA', 'interval: expected, but it is missing'],
    [
      'symbol=AAA&interval=2m',
      'interval: expected one of 1s, 5s, 15s, 1m, 5m, 15m, 1h, 4h, 1d, got "2m"',
    ],
    ['symbol=AAA&interval=1s&limit=0', 'limit: expected a number >= 1, got 0'],
    ['symbol=AAA&interval=1s&limit=5001', 'limit: expected a number <= 5000, got 5001'],
    ['symbol=AAA&interval=1s&limit=ten', 'limit: expected integer, got "ten"'],
    ['symbol=AAA&interval=1s&from=-1', 'from: expected a number >= 0, got -1'],
    ['symbol=AAA&interval=1s&from=1.5', 'from: expected integer, got "1.5"'],
    ['symbol=AAA&interval=1s&to=9007199254740993', 'to: expected a number <= 9007199254740991'],
    ['symbol=AAA&interval=1s&from=20&to=10', 'from: expected less than to (10), got 20'],
    ['symbol=AAA&interval=1s&form=5', '"form": no such parameter here, see /api/docs'],
    ['symbol=AAA&symbol=BBB&interval=1s', 'symbol: expected string, got ["AAA","BBB"]'],
  ])('refuses %s and says why', async (query, message) => {
    const response = await live.get(`/api/bars?${query}`);

    expect(response.status).toBe(400);
    const body = (await response.json()) as { code: string; message: string };
    expect(body.code).toBe('ERR_REQUEST_INVALID');
    expect(body.message).toContain(message);
  });

  test('knows no symbol that no feed offers, whatever its name', async () => {
    for (const symbol of ['NONE', '__proto__', '%00', '%F0%9F%92%A5']) {
      const response = await live.get(`/api/bars?symbol=${symbol}&interval=1s`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'ERR_SYMBOL_UNKNOWN' });
    }
  });

  test('tells the latest values, and leaves out what is not known', async () => {
    const response = await live.get('/api/latest?symbols=AAA,BBB');

    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = (await response.json()) as { serverTimeMs: number; symbols: object[] };
    expect(Math.abs(body.serverTimeMs - Date.now())).toBeLessThan(5_000);
    expect(body.symbols).toMatchObject([
      { symbol: 'AAA', venue: 'TEST', last: { price: 5_002 }, statistics: { low: 5_000 } },
      { symbol: 'BBB', priceDecimals: 5, quote: { bidPrice: 699, askSize: 7 } },
    ]);
    expect(body.symbols[0]).not.toHaveProperty('quote');
    expect(body.symbols[1]).not.toHaveProperty('last');
  });

  test('refuses too many symbols, and names those that are unknown', async () => {
    const many = await live.get(`/api/latest?symbols=${Array(101).fill('AAA').join(',')}`);
    const unknown = await live.get('/api/latest?symbols=AAA,NOPE,BBB');

    expect(many.status).toBe(400);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({
      message: 'no feed offers "NOPE": see /api/instruments',
    });
  });

  test('answers what Redis need not be asked for while Redis hangs, and 503 to the rest', async () => {
    live.redis.pause();
    try {
      const held = await live.get('/api/bars?symbol=AAA&interval=1s&limit=2');
      const stored = await live.get(
        `/api/bars?symbol=AAA&interval=1s&to=${String(START_MS + 9_000)}`,
      );

      expect(held.status).toBe(200);
      expect(stored.status).toBe(503);
      expect(await stored.json()).toMatchObject({ code: 'ERR_REDIS_UNAVAILABLE' });
      expect(stored.headers.get('retry-after')).toBe('1');
    } finally {
      live.redis.resume();
    }
  });

  test('stays quick for others while one asks for all it can get, and tells that one to wait', async () => {
    const greedy = Array.from({ length: 60 }, () =>
      live.get('/api/bars?symbol=AAA&interval=1s&limit=5000'),
    );
    const client = await live.connect();
    const startMs = performance.now();
    await client.subscribe('BBB');
    const tookMs = performance.now() - startMs;

    const statuses = (await Promise.all(greedy)).map(({ status }) => status);

    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(tookMs).toBeLessThan(3_000);
  });

  test('describes itself', async () => {
    const document = (await (await live.get('/api/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };

    expect(document.openapi).toBe('3.0.3');
    expect(Object.keys(document.paths)).toEqual([
      ...['/healthz', '/readyz', '/api/instruments', '/api/bars', '/api/latest'],
    ]);
    expect(document.paths['/api/bars']).toMatchObject({
      get: {
        responses: { 200: { content: { 'application/x-protobuf': {}, 'application/json': {} } } },
      },
    });
  });
});
