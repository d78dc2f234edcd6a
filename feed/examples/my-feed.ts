/**
 * Template of an adapter: a complete small one for a made-up exchange. Copy it anywhere, change it, and run
 *
 *     npm run test:adapter -- ./my-feed.ts       checks it against the samples at its end
 *     npm run feed -- --source ./my-feed.ts      runs it
 *
 * An adapter is data and pure functions: what the venue says and how it is asked. Connecting, limits, backoff, silence,
 * roll-over, filling of holes, history and recording are done for you. `feed/venues/venue.ts` says what each part is.
 */
// Types only: they vanish when this runs. Elsewhere, mend the path for your editor's sake, or leave it.
import type {
  BookFault,
  ControlFrame,
  JsonObject,
  ResyncingMapper,
  Tick,
  Toolkit,
  Trade,
  Venue,
  VenueCapabilities,
  VenueInstrument,
  VenueSamples,
} from '../adapter/toolkit.ts';

/** What the venue offers and allows. All of it stands in the venue's documentation; say where, and of when. */
const capabilities: VenueCapabilities = {
  venue: 'EXAMPLE', // stands behind every symbol: ACME-USD.EXAMPLE
  url: 'wss://stream.example.com/v1',
  channels: { trades: 'trades', quotes: 'top', depth: 'book' }, // leave out what there is not
  // 'contiguous': each id is the one before plus one, so that a lost trade shows. 'unique': ids only tell repetitions;
  // then leave TradeSequence and createGap out, and ask for past trades by time (hole.afterTimeMs).
  tradeIds: 'contiguous',
  credentials: [], // [{ name: 'key', variable: 'EXAMPLE_API_KEY' }], if the venue wants one
  defaultSymbols: ['ACME-USD'],
  acknowledges: 'id', // the answer to a subscription repeats the id of the request
  bookResync: 'resubscribe', // a book that went wrong is had anew by subscribing again
  limits: { messages: { count: 10, perMs: 1_000 }, topicsPerRequest: 50 },
  pingEveryMs: 20_000,
  silenceMs: 60_000, // the venue says something, be it a pong, more often than that
  dataSilenceMs: 600_000, // and there is some trade or quote more often than that
  source: 'docs.example.com/streaming, 2026-01-05',
};

/** The feed calls this once. The toolkit has what adapters need; see feed/adapter/toolkit.ts. */
export function createVenue(toolkit: Toolkit): Venue {
  const { WireReader, decimalsOf, parseDecimal, readBar, readPastTrade, spotInstrument } = toolkit;
  const wire = new WireReader('Example');
  return {
    capabilities,
    stream: {
      subscribe: (...wanted) => requests('subscribe', wanted),
      unsubscribe: (...wanted) => requests('unsubscribe', wanted),
      ping: () => '{"op":"ping"}',
      classify,
    },
    // The list of everything that can be subscribed to, with its decimals.
    instruments: {
      request: () => ({ url: 'https://api.example.com/v1/symbols' }),
      parse: (text) => ({
        items: wire.objects(wire.object(text)['symbols'], 'symbols').flatMap((row) => {
          const nativeSymbol = wire.text(row['name'], 'name');
          const base = wire.text(row['base'], 'base');
          const quote = wire.text(row['quote'], 'quote');
          const tick = wire.text(row['tick'], 'tick');
          const priceDecimals = decimalsOf(tick);
          const tickSize = parseDecimal(tick, priceDecimals);
          if (!(tickSize >= 1)) wire.fail(`${nativeSymbol}: tick is ${tick}, expected a step`);
          const sizeDecimals = decimalsOf(wire.text(row['lot'], 'lot'));
          const names = { venue: capabilities.venue, nativeSymbol, name: `${base}-${quote}` };
          // What can be no instrument (a name that is not ASCII, 13 decimals) is left out.
          return (
            spotInstrument({ ...names, base, quote, priceDecimals, sizeDecimals, tickSize }) ?? []
          );
        }),
      }),
    },
    createMapper: (instruments, depthLevels) => createMapper(toolkit, instruments, depthLevels),
    // Both optional: past bars for the charts, and past trades for the time without connection.
    candles: {
      intervals: ['1m', '1h'],
      maxBars: 500,
      request: ({ nativeSymbol }, interval, fromMs, toMs) => ({
        url: `https://api.example.com/v1/bars?symbol=${nativeSymbol}&interval=${interval}&from=${fromMs}&to=${toMs}`,
      }),
      parse: (text, { instrument }) => ({
        items: wire.objects(wire.object(text)['bars'], 'bars').flatMap((row) => {
          const { time: openTime, open, high, low, close, volume, trades: tradeCount } = row;
          const bar = { openTime, open, high, low, close, volume, tradeCount };
          return readBar(wire, instrument, bar) ?? [];
        }),
      }),
    },
    trades: {
      request: ({ instrument, afterId }) => ({
        url: `https://api.example.com/v1/trades?symbol=${instrument.nativeSymbol}&after=${afterId}`,
      }),
      parse: (text, hole) => ({
        items: wire.objects(wire.object(text)['trades'], 'trades').map((row) =>
          readPastTrade(wire, hole, {
            venueTimeMs: wire.time(row['time'], 'time'), // s, ms, us, ns or ISO 8601
            price: row['price'],
            size: row['size'],
            aggressorSide: row['side'] === 'sell' ? 'sell' : 'buy',
            tradeId: wire.id(row['id'], 'id'),
          }),
        ),
      }),
    },
  };

  /** What a frame means for the connection; undefined for market data. Never throws. */
  function classify(frame: string): ControlFrame | undefined {
    if (!frame.startsWith('{"op":')) return undefined; // spares the parsing of market data
    const event = toolkit.parseQuietly(frame);
    if (!toolkit.isObject(event)) return undefined;
    const { op, id, symbol } = event;
    switch (op) {
      case 'subscribed':
      case 'unsubscribed':
        return { kind: 'acknowledged', ...(typeof id === 'string' && { id }) };
      case 'error': {
        const { code, message } = event;
        // Asking for the same again cannot help; for all others it is tried again, with growing pauses.
        const isFatal = code === 'unknown_symbol' || code === 'bad_request';
        const refusal = { code: String(code), message: String(message), isFatal };
        return { kind: 'refused', ...refusal, ...(typeof symbol === 'string' && { symbol }) };
      }
      case 'heartbeat':
      case 'pong':
        return { kind: op };
      default:
        return undefined;
    }
  }
}

