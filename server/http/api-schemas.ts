/** JSON schemas of the HTTP API: they check what comes, write what goes, and are its documentation. */
import { INTERVALS } from '../../proto/types.ts';

/** Bars of one answer at most, and unless asked for otherwise. */
export const BARS_LIMIT = { most: 5_000, usual: 500 };
/** Symbols in one request for latest values. */
export const LATEST_SYMBOLS_LIMIT = 100;

const SYMBOL = { type: 'string', minLength: 1, maxLength: 64 };
const TIME = { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER };

function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []) {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required, additionalProperties: false };
}

const integer = (description: string) => ({ type: 'integer', description });
const text = (description: string) => ({ type: 'string', description });
const price = (description: string) => integer(`${description}, times 10^priceDecimals`);
const size = (description: string) => integer(`${description}, times 10^sizeDecimals`);
const time = (description: string) => integer(`${description}, UNIX ms`);

const DECIMALS = {
  priceDecimals: integer('Decimals by which prices are scaled'),
  sizeDecimals: integer('Decimals by which sizes and volumes are scaled'),
};

const error = object({
  code: text('Stable name, ERR_...: what to branch on'),
  message: text('What was expected, and what came'),
});
const failed = (description: string) => ({ description, ...error });
const failures = {
  400: failed('A parameter is missing, unknown or not valid'),
  404: failed('No such symbol here'),
  503: failed('Still reading the log, too busy, or Redis is away: try again after Retry-After'),
};

const barsReply = object({
  symbol: text('As asked for'),
  interval: text('As asked for'),
  ...DECIMALS,
  bars: {
    type: 'array',
    description: 'Oldest first. Intervals without trades have no bar; the newest may be open.',
    items: object({
      openTimeMs: time('Start of the bar by venue time, a multiple of the interval'),
      open: price('First price'),
      high: price('Highest price'),
      low: price('Lowest price'),
      close: price('Last price'),
      volume: size('Sum of sizes'),
      tradeCount: integer('Trades'),
    }),
  },
  hasOlder: {
    type: 'boolean',
    description: 'Whether anything is older than the first bar: ask on with `to` = its openTimeMs',
  },
  gaps: {
    type: 'array',
    description: 'Times in the range between which ticks are missing, oldest first',
    items: object({ fromMs: time('Last tick before it'), toMs: time('First tick after it') }),
  },
});

export const barsSchema = {
  summary: 'Bars of one symbol',
  description:
    'The newest `limit` bars that open in [from, to), oldest first. A bar that lacks some of its trades ' +
    'because older ones are no longer kept is left out. With `Accept: application/x-protobuf` the answer ' +
    'is a BarsReply of proto/stream.proto, a fifth of the size.',
  querystring: object(
    {
      symbol: { ...SYMBOL, description: 'Symbol, as /api/instruments lists it' },
      interval: { type: 'string', enum: [...INTERVALS], description: 'Length of a bar' },
      from: { ...TIME, description: 'Bars that open at or after this, UNIX ms; absent: any' },
      to: { ...TIME, description: 'Bars that open before this, UNIX ms; absent: up to now' },
      limit: {
        ...{ type: 'integer', minimum: 1, maximum: BARS_LIMIT.most, default: BARS_LIMIT.usual },
        description: 'Bars at most',
      },
    },
    ['from', 'to', 'limit'],
  ),
  response: {
    200: {
      description: 'The bars',
      content: {
        'application/json': { schema: barsReply },
        'application/x-protobuf': { schema: { type: 'string', format: 'binary' } },
      },
    },
    ...failures,
    429: failed('Too many requests of this address wait already'),
  },
};

const quote = object({
  bidPrice: price('Best bid; means nothing while bidSize is 0'),
  bidSize: size('Size at the best bid'),
  askPrice: price('Best ask; means nothing while askSize is 0'),
  askSize: size('Size at the best ask'),
  receivedTimeMs: time('When the feed received it'),
  venueTimeMs: time('When the venue says it happened'),
});
const last = object({
  price: price('Price of the latest trade'),
  size: size('Its size; 0: not known'),
  aggressorSide: text('buy, sell or unknown'),
  receivedTimeMs: time('When the feed received it'),
  venueTimeMs: time('When the venue says it happened'),
});
const statistics = object({
  open: price('First price of the day'),
  high: price('Highest price'),
  low: price('Lowest price'),
  vwap: price('Volume-weighted mean price, rounded'),
  volume: size('Sum of sizes'),
  tradeCount: integer('Trades'),
});

export const latestSchema = {
  summary: 'Latest values of some symbols',
  description: 'What is not known of a symbol is absent.',
  querystring: object({
    symbols: {
      ...{ type: 'string', minLength: 1, maxLength: LATEST_SYMBOLS_LIMIT * 65 },
      description: `Up to ${LATEST_SYMBOLS_LIMIT} symbols, separated by commas`,
    },
  }),
  response: {
    200: {
      description: 'The symbols, in the order asked for',
      ...object({
        serverTimeMs: time('When it was answered'),
        symbols: {
          type: 'array',
          items: object(
            {
              ...{ symbol: text('Symbol'), venue: text('Where it is traded'), ...DECIMALS },
              ...{ quote, last, statistics },
            },
            ['quote', 'last', 'statistics'],
          ),
        },
      }),
    },
    ...failures,
  },
};

export const instrumentsSchema = {
  summary: 'All instruments',
  description: 'In the order of their rank, then by symbol.',
  response: {
    200: {
      description: 'The instruments',
      type: 'array',
      items: object(
        {
          ...{ symbol: text('Unique name'), venue: text('Exchange or simulator') },
          displayName: text('Name for people; may be empty'),
          ...DECIMALS,
          tickSize: price('Smallest price step'),
          currency: text('Of the price; may be empty'),
          session: object(
            {
              kind: text('rolling24h: statistics of the last 24 hours; daily: of a day'),
              startMinuteUtc: integer('daily: minutes after midnight UTC at which the day begins'),
            },
            ['startMinuteUtc'],
          ),
          rank: integer('Place in lists, 1 first; absent: behind all that have one'),
        },
        ['rank'],
      ),
    },
  },
};

const readiness = object({
  status: text('ready, degraded (ready, but read the reasons), or not ready'),
  reasons: { type: 'array', items: { type: 'string' } },
});

export const readinessSchema = {
  summary: 'Whether the server takes clients',
  response: {
    200: { description: 'It does', ...readiness },
    503: { description: 'It does not', ...readiness },
  },
};

export const healthSchema = {
  summary: 'Whether the process is alive',
  response: { 200: { description: 'It is', ...object({ status: text('ok') }) } },
};
