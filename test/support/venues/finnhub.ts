/**
 * Finnhub as a server: the free plan.
 *
 * Words and rules: finnhub.io/docs/api/websocket-trades, rate-limit (date not known); finnhubio/Finnhub-API#158
 * (a second connection of a key) and #465 (a wrong key). Nothing is confirmed; how often the venue pings is not
 * documented.
 */
import { parseObject } from './json-text.ts';
import type { MadeSymbol, MadeTrade } from './made-market.ts';
import { priceNumber, STOCKS } from './stock-words.ts';
import type { VenueAnswer, VenueProtocol, VenueRequest } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const MAX_SYMBOLS = 50;

export const finnhub: VenueProtocol = {
  venue: 'FINNHUB',
  tradeIds: 'none',
  symbols: STOCKS,
  limits: { connections: 1, http: { count: 60, perMs: 60_000 } },
  accepts: ({ pathname }) => pathname === '/',
  refuses: ({ searchParams }, isKey) => (isKey(searchParams.get('token')) ? undefined : 401),
  opened(session) {
    session.key = session.url.searchParams.get('token') ?? '';
  },
  receive,
  word(session, event) {
    const { symbol } = event;
    if (event.kind !== 'trade' || !session.has('trades', symbol.symbol)) return [];
    return [tradeFrame(symbol, event.trade)];
  },
  heartbeat: {
    everyMs: 60_000,
    beat(session) {
      session.send('{"type":"ping"}');
    },
  },
  punishConnections(session, others) {
    for (const one of [session, ...others]) one.cut();
  },
  answer,
};

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  const type = request?.['type'];
  const symbol = request?.['symbol'];
  if ((type !== 'subscribe' && type !== 'unsubscribe') || typeof symbol !== 'string') {
    session.violate('request', 'no such message');
    session.send('{"msg":"Invalid message","type":"error"}');
    return;
  }
  const symbols = symbolsOf(session);
  if (type === 'unsubscribe') {
    symbols.delete(symbol);
    session.unsubscribe('trades', symbol);
    return;
  }
  // Refused without a name, and those before it go on.
  if (!symbols.has(symbol) && symbols.size >= MAX_SYMBOLS) {
    session.violate('symbolsPerConnection', `${symbols.size + 1} symbols`);
    session.send('{"msg":"Subscribing to too many symbols","type":"error"}');
    return;
  }
  symbols.add(symbol);
  const verdict = session.verdict(symbol);
  if (verdict === 'busy') session.send('{"msg":"Internal server error","type":"error"}');
  else if (verdict === 'ready') session.subscribe('trades', symbol);
}

function symbolsOf(session: VenueSession): Set<string> {
  const symbols = (session.notes.get('symbols') as Set<string> | undefined) ?? new Set<string>();
  session.notes.set('symbols', symbols);
  return symbols;
}

function tradeFrame(symbol: MadeSymbol, trade: MadeTrade): string {
  const data = {
    c: ['1', '12'],
    p: priceNumber(symbol, trade.price),
    s: symbol.symbol,
    t: trade.timeMs,
    v: trade.size,
  };
  return JSON.stringify({ data: [data], type: 'trade' });
}

function answer(request: VenueRequest): VenueAnswer {
  const { url, headers, market } = request;
  const path = /^\/api\/v1\/(.+)$/.exec(url.pathname)?.[1];
  if (path === undefined) return { status: 404, body: '' };
  if (!request.isKey(headers['x-finnhub-token'] ?? url.searchParams.get('token'))) {
    return { status: 401, body: '{"error":"Invalid API key."}' };
  }
  if (path !== 'stock/symbol') {
    // Past bars and trades are not for this plan.
    return { status: 403, body: `{"error":"You don't have access to this resource."}` };
  }
  const rows = market.symbols.map(({ symbol }, index) => ({
    currency: 'USD',
    description: `${symbol} INC`,
    displaySymbol: symbol,
    figi: `BBG00000000${index}`,
    mic: 'XNAS',
    symbol,
    symbol2: '',
    type: 'Common Stock',
  }));
  return {
    status: 200,
    body: JSON.stringify(url.searchParams.get('exchange') === 'US' ? rows : []),
  };
}
