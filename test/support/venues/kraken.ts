/**
 * Kraken's WebSocket API v2 as a server.
 *
 * Words and rules: docs.kraken.com/exchange/api-reference/spot-websocket-v2 and guides/websockets (introduction,
 * reconnection, book-checksum-v2) as read in 2026; numbers are JSON numbers whose digits count.
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { isObject, parseObject, stringsOf, type JsonObject } from './json-text.ts';
import { bookFrame, bookSnapshot } from './kraken-book.ts';
import { answerKraken } from './kraken-http.ts';
import { krakenTime, nativeOf } from './kraken-words.ts';
import { decimalText, type MadeQuote, type MadeSymbol, type MadeTrade } from './made-market.ts';
import type { VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const CHANNELS: Readonly<Record<string, VenueChannel>> = {
  trade: 'trades',
  ticker: 'quotes',
  book: 'depth',
};
const DEPTHS = [10, 25, 100, 500, 1_000];
/** Trades of a snapshot. */
const SNAPSHOT_TRADES = 50;

const SYMBOL = { quote: 'USD', sizeDecimals: 8 };

export const KRAKEN_SYMBOLS: readonly MadeSymbol[] = [
  {
    ...SYMBOL,
    symbol: 'BTC-USD',
    base: 'BTC',
    priceDecimals: 1,
    tickSize: 1,
    startPrice: 618_376,
    maxSize: 250_000_000,
  },
  {
    ...SYMBOL,
    symbol: 'ETH-USD',
    base: 'ETH',
    priceDecimals: 2,
    tickSize: 1,
    startPrice: 254_190,
    maxSize: 900_000_000,
  },
];

export const kraken: VenueProtocol = {
  venue: 'KRAKEN',
  tradeIds: 'contiguous',
  symbols: KRAKEN_SYMBOLS,
  limits: {
    // The venue publishes no number of messages; handshakes: about 150 in ten minutes.
    messages: { count: 50, perMs: 1_000 },
    connectionAttempts: { count: 150, perMs: 600_000 },
    // About one request a second, some at once.
    http: { count: 15, perMs: 15_000 },
  },
  accepts: ({ pathname }) => pathname === '/v2',
  opened(session) {
    // The id is above 2^53, so it cannot be written by way of a number.
    session.send(
      '{"channel":"status","type":"update","data":[{"version":"2.0.0","system":"online",' +
        `"api_version":"v2","connection_id":1383477438020003277${session.number % 10}}]}`,
    );
  },
  receive,
  punishMessages(session) {
    session.send('{"Error":"Exceeded msg rate"}');
  },
  word(session, event) {
    const { symbol } = event;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol.symbol)
          ? [tradeFrame('update', symbol, [event.trade])]
          : [];
      case 'quote':
        return session.has('quotes', symbol.symbol) && session.notes.get('trigger') === 'bbo'
          ? [tickerFrame('update', symbol, event.quote)]
          : [];
      case 'book':
        return session.has('depth', symbol.symbol)
          ? bookFrame(symbol, event.update, depthOf(session), () => session.takesChecksum())
          : [];
    }
  },
  heartbeat: {
    everyMs: 1_000,
    beat(session) {
      if (session.topics.size > 0) session.send('{"channel":"heartbeat"}');
    },
  },
  answer: answerKraken,
};

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  const method = request?.['method'];
  const id = request?.['req_id'];
  if (method === 'ping') {
    session.send(
      JSON.stringify({ method: 'pong', ...(id !== undefined && { req_id: id }), ...times() }),
    );
    return;
  }
  const params = request?.['params'];
  if ((method !== 'subscribe' && method !== 'unsubscribe') || !isObject(params)) {
    session.violate('request', 'no such method');
    session.send(JSON.stringify({ error: 'Method is not supported', success: false, ...times() }));
    return;
  }
  if (id !== undefined && !Number.isSafeInteger(id)) session.violate('request', 'req_id');
  const natives = stringsOf(params['symbol']);
  session.checkRequest(natives.length);
  for (const native of natives) {
    const problem = problemOf(session, native, params);
    session.acknowledge(() => {
      answer(session, method, native, params, id, problem);
    });
  }
}

function problemOf(session: VenueSession, native: string, params: JsonObject): string | undefined {
  const name = String(params['channel']);
  if (CHANNELS[name] === undefined) return 'Unsupported channel';
  const depth = params['depth'];
  if (name === 'book' && depth !== undefined && !DEPTHS.includes(Number(depth))) {
    return 'Subscription depth not supported';
  }
  const symbol = symbolOf(session, native);
  const verdict = symbol === undefined ? 'unknown' : session.verdict(symbol.symbol);
  if (verdict === 'unknown') return `Currency pair not supported ${native}`;
  return verdict === 'busy' ? 'EService:Unavailable' : undefined;
}

