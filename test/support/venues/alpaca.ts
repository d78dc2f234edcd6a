/**
 * Alpaca's stock data as a server: the free plan.
 *
 * Words and rules: alpacahq/alpaca-docs at 2080c5e (2025-04-10), real-time stock pricing data; alpaca-trade-api-go at
 * 0bb5314 (2026-05-08), marketdata/stream. Both values of a login have to be among the server's keys. What the venue
 * does with a symbol that it does not know is not documented: it confirms and stays quiet here.
 */
import { answerAlpaca } from './alpaca-http.ts';
import { parseObject, stringsOf, type JsonObject } from './json-text.ts';
import type { MadeMarket, MadeQuote, MadeSymbol, MadeTrade } from './made-market.ts';
import { nanosOf, nanoText, priceNumber, STOCKS } from './stock-words.ts';
import type { VenueProtocol } from './venue-protocol.ts';
import type { VenueSession } from './venue-session.ts';

const MAX_SYMBOLS = 30;
const LISTS = [
  'trades',
  'quotes',
  'bars',
  'updatedBars',
  'dailyBars',
  'statuses',
  'lulds',
] as const;
type List = (typeof LISTS)[number];
const ERRORS = {
  400: 'invalid syntax',
  401: 'not authenticated',
  402: 'auth failed',
  403: 'already authenticated',
  405: 'symbol limit exceeded',
  406: 'connection limit exceeded',
  409: 'insufficient subscription',
  500: 'internal error',
} as const;

/** Sessions that are logged in. */
const loggedIn = new WeakMap<MadeMarket, Set<VenueSession>>();

export const alpaca: VenueProtocol = {
  venue: 'ALPACA',
  tradeIds: 'sparse',
  symbols: STOCKS,
  limits: { firstRequestMs: 10_000, http: { count: 200, perMs: 60_000 } },
  accepts: ({ pathname }) => /^\/v2\/(iex|sip|test)$/.test(pathname),
  opened(session) {
    say(session, { T: 'success', msg: 'connected' });
  },
  receive,
  word(session, event) {
    const { symbol } = event.symbol;
    switch (event.kind) {
      case 'trade':
        return session.has('trades', symbol) ? [tradeFrame(event.symbol, event.trade)] : [];
      case 'quote':
        return session.has('quotes', symbol) ? [quoteFrame(event.symbol, event.quote)] : [];
      case 'book':
        return [];
    }
  },
  answer: answerAlpaca,
};

/** A trading status as the venue tells it, of the tape of NASDAQ. */
export function alpacaStatus(symbol: string, code: 'H' | 'T', timeMs = Date.now()): string {
  const words =
    code === 'H'
      ? { sm: 'Trading Halt', rc: 'T1', rm: 'Halt News Pending' }
      : { sm: 'Trading Resumption', rc: '', rm: '' };
  const t = nanoText(BigInt(timeMs) * 1_000_000n);
  return JSON.stringify([{ T: 's', S: symbol, sc: code, ...words, t, z: 'C' }]);
}

function receive(session: VenueSession, text: string): void {
  const request = parseObject(text);
  switch (request?.['action']) {
    case 'auth':
      logIn(session, request);
      break;
    case 'subscribe':
    case 'unsubscribe':
      change(session, request);
      break;
    default:
      refuse(session, 400);
  }
}

function logIn(session: VenueSession, request: JsonObject): void {
  const { key, secret } = request;
  if (session.notes.get('key') !== undefined) {
    refuse(session, 403);
    return;
  }
  if (!session.isKey(String(key)) || !session.isKey(String(secret))) {
    say(session, { T: 'error', code: 402, msg: ERRORS[402] });
    return;
  }
  if (session.url.pathname === '/v2/sip') {
    say(session, { T: 'error', code: 409, msg: ERRORS[409] });
    return;
  }
  const others = loggedIn.get(session.market) ?? new Set();
  loggedIn.set(session.market, others);
  const isSecond = [...others].some((one) => one.isOpen && one.notes.get('key') === key);
  if (isSecond) {
    refuse(session, 406);
    return;
  }
  session.notes.set('key', key);
  others.add(session);
  say(session, { T: 'success', msg: 'authenticated' });
}

function change(session: VenueSession, request: JsonObject): void {
  if (session.notes.get('key') === undefined) {
    refuse(session, 401);
    return;
  }
  const isMore = request['action'] === 'subscribe';
  const asked = LISTS.filter((list) => list in request);
  if (asked.length === 0) {
    refuse(session, 400);
    return;
  }
  const lists = new Map(LISTS.map((list) => [list, new Set(listsOf(session).get(list))]));
  for (const list of asked) {
    for (const symbol of stringsOf(request[list])) {
      if (isMore) lists.get(list)?.add(symbol);
      else lists.get(list)?.delete(symbol);
    }
  }
  const symbols = new Set([...(lists.get('trades') ?? []), ...(lists.get('quotes') ?? [])]);
  const isBusy = isMore && [...symbols].map((symbol) => session.verdict(symbol)).includes('busy');
  session.acknowledge(() => {
    if (symbols.size > MAX_SYMBOLS) {
      refuse(session, 405);
      return;
    }
    if (isBusy) {
      say(session, { T: 'error', code: 500, msg: ERRORS[500] });
      return;
    }
    session.notes.set('lists', lists);
    settle(session, lists);
    const told = Object.fromEntries([...lists].map(([list, names]) => [list, [...names]]));
    // Corrections come with trades.
    const trades = told['trades'];
    say(session, { T: 'subscription', ...told, corrections: trades, cancelErrors: trades });
  });
}

/** Notes what is to be sent from now on. */
function settle(session: VenueSession, lists: ReadonlyMap<List, ReadonlySet<string>>): void {
  for (const { symbol } of session.market.symbols) {
    for (const channel of ['trades', 'quotes'] as const) {
      const isKnown = session.verdict(symbol) !== 'unknown';
      if (isKnown && lists.get(channel)?.has(symbol) === true) session.subscribe(channel, symbol);
      else session.unsubscribe(channel, symbol);
    }
  }
}

function listsOf(session: VenueSession): ReadonlyMap<List, ReadonlySet<string>> {
  return (session.notes.get('lists') as Map<List, Set<string>> | undefined) ?? new Map();
}

/** Refuses what a client should not have asked for. */
function refuse(session: VenueSession, code: keyof typeof ERRORS): void {
  session.violate(code === 406 ? 'connections' : 'request', ERRORS[code]);
  say(session, { T: 'error', code, msg: ERRORS[code] });
}

function say(session: VenueSession, event: JsonObject): void {
  session.send(JSON.stringify([event]));
}

function tradeFrame(symbol: MadeSymbol, trade: MadeTrade): string {
  const event = {
    T: 't',
    S: symbol.symbol,
    i: Number(trade.id),
    x: 'V',
    p: priceNumber(symbol, trade.price),
    s: trade.size,
    c: ['@'],
    z: 'C',
    t: nanoText(nanosOf(trade)),
  };
  return JSON.stringify([event]);
}

function quoteFrame(symbol: MadeSymbol, quote: MadeQuote): string {
  const event = {
    T: 'q',
    S: symbol.symbol,
    bx: 'V',
    bp: priceNumber(symbol, quote.bidPrice),
    bs: quote.bidSize,
    ax: 'V',
    ap: priceNumber(symbol, quote.askPrice),
    as: quote.askSize,
    c: ['R'],
    z: 'C',
    t: nanoText(BigInt(quote.timeMs) * 1_000_000n + 689_322n),
  };
  return JSON.stringify([event]);
}
