import { pino } from 'pino';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchBook } from '../../../../feed/live/http/book.ts';
import { fetchHistory } from '../../../../feed/live/http/history.ts';
import { fetchInstruments } from '../../../../feed/live/http/instruments.ts';
import { fetchMissingTrades } from '../../../../feed/live/http/missing-trades.ts';
import type { HistoryChunk } from '../../../../feed/source.ts';
import type { Page, TradeHole, Venue } from '../../../../feed/venues/venue.ts';
import type { VenueInstrument } from '../../../../feed/venues/venue-mapper.ts';
import type { Bar, Trade } from '../../../../proto/types.ts';
import { madeInstrument, START_MS, trade } from '../holes/made-ticks.ts';
import { createClient, LocalServer, madeCapabilities, say, type Answer } from './local-server.ts';

const forever = new AbortController().signal;
const servers: LocalServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A venue whose answers are pages as JSON, with requests as they are asked for. */
const venue: Venue = {
  capabilities: madeCapabilities(),
  stream: { subscribe: () => [], unsubscribe: () => [], classify: () => undefined },
  instruments: {
    request: (_, wanted = []) => ({ url: `https://made/instruments?${wanted.join()}` }),
    parse: (text) => JSON.parse(text) as Page<VenueInstrument>,
  },
  createMapper: () => ({ map: () => [], counts: () => ({}) }),
  candles: {
    intervals: ['1h', '1m'],
    maxBars: 3,
    request: ({ nativeSymbol }, interval, fromMs, toMs) => ({
      url: `https://made/candles/${encodeURIComponent(nativeSymbol)}/${interval}?${String(fromMs)}-${String(toMs)}`,
    }),
    parse: (text) => JSON.parse(text) as Page<Bar>,
  },
  trades: {
    request: ({ afterId }) => ({ url: `https://made/trades?${afterId}` }),
    parse: (text) => JSON.parse(text) as Page<Trade>,
  },
  book: { request: ({ nativeSymbol }) => ({ url: `https://made/book?${nativeSymbol}` }) },
};
const unique: Venue = { ...venue, capabilities: { ...venue.capabilities, tradeIds: 'unique' } };

function page(items: readonly unknown[], next?: string): Answer {
  const more = next !== undefined && { next: { url: `https://made${next}` } };
  return say(200, JSON.stringify({ items, ...more }));
}

/** Answers by what is in the address, else with an empty page. */
function byPath(answers: Readonly<Record<string, Answer>>): Answer {
  return (request, response) => {
    const found = Object.entries(answers).find(([part]) => request.url?.includes(part));
    (found?.[1] ?? page([]))(request, response);
  };
}

async function client(
  ...answers: Answer[]
): Promise<ReturnType<typeof createClient> & { server: LocalServer }> {
  const server = await LocalServer.open(...answers);
  servers.push(server);
  return { server, ...createClient(server.url) };
}

describe('the list of instruments', () => {
  test('is fetched page by page, each symbol once, without those that cannot be carried', async () => {
    const a = madeInstrument('A-B.MADE');
    const b = madeInstrument('B-C.MADE');
    const invalid = { ...b, instrument: { ...b.instrument, symbol: 'X', priceDecimals: 18 } };
    const { http, server } = await client(page([a, invalid], '/instruments?2'), page([a, b]));

    expect(await fetchInstruments(http, venue, {}, forever, ['A-B'])).toEqual([a, b]);
    expect(server.seen).toEqual(['/instruments?A-B', '/instruments?2']);
  });

  test('ends when a venue leads to the same page again and again', async () => {
    const { http, server } = await client(page([madeInstrument()], '/instruments?2'));

    expect(await fetchInstruments(http, venue, {}, forever)).toHaveLength(1);
    expect(server.seen).toHaveLength(2);
  });

  test('is tried for until it is there', async () => {
    const { http } = await client(...Array.from({ length: 8 }, () => say(503)), page([]));

    expect(await fetchInstruments(http, venue, {}, forever)).toEqual([]);
  });
});