type Wanted = Parameters<Venue['stream']['subscribe']>;

/** Requests for channels of symbols, each within the venue's limits; the suite checks it. The answer repeats `id`. */
function requests(op: string, [natives, channels, id]: Wanted): string[] {
  const all = natives.flatMap((native) =>
    channels.map((name) => `${capabilities.channels[name] ?? ''}:${native}`),
  );
  const most = capabilities.limits.topicsPerRequest ?? all.length;
  const texts: string[] = [];
  for (let at = 0; at < all.length; at += most) {
    texts.push(JSON.stringify({ op, id, topics: all.slice(at, at + most) }));
  }
  return texts;
}

/** Turns the frames of one connection into ticks. Knows no socket and no clock. */
function createMapper(
  { WireReader, AbsoluteBook, TradeSequence, byNativeSymbol, createGap, isAbsurdTime }: Toolkit,
  instruments: readonly VenueInstrument[],
  depthLevels: number,
): ResyncingMapper {
  const wire = new WireReader('Example');
  const counts = { frames: 0, unknownEvents: 0, unknownSymbols: 0, absurdTimes: 0, lostTrades: 0 };
  const faults: BookFault[] = [];
  const markets = byNativeSymbol(instruments, (market) => ({
    ...market,
    trades: new TradeSequence(),
    book: new AbsoluteBook(market.symbol, depthLevels, faults),
    bookNumber: 0,
  }));
  type Market = ReturnType<typeof markets.get> & object;

  return {
    counts: () => ({ ...counts }),
    takeBookFaults: () => faults.splice(0),
    map(frame, receivedTimeMs) {
      const event = wire.object(frame);
      counts.frames += 1;
      if ('op' in event) return [];
      const topic = event['topic'];
      if (topic !== 'trades' && topic !== 'top' && topic !== 'book') {
        counts.unknownEvents += 1; // venues add new ones without asking
        return [];
      }
      const market = markets.get(wire.text(event['symbol'], 'symbol'));
      if (market === undefined) {
        counts.unknownSymbols += 1;
        return [];
      }
      const times = { venueTimeMs: timeOf(market, event, receivedTimeMs), receivedTimeMs };
      if (topic === 'trades') return trade(market, event, times);
      return topic === 'top' ? [quote(market, event, times)] : book(market, event, times);
    },
  };

  function trade(market: Market, event: JsonObject, times: Times): Tick[] {
    const { symbol } = market;
    const tick: Trade = {
      ...{ kind: 'trade', symbol, ...times },
      price: wire.price(market, event['price'], 'price'), // exact: throws if the decimals do not hold it
      size: wire.size(market, event['size'], 'size'),
      aggressorSide: event['side'] === 'sell' ? 'sell' : 'buy', // who took liquidity
      tradeId: wire.id(event['id'], 'id'),
    };
    // Only for contiguous ids; with others just `return [tick]`.
    const { lostTrades, previousTimeMs } = market.trades.next(tick.tradeId, times.venueTimeMs);
    if (lostTrades === 0) return [tick];
    counts.lostTrades += lostTrades;
    const { venueTimeMs, receivedTimeMs } = times;
    return [createGap(symbol, lostTrades, previousTimeMs, venueTimeMs, receivedTimeMs), tick];
  }

  function quote(market: Market, event: JsonObject, times: Times): Tick {
    return {
      kind: 'quote',
      symbol: market.symbol,
      ...times,
      bidPrice: wire.price(market, event['bid'], 'bid'),
      bidSize: wire.size(market, event['bidSize'], 'bidSize'),
      askPrice: wire.price(market, event['ask'], 'ask'),
      askSize: wire.size(market, event['askSize'], 'askSize'),
    };
  }

  /** A snapshot, then changes, each with the number after the last one. */
  function book(market: Market, event: JsonObject, times: Times): Tick[] {
    const number = wire.integer(event['number'], 'number');
    const isNext = number === market.bookNumber + 1;
    const bids = wire.levels(market, event['bids'], 'bids');
    const asks = wire.levels(market, event['asks'], 'asks');
    market.bookNumber = number;
    // Where every message is a whole book: always 'snapshot'.
    const verdict = event['type'] === 'snapshot' ? 'snapshot' : isNext ? 'next' : 'gap';
    return market.book.apply({ verdict, bids, asks, mayNotCross: true, ...times });
  }

  /** The venue's time, unless it cannot be meant (year 0001 and the like). */
  function timeOf({ symbol }: Market, event: JsonObject, receivedTimeMs: number): number {
    const timeMs = wire.time(event['time'], `${symbol}: time`);
    if (!isAbsurdTime(timeMs, receivedTimeMs)) return timeMs;
    counts.absurdTimes += 1;
    return receivedTimeMs;
  }
}