/** Answers for one pair, and begins with a snapshot where one is wanted. */
function answer(
  session: VenueSession,
  method: 'subscribe' | 'unsubscribe',
  native: string,
  params: JsonObject,
  id: unknown,
  problem: string | undefined,
): void {
  const echo = { ...(id !== undefined && { req_id: id }), ...times() };
  const symbol = symbolOf(session, native);
  const name = String(params['channel']);
  const channel = CHANNELS[name];
  if (problem !== undefined || symbol === undefined || channel === undefined) {
    session.send(
      JSON.stringify({ error: problem, method, success: false, symbol: native, ...echo }),
    );
    return;
  }
  const hadIt = session.has(channel, symbol.symbol);
  if (method === 'subscribe' && hadIt) {
    const error = 'Already subscribed';
    session.send(JSON.stringify({ error, method, success: false, symbol: native, ...echo }));
    return;
  }
  if (name === 'book') session.notes.set('depth', params['depth'] ?? 10);
  if (name === 'ticker') session.notes.set('trigger', params['event_trigger'] ?? 'trades');
  const isSnapshot = params['snapshot'] !== false;
  const depth = name === 'book' ? { depth: depthOf(session) } : {};
  const result = { channel: name, symbol: native, snapshot: isSnapshot, ...depth };
  session.send(JSON.stringify({ method, result, success: true, ...echo }));
  if (method === 'unsubscribe') {
    session.unsubscribe(channel, symbol.symbol);
    return;
  }
  session.subscribe(channel, symbol.symbol);
  if (isSnapshot) sendSnapshot(session, channel, symbol);
}

function sendSnapshot(session: VenueSession, channel: VenueChannel, symbol: MadeSymbol): void {
  const { market } = session;
  switch (channel) {
    case 'trades': {
      const trades = market.trades(symbol.symbol).slice(-SNAPSHOT_TRADES);
      if (trades.length > 0) session.send(tradeFrame('snapshot', symbol, trades));
      break;
    }
    case 'quotes':
      session.send(tickerFrame('snapshot', symbol, market.quote(symbol.symbol)));
      break;
    case 'depth': {
      const depth = depthOf(session);
      const levels = market.best(symbol.symbol, depth);
      session.sendSnapshot(bookSnapshot(symbol, levels, session.takesChecksum()));
      break;
    }
  }
}

function depthOf(session: VenueSession): number {
  return Number(session.notes.get('depth') ?? 10);
}

function symbolOf(session: VenueSession, native: string): MadeSymbol | undefined {
  return session.market.symbols.find((symbol) => nativeOf(symbol) === native);
}

function tradeFrame(
  type: 'snapshot' | 'update',
  symbol: MadeSymbol,
  trades: readonly MadeTrade[],
): string {
  const items = trades.map(
    (trade) =>
      `{"symbol":"${nativeOf(symbol)}","side":"${trade.aggressorSide}",` +
      `"price":${decimalText(trade.price, symbol.priceDecimals)},` +
      `"qty":${decimalText(trade.size, symbol.sizeDecimals)},"ord_type":"limit",` +
      `"trade_id":${trade.id},"timestamp":"${krakenTime(trade.timeMs, trade.number)}"}`,
  );
  return `{"channel":"trade","type":"${type}","data":[${items.join(',')}]}`;
}

function tickerFrame(type: 'snapshot' | 'update', symbol: MadeSymbol, quote: MadeQuote): string {
  const price = (value: number): string => decimalText(value, symbol.priceDecimals);
  const size = (value: number): string => decimalText(value, symbol.sizeDecimals);
  const last = price(symbol.startPrice);
  return (
    `{"channel":"ticker","type":"${type}","data":[{"symbol":"${nativeOf(symbol)}",` +
    `"bid":${price(quote.bidPrice)},"bid_qty":${size(quote.bidSize)},` +
    `"ask":${price(quote.askPrice)},"ask_qty":${size(quote.askSize)},` +
    `"last":${last},"volume":2648.33411000,"vwap":${last},"low":${last},"high":${last},` +
    `"change":-0.1,"change_pct":-0.01,"timestamp":"${krakenTime(quote.timeMs, 7)}"}]}`
  );
}

function times(): { readonly time_in: string; readonly time_out: string } {
  const now = krakenTime(Date.now(), 1);
  return { time_in: now, time_out: now };
}