describe('missing trades', () => {
  const hole: TradeHole = {
    instrument: madeInstrument(),
    afterId: '7',
    afterTimeMs: START_MS,
    beforeId: '11',
    beforeTimeMs: START_MS + 100,
  };

  test('are all pages, sorted by id, inside the hole, each once, marked', async () => {
    const { http, clock } = await client(
      page([trade(12, 9), trade(11, 8), trade(10, 7), trade(9, 6)], '/trades?2'),
      page([trade(9, 6), trade(8, 5), trade(7, 4)]),
    );

    const { trades, isComplete } = await fetchMissingTrades({
      http,
      venue,
      credentials: {},
      hole,
      signal: forever,
    });

    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['8', '9', '10']);
    expect(trades.every(({ isBackfill }) => isBackfill)).toBe(true);
    expect(trades[0]?.receivedTimeMs).toBe(clock.nowMs());
    expect(isComplete).toBe(true);
  });

  test('are found by ids beyond 2^53', async () => {
    const ids = ['9007199254740994', '9007199254740995', '9007199254740996'];
    const { http } = await client(page(ids.map((id) => trade(id, 5))));
    const far = { ...hole, afterId: '9007199254740994', beforeId: '9007199254740996' };
    const options = { http, venue, credentials: {}, hole: far, signal: forever };

    const { trades } = await fetchMissingTrades(options);

    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['9007199254740995']);
  });

  test('are found by time where ids tell no order, and may reach beyond the hole', async () => {
    const { http } = await client(
      page([trade('z', 500), trade('y', 60), trade('x', 60), trade('7', 0), trade('w', -1)]),
    );
    const options = { http, venue: unique, credentials: {}, hole, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    // Newest first, as listed: of the same time, too.
    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['x', 'y', 'z']);
    expect(isComplete).toBe(true);
  });

  test('are not complete where the venue gives only its newest', async () => {
    const cut = say(200, JSON.stringify({ items: [trade('y', 60)], isCut: true }));
    const { http } = await client(cut);
    const options = { http, venue: unique, credentials: {}, hole, signal: forever };

    expect(await fetchMissingTrades(options)).toMatchObject({ isComplete: false });
  });

  test('are not complete with one that is invalid', async () => {
    const { http } = await client(page([trade(8, 5), { ...trade(9, 6), size: -1 }, trade(10, 7)]));
    const options = { http, venue, credentials: {}, hole, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['8', '10']);
    expect(isComplete).toBe(false);
  });

  test('with a time that cannot be meant are left out where only times tell what is missing', async () => {
    const dirty = { ...trade('y', 0), venueTimeMs: -62_135_596_800_000 };
    const { http } = await client(page([trade('x', 60), dirty, { ...dirty, venueTimeMs: 0 }]));
    const options = { http, venue: unique, credentials: {}, hole, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['x']);
    expect(isComplete).toBe(false);
  });

  test('with a time that cannot be meant have that of the begin of the hole where ids tell their place', async () => {
    const dirty = { ...trade(9, 0), venueTimeMs: -62_135_596_800_000 };
    const { http } = await client(page([trade(8, 5), dirty, trade(10, 7)]));
    const options = { http, venue, credentials: {}, hole, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    expect(trades.map(({ tradeId }) => tradeId)).toEqual(['8', '9', '10']);
    expect(trades[1]?.venueTimeMs).toBe(hole.afterTimeMs);
    expect(isComplete).toBe(true);
  });

  test('of long before the hole are no fault of the answer', async () => {
    const { http } = await client(page([trade('old', -3 * 86_400_000), trade('x', 60)]));
    const options = { http, venue: unique, credentials: {}, hole, signal: forever };

    expect(await fetchMissingTrades(options)).toMatchObject({
      trades: [{ tradeId: 'x' }],
      isComplete: true,
    });
  });

  test('are at most twenty pages', async () => {
    let count = 0;
    const { http, server } = await client((request, response) => {
      count += 1;
      page([trade(7 + count, count)], `/trades?${String(count)}`)(request, response);
    });
    const far = { ...hole, beforeId: '1000' };
    const options = { http, venue, credentials: {}, hole: far, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    expect(trades).toHaveLength(20);
    expect(server.seen).toHaveLength(20);
    expect(isComplete).toBe(false);
  });

  test.each(['https://elsewhere/instruments', 'no address'])(
    'are not looked for at another host, whatever an answer names: %s',
    async (url) => {
      const { http, server } = await client(say(200, JSON.stringify({ items: [], next: { url } })));

      await expect(fetchInstruments(http, venue, {}, forever)).rejects.toThrow(
        /ERR_VENUE_PROTOCOL: expected the next page at made, got an address that is elsewhere or none/,
      );
      expect(server.seen).toHaveLength(1);
    },
  );

  test('are what came before a page that could not be had', async () => {
    const { http } = await client(page([trade(8, 5)], '/trades?2'), say(500));
    const options = { http, venue, credentials: {}, hole, signal: forever };

    const { trades, isComplete } = await fetchMissingTrades(options);

    expect(trades).toHaveLength(1);
    expect(isComplete).toBe(false);
  });

  test('fail when nothing can be had, or not in time', async () => {
    const { http } = await client(say(400), () => undefined);
    const options = { http, venue, credentials: {}, hole, signal: forever };

    await expect(fetchMissingTrades(options)).rejects.toThrow(/ERR_VENUE_PROTOCOL/);
    await expect(fetchMissingTrades({ ...options, timeoutMs: 30 })).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE.*within 30 ms/,
    );
  });
});

describe('a book', () => {
  test('is the text of the answer', async () => {
    const { http } = await client(say(200, '{"bids":[]}'));
    const options = { http, venue, instrument: madeInstrument(), credentials: {}, signal: forever };

    expect(await fetchBook(options)).toBe('{"bids":[]}');
  });
});