type Times = Pick<Trade, 'venueTimeMs' | 'receivedTimeMs'>;

// What the venue sends, with what it means: npm run test:adapter compares. Take yours from the documentation, or from
// `npm run feed -- record`. What has no sample here is not checked.
const T = Date.UTC(2026, 0, 5, 12);
const AT = { symbol: 'ACME-USD.EXAMPLE', venueTimeMs: T, receivedTimeMs: T + 20 };
const data = (text: string, ...ticks: Tick[]): VenueSamples['data'][number] => ({
  frame: text.replace('}', `,"symbol":"ACME-USD","time":${T}}`),
  receivedTimeMs: T + 20,
  ticks,
});
const buy = { size: 1_000, aggressorSide: 'buy' } as const;

export const samples: VenueSamples = {
  instruments: {
    text: '{"symbols":[{"name":"ACME-USD","base":"ACME","quote":"USD","tick":"0.05","lot":"0.001"}]}',
    expected: [
      {
        nativeSymbol: 'ACME-USD',
        instrument: {
          symbol: 'ACME-USD.EXAMPLE',
          ...{ venue: 'EXAMPLE', displayName: 'ACME / USD', currency: 'USD' },
          ...{ priceDecimals: 2, sizeDecimals: 3, tickSize: 5 },
          session: { kind: 'rolling24h' },
        },
      },
    ],
  },
  control: [
    { frame: '{"op":"subscribed","id":"7"}', means: { kind: 'acknowledged', id: '7' } },
    { frame: '{"op":"heartbeat"}', means: { kind: 'heartbeat' } },
    {
      frame: '{"op":"error","code":"bad_request","message":"what?","symbol":"X"}',
      means: { kind: 'refused', code: 'bad_request', message: 'what?', symbol: 'X', isFatal: true },
    },
  ],
  data: [
    data('{"topic":"trades","id":41,"price":"101.25","size":"3","side":"sell"}', {
      ...{ kind: 'trade', ...AT, price: 10_125, size: 3_000 },
      ...{ aggressorSide: 'sell', tradeId: '41' },
    }),
    data('{"topic":"top","bid":"101.20","bidSize":"5","ask":"101.25","askSize":"0.5"}', {
      ...{ kind: 'quote', ...AT, bidPrice: 10_120, bidSize: 5_000 },
      ...{ askPrice: 10_125, askSize: 500 },
    }),
    data('{"topic":"book","type":"snapshot","number":1,"bids":[["101.20","5"]],"asks":[]}', {
      ...{ kind: 'depth', ...AT, bids: [10_120, 5_000], asks: [] },
    }),
    data(
      '{"topic":"trades","id":44,"price":"101.30","size":"1","side":"buy"}',
      // Two trades were lost: a gap says so, and the feed fetches them.
      { kind: 'gap', ...AT, fromMs: T, toMs: T, lostTrades: 2 },
      { kind: 'trade', ...AT, ...buy, price: 10_130, tradeId: '44' },
    ),
  ],
  candles: {
    text: `{"bars":[{"time":${T / 1000 - 60},"open":"101.00","high":"102.00","low":"100.00","close":"101.00","volume":"2","trades":7}]}`,
    expected: [
      {
        openTimeMs: T - 60_000,
        ...{ open: 10_100, high: 10_200, low: 10_000, close: 10_100 },
        ...{ volume: 2_000, tradeCount: 7, turnover: 10_100 * 2_000 }, // without one: mean price by volume
      },
    ],
  },
  // What is missing between two trades of the data above.
  trades: {
    afterId: '41',
    beforeId: '44',
    text: `{"trades":[{"id":42,"time":${T},"price":"101.25","size":"1","side":"buy"},{"id":43,"time":${T},"price":"101.30","size":"1","side":"buy"}]}`,
    expected: [
      { venueTimeMs: T, ...buy, price: 10_125, tradeId: '42' },
      { venueTimeMs: T, ...buy, price: 10_130, tradeId: '43' },
    ],
  },
  answer(request) {
    const { op, id } = JSON.parse(request) as { op: string; id: string };
    return op === 'ping' ? ['{"op":"pong"}'] : [JSON.stringify({ op: `${op}d`, id })];
  },
};
