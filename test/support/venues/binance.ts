/**
 * Binance spot as a server.
 *
 * Words and rules: binance/binance-spot-api-docs at a5e0bc3 (2026), web-socket-streams.md. A stream of a symbol that
 * does not exist is confirmed like any other, and stays quiet.
 */
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import { answerBinance } from './binance-http.ts';
import { isObject, parseObject, stringsOf } from './json-text.ts';
import { nativeOf, priceText, sizeText } from './binance-words.ts';
import type { MadeEvent, MadeSymbol } from './made-market.ts';
import type { VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const CHANNELS: Readonly<Record<string, VenueChannel>> = {
  trade: 'trades',
  bookTicker: 'quotes',
  depth: 'depth',
  'depth@100ms': 'depth',
};
const METHODS = ['SUBSCRIBE', 'UNSUBSCRIBE', 'LIST_SUBSCRIPTIONS', 'SET_PROPERTY', 'GET_PROPERTY'];

export const BINANCE_SYMBOLS: readonly MadeSymbol[] = [
  {
    symbol: 'BTC-USDT',
    base: 'BTC',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 5,
    tickSize: 1,
    startPrice: 6_183_763,
    maxSize: 250_000,
  },
  {
    symbol: 'ETH-USDT',
    base: 'ETH',
    quote: 'USDT',
    priceDecimals: 2,
    sizeDecimals: 4,
    tickSize: 1,
    startPrice: 254_190,
    maxSize: 90_000,
  },
];

export const binance: VenueProtocol = {
  venue: 'BINANCE',
  tradeIds: 'contiguous',
  symbols: BINANCE_SYMBOLS,
  limits: {
    messages: { count: 5, perMs: 1_000 },
    connectionAttempts: { count: 300, perMs: 300_000 },
    topicsPerConnection: 1_024,
    connectionAgeMs: 86_400_000,
    http: { count: 6_000, perMs: 60_000 },
  },
  accepts: ({ pathname }) => pathname === '/stream' || /^\/ws(\/|$)/.test(pathname),
  opened(session) {
    const { pathname, searchParams } = session.url;
    session.notes.set('isCombined', pathname === '/stream');
    const streams = searchParams.get('streams') ?? /^\/ws\/(.+)$/.exec(pathname)?.[1];
    for (const stream of streams?.split('/') ?? []) toggle(session, stream, true);
  },
  receive,
  word(session, event) {
    const { symbol } = event;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol.symbol) ? [frame(session, 'trade', event)] : [];
      case 'quote':
        return session.has('quotes', symbol.symbol) ? [frame(session, 'bookTicker', event)] : [];
      case 'book': {
        const name = session.notes.get(`depth ${symbol.symbol}`);
        return session.has('depth', symbol.symbol) ? [frame(session, String(name), event)] : [];
      }
    }
  },
  heartbeat: {
    everyMs: 20_000,
    beat(session) {
      session.sendPing(String(Date.now()));
    },
  },
  notice(session) {
    const event = { e: 'serverShutdown', E: Date.now() };
    session.send(wrap(session, '!serverShutdown', event));
  },
  answer: answerBinance,
};

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  if (request === undefined) {
    refuse(session, 3, 'Invalid JSON: expected value at line 1 column 1', undefined);
    return;
  }
  const { id, method, params } = request;
  if (typeof method !== 'string' || !METHODS.includes(method)) {
    const expected = METHODS.map((name) => `\`${name}\``).join(', ');
    refuse(session, 2, `Invalid request: unknown variant \`x\`, expected one of ${expected}`, id);
    return;
  }
  const isId =
    id === null || Number.isSafeInteger(id) || (typeof id === 'string' && /^\w{1,36}$/.test(id));
  if (!isId) {
    refuse(session, 2, 'Invalid request: request ID is not valid', undefined);
    return;
  }
  switch (method) {
    case 'SUBSCRIBE':
    case 'UNSUBSCRIBE': {
      const streams = stringsOf(params);
      session.checkRequest(streams.length);
      session.acknowledge(() => {
        for (const stream of streams) toggle(session, stream, method === 'SUBSCRIBE');
        session.send(JSON.stringify({ result: null, id }));
      });
      break;
    }
    case 'SET_PROPERTY': {
      const [name, value] = Array.isArray(params) ? (params as readonly unknown[]) : [];
      if (name !== 'combined') refuse(session, 0, 'Unknown property', id);
      else if (typeof value !== 'boolean')
        refuse(session, 1, 'Invalid value type: expected Boolean', id);
      else {
        session.notes.set('isCombined', value);
        session.send(JSON.stringify({ result: null, id }));
      }
      break;
    }
    default:
      session.send(JSON.stringify({ result: [], id }));
  }
}

function refuse(session: VenueSession, code: number, msg: string, id: unknown): void {
  session.violate('request', msg);
  session.send(JSON.stringify({ code, msg, ...(id !== undefined && { id }) }));
}

function toggle(session: VenueSession, stream: string, isWanted: boolean): void {
  const at = stream.indexOf('@');
  const native = stream.slice(0, at);
  const name = stream.slice(at + 1);
  const channel = CHANNELS[name];
  const symbol = session.market.symbols.find((one) => nativeOf(one).toLowerCase() === native);
  // Stream names are in lower case; the venue takes others without a word, and sends nothing.
  if (channel === undefined || symbol === undefined) {
    session.violate('stream', `${stream} sends nothing`);
    return;
  }
  if (session.verdict(symbol.symbol) === 'unknown') return;
  if (channel === 'depth') session.notes.set(`depth ${symbol.symbol}`, name);
  if (isWanted) session.subscribe(channel, symbol.symbol);
  else session.unsubscribe(channel, symbol.symbol);
}

function frame(session: VenueSession, name: string, event: MadeEvent): string {
  const { symbol } = event;
  const s = nativeOf(symbol);
  const stream = `${s.toLowerCase()}@${name}`;
  switch (event.kind) {
    case 'trade': {
      const { id, price, size, timeMs, aggressorSide } = event.trade;
      return wrap(session, stream, {
        e: 'trade',
        E: timeMs + 1,
        s,
        t: Number(id),
        p: priceText(symbol, price),
        q: sizeText(symbol, size),
        T: timeMs,
        // The buyer's order stood in the book.
        m: aggressorSide === 'sell',
        M: true,
      });
    }
    case 'quote': {
      const { updateId, bidPrice, bidSize, askPrice, askSize } = event.quote;
      return wrap(session, stream, {
        u: updateId,
        s,
        b: priceText(symbol, bidPrice),
        B: sizeText(symbol, bidSize),
        a: priceText(symbol, askPrice),
        A: sizeText(symbol, askSize),
      });
    }
    case 'book': {
      const { firstUpdateId, lastUpdateId, changes, timeMs } = event.update;
      const side = (wanted: 'bid' | 'ask'): [string, string][] =>
        changes
          .filter((change) => change.side === wanted)
          .map(({ price, size }) => [priceText(symbol, price), sizeText(symbol, size)]);
      return wrap(session, stream, {
        e: 'depthUpdate',
        E: timeMs,
        s,
        U: firstUpdateId,
        u: lastUpdateId,
        b: side('bid'),
        a: side('ask'),
      });
    }
  }
}

function wrap(session: VenueSession, stream: string, data: unknown): string {
  const isCombined = session.notes.get('isCombined') === true;
  return JSON.stringify(isCombined && isObject(data) ? { stream, data } : data);
}