describe('history', () => {
  const MINUTE = 60_000;
  const HOUR = 60 * MINUTE;
  const NOON = START_MS;
  const endMs = NOON + 90_000;

  function bar(openTimeMs: number, change: Partial<Bar> = {}): Bar {
    const prices = { open: 2, high: 3, low: 1, close: 2 };
    return { openTimeMs, ...prices, volume: 1, tradeCount: 1, turnover: 2, ...change };
  }

  async function collect(
    made: Awaited<ReturnType<typeof client>>,
    instruments = [madeInstrument()],
    signal = forever,
  ): Promise<HistoryChunk[]> {
    const { http } = made;
    const logger = pino({}, { write: (line) => made.log.push(line) });
    const chunks: HistoryChunk[] = [];
    const options = { http, venue, instruments, credentials: {}, endMs, signal };
    for await (const chunk of fetchHistory({ ...options, logger })) chunks.push(chunk);
    return chunks;
  }

  test('is the closed bars before the start, sorted, each once', async () => {
    const made = await client(
      byPath({
        '/1m?': page([bar(NOON + MINUTE), bar(NOON), bar(NOON - MINUTE)], '/candles?2'),
        'candles?2': page([
          bar(NOON - MINUTE, { volume: 5 }),
          bar(NOON - 2 * MINUTE),
          bar(NOON - 3 * MINUTE),
        ]),
        '/1h?': page([bar(NOON), bar(NOON - HOUR)]),
      }),
    );

    const chunks = await collect(made);

    expect(chunks.map(({ interval }) => interval)).toEqual(['1m', '1h']);
    expect(chunks.map(({ bars }) => bars.map(({ openTimeMs }) => openTimeMs - NOON))).toEqual([
      [-2 * MINUTE, -MINUTE, 0],
      [-HOUR],
    ]);
    expect(chunks.map((chunk) => chunk.endMs)).toEqual([endMs, endMs]);
    const name = encodeURIComponent(madeInstrument().nativeSymbol);
    expect(made.server.seen[0]).toBe(
      `/candles/${name}/1m?${String(NOON - 2 * MINUTE)}-${String(NOON + MINUTE)}`,
    );
  });

  test('gives the minutes of all symbols before any hours', async () => {
    const made = await client(page([]));
    const symbols = Array.from({ length: 6 }, (_, index) => `S${String(index)}-X.MADE`);

    const chunks = await collect(
      made,
      symbols.map((symbol) => madeInstrument(symbol)),
    );

    expect(chunks.map(({ symbol, interval }) => `${symbol} ${interval}`)).toEqual([
      ...symbols.map((symbol) => `${symbol} 1m`),
      ...symbols.map((symbol) => `${symbol} 1h`),
    ]);
  });

  test('leaves out invalid bars and says how many', async () => {
    const bars = [
      bar(NOON),
      bar(NOON - MINUTE, { high: 0 }),
      bar(NOON - MINUTE + 1),
      bar(NOON - 2 * MINUTE),
    ];
    const made = await client(byPath({ '/1m?': page(bars) }));

    const [chunk] = await collect(made);

    expect(chunk?.bars.map(({ openTimeMs }) => openTimeMs - NOON)).toEqual([-2 * MINUTE, 0]);
    expect(made.log.join()).toMatch(/"invalidCount":2.*invalid bars left out/);
  });

  test('passes over what fails, and goes on', async () => {
    const made = await client(byPath({ 'A%2FX.MADE/1m': say(400) }));

    const chunks = await collect(made, [madeInstrument('A-X.MADE'), madeInstrument('B-X.MADE')]);

    expect(chunks.map(({ symbol, interval }) => `${symbol} ${interval}`)).toEqual([
      'B-X.MADE 1m',
      'A-X.MADE 1h',
      'B-X.MADE 1h',
    ]);
    expect(made.log.join()).toContain('no history of this symbol');
  });

  test('ends at once when the venue refuses us', async () => {
    const made = await client(say(403));
    const instruments = Array.from({ length: 50 }, (_, index) =>
      madeInstrument(`S${String(index)}-X`),
    );

    expect(await collect(made, instruments)).toEqual([]);
    expect(made.server.seen.length).toBeLessThan(10);
  });

  test('ends without an error when it is stopped, and when nobody reads on', async () => {
    const stop = new AbortController();
    const made = await client((request, response) => {
      stop.abort();
      say(503)(request, response);
    });
    expect(await collect(made, undefined, stop.signal)).toEqual([]);

    const other = await client(page([]));
    const { http } = other;
    const options = { http, venue, instruments: [madeInstrument()], credentials: {}, endMs };
    for await (const chunk of fetchHistory({
      ...options,
      signal: forever,
      logger: pino({ enabled: false }),
    })) {
      expect(chunk.interval).toBe('1m');
      break;
    }
    expect(other.server.openCount).toBe(0);
  });
});
