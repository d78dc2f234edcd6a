/** Samples of Binance, Coinbase, Kraken, OKX and Bybit. */
import type { VenueSamples } from '../../../feed/adapter/venue-samples.ts';
import { data, depth, gap, parsed, quote, RECEIVED, spot, T, trade } from './made-samples.ts';

const ISO = '2026-01-05T12:00:00.000000Z';

const BTC_BINANCE = 'BTC-USDT.BINANCE';

function binanceTrade(id: number, price: string, isBuyerMaker: boolean): object {
  const fields = { e: 'trade', E: T, s: 'BTCUSDT', t: id, p: price, q: '0.50000000', T };
  return { stream: 'btcusdt@trade', data: { ...fields, m: isBuyerMaker, M: true } };
}

export const binance: VenueSamples = {
  instruments: {
    text: JSON.stringify({
      symbols: [
        {
          symbol: 'BTCUSDT',
          status: 'TRADING',
          baseAsset: 'BTC',
          quoteAsset: 'USDT',
          baseAssetPrecision: 8,
          quotePrecision: 8,
          filters: [
            { filterType: 'PRICE_FILTER', tickSize: '0.01000000' },
            { filterType: 'LOT_SIZE', stepSize: '0.00001000' },
          ],
        },
        { symbol: 'OLDUSDT', status: 'BREAK' },
      ],
    }),
    expected: [spot('BTCUSDT', BTC_BINANCE, { priceDecimals: 2, sizeDecimals: 5, tickSize: 1 })],
  },
  control: [
    { frame: '{"result":null,"id":7}', means: { kind: 'acknowledged', id: '7' } },
    {
      frame: '{"code":2,"msg":"Invalid request: unknown variant"}',
      means: {
        kind: 'refused',
        code: '2',
        message: 'Invalid request: unknown variant',
        isFatal: true,
      },
    },
  ],
  data: [
    data(
      binanceTrade(101, '61837.63000000', true),
      trade(BTC_BINANCE, 6_183_763, 50_000, 'sell', '101'),
    ),
    data(
      {
        stream: 'btcusdt@bookTicker',
        data: { u: 9, s: 'BTCUSDT', b: '61837.62', B: '1.00000', a: '61837.63', A: '2.00000' },
      },
      // It carries no time of its own.
      quote(BTC_BINANCE, [6_183_762, 100_000], [6_183_763, 200_000], RECEIVED),
    ),
    data(
      binanceTrade(104, '61837.64000000', false),
      gap(BTC_BINANCE, 2),
      trade(BTC_BINANCE, 6_183_764, 50_000, 'buy', '104'),
    ),
  ],
  answer: (request) => [JSON.stringify({ result: null, id: parsed(request)['id'] })],
};

const BTC_COINBASE = 'BTC-USD.COINBASE';

function coinbaseMatch(id: number, side: string): object {
  return {
    type: 'match',
    trade_id: id,
    // Of the maker.
    side,
    size: '0.04',
    price: '61837.63',
    product_id: 'BTC-USD',
    sequence: 333938798,
    time: ISO,
  };
}

export const coinbase: VenueSamples = {
  instruments: {
    text: JSON.stringify([
      {
        id: 'BTC-USD',
        base_currency: 'BTC',
        quote_currency: 'USD',
        quote_increment: '0.01',
        base_increment: '0.00000001',
        status: 'online',
        trading_disabled: false,
      },
    ]),
    expected: [spot('BTC-USD', BTC_COINBASE, { priceDecimals: 2, sizeDecimals: 8, tickSize: 1 })],
  },
  control: [
    {
      frame: '{"type":"subscriptions","channels":[{"name":"matches","product_ids":["BTC-USD"]}]}',
      means: { kind: 'acknowledged', symbols: ['BTC-USD'] },
    },
    {
      frame:
        '{"type":"error","message":"Failed to subscribe","reason":"ABC-XYZ is not a valid product"}',
      means: {
        kind: 'refused',
        code: 'Failed to subscribe',
        message: 'Failed to subscribe: ABC-XYZ is not a valid product',
        symbol: 'ABC-XYZ',
        isFatal: true,
      },
    },
  ],
  data: [
    data(coinbaseMatch(881613, 'sell'), trade(BTC_COINBASE, 6_183_763, 4_000_000, 'buy', '881613')),
    data(
      {
        type: 'ticker',
        product_id: 'BTC-USD',
        price: '61837.63',
        best_bid: '61837.62',
        best_bid_size: '1',
        best_ask: '61837.63',
        best_ask_size: '0.5',
        time: ISO,
        trade_id: 881613,
      },
      quote(BTC_COINBASE, [6_183_762, 100_000_000], [6_183_763, 50_000_000]),
    ),
    data(
      coinbaseMatch(881616, 'buy'),
      gap(BTC_COINBASE, 2),
      trade(BTC_COINBASE, 6_183_763, 4_000_000, 'sell', '881616'),
    ),
  ],
  answer(request) {
    const { product_ids: products } = parsed(request);
    const channels = [{ name: 'matches', product_ids: products }];
    return [JSON.stringify({ type: 'subscriptions', channels })];
  },
};

const BTC_KRAKEN = 'BTC-USD.KRAKEN';

export const kraken: VenueSamples = {
  instruments: {
    text: JSON.stringify({
      error: [],
      result: {
        XXBTZUSD: {
          altname: 'XBTUSD',
          wsname: 'XBT/USD',
          pair_decimals: 1,
          lot_decimals: 8,
          tick_size: '0.1',
          status: 'online',
        },
      },
    }),
    expected: [spot('BTC/USD', BTC_KRAKEN, { priceDecimals: 1, sizeDecimals: 8, tickSize: 1 })],
  },
  control: [
    {
      frame:
        '{"method":"subscribe","result":{"channel":"trade","symbol":"BTC/USD","snapshot":true},"success":true,"req_id":7}',
      means: { kind: 'acknowledged', id: '7', symbols: ['BTC/USD'] },
    },
    {
      frame:
        '{"method":"subscribe","success":false,"symbol":"A/B","error":"Currency pair not supported A/B"}',
      means: {
        kind: 'refused',
        code: 'Currency pair not supported A/B',
        message: 'Currency pair not supported A/B',
        symbol: 'A/B',
        isFatal: true,
      },
    },
    { frame: '{"channel":"heartbeat"}', means: { kind: 'heartbeat' } },
  ],
  data: [
    // Numbers, and digits count.
    data(
      `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":61837.60,"qty":0.00027625,"ord_type":"limit","trade_id":10218208,"timestamp":"${ISO}"}]}`,
      trade(BTC_KRAKEN, 618_376, 27_625, 'buy', '10218208'),
    ),
    data(
      `{"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":61837.5,"bid_qty":0.5,"ask":61837.6,"ask_qty":1.25,"last":61837.6,"timestamp":"${ISO}"}]}`,
      quote(BTC_KRAKEN, [618_375, 50_000_000], [618_376, 125_000_000]),
    ),
    data(
      `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"sell","price":61837.5,"qty":0.5,"ord_type":"limit","trade_id":10218210,"timestamp":"${ISO}"}]}`,
      gap(BTC_KRAKEN, 1),
      trade(BTC_KRAKEN, 618_375, 50_000_000, 'sell', '10218210'),
    ),
  ],
  greeting: [
    '{"channel":"status","type":"update","data":[{"api_version":"v2","connection_id":13834774380200032777,"system":"online","version":"2.0.0"}]}',
  ],
  answer(request) {
    const { method, params, req_id: id } = parsed(request);
    const { channel, symbol: symbols } = params as { channel: string; symbol: readonly string[] };
    return symbols.map((symbol) =>
      JSON.stringify({ method, result: { channel, symbol }, success: true, req_id: id }),
    );
  },
};

const BTC_OKX = 'BTC-USDT.OKX';

function okxTrade(id: string, price: string): object {
  const arg = { channel: 'trades', instId: 'BTC-USDT' };
  const fields = { instId: 'BTC-USDT', tradeId: id, px: price, sz: '0.125', side: 'sell' };
  return { arg, data: [{ ...fields, ts: String(T), count: '1' }] };
}

export const okx: VenueSamples = {
  instruments: {
    text: JSON.stringify({
      code: '0',
      msg: '',
      data: [
        {
          instType: 'SPOT',
          instId: 'BTC-USDT',
          baseCcy: 'BTC',
          quoteCcy: 'USDT',
          tickSz: '0.1',
          lotSz: '0.00000001',
          state: 'live',
        },
      ],
    }),
    expected: [spot('BTC-USDT', BTC_OKX, { priceDecimals: 1, sizeDecimals: 8, tickSize: 1 })],
  },
  control: [
    {
      frame:
        '{"id":"7","event":"subscribe","arg":{"channel":"trades","instId":"BTC-USDT"},"connId":"a"}',
      means: { kind: 'acknowledged', id: '7', symbols: ['BTC-USDT'] },
    },
    {
      frame:
        '{"event":"error","code":"60018","msg":"Wrong URL or channel:trades,instId:NO-SUCH doesn\'t exist."}',
      means: {
        kind: 'refused',
        code: '60018',
        message: "Wrong URL or channel:trades,instId:NO-SUCH doesn't exist.",
        symbol: 'NO-SUCH',
        isFatal: true,
      },
    },
    { frame: 'pong', means: { kind: 'pong' } },
  ],
  data: [
    data(
      okxTrade('130639474', '42219.9'),
      trade(BTC_OKX, 422_199, 12_500_000, 'sell', '130639474'),
    ),
    data(okxTrade('130639475', '42220'), trade(BTC_OKX, 422_200, 12_500_000, 'sell', '130639475')),
    data(
      {
        arg: { channel: 'bbo-tbt', instId: 'BTC-USDT' },
        data: [
          {
            bids: [['42219.8', '1', '0', '2']],
            asks: [['42219.9', '2', '0', '1']],
            ts: String(T),
            seqId: 5,
          },
        ],
      },
      quote(BTC_OKX, [422_198, 100_000_000], [422_199, 200_000_000]),
    ),
  ],
  answer(request) {
    if (request === 'ping') return ['pong'];
    const { id, op: event, args } = parsed(request);
    return (args as readonly object[]).map((arg) =>
      JSON.stringify({ id, event, arg, connId: 'a' }),
    );
  },
};

const BTC_BYBIT = 'BTC-USDT.BYBIT';

export const bybit: VenueSamples = {
  instruments: {
    text: JSON.stringify({
      retCode: 0,
      retMsg: 'OK',
      result: {
        category: 'spot',
        list: [
          {
            symbol: 'BTCUSDT',
            baseCoin: 'BTC',
            quoteCoin: 'USDT',
            status: 'Trading',
            lotSizeFilter: { basePrecision: '0.000001', quotePrecision: '0.00000001' },
            priceFilter: { tickSize: '0.01' },
          },
        ],
        nextPageCursor: '',
      },
    }),
    expected: [spot('BTCUSDT', BTC_BYBIT, { priceDecimals: 2, sizeDecimals: 6, tickSize: 1 })],
  },
  control: [
    {
      frame: '{"success":true,"ret_msg":"subscribe","conn_id":"a","req_id":"7","op":"subscribe"}',
      means: { kind: 'acknowledged', id: '7' },
    },
    {
      frame:
        '{"success":false,"ret_msg":"Invalid symbol :[publicTrade.XYZUSDT]","conn_id":"a","op":"subscribe"}',
      means: {
        kind: 'refused',
        code: '',
        message: 'Invalid symbol :[publicTrade.XYZUSDT]',
        symbol: 'XYZUSDT',
        isFatal: true,
      },
    },
    {
      frame: '{"success":true,"ret_msg":"pong","conn_id":"a","req_id":"","op":"ping"}',
      means: { kind: 'pong' },
    },
  ],
  data: [
    data(
      {
        topic: 'publicTrade.BTCUSDT',
        type: 'snapshot',
        ts: T,
        data: [
          { T, s: 'BTCUSDT', S: 'Buy', v: '0.001', p: '16578.50', i: '2290000000017', BT: false },
        ],
      },
      trade(BTC_BYBIT, 1_657_850, 1_000, 'buy', '2290000000017'),
    ),
    data(
      {
        topic: 'orderbook.50.BTCUSDT',
        type: 'snapshot',
        ts: T,
        data: { s: 'BTCUSDT', b: [['16578.49', '1']], a: [['16578.50', '2']], u: 18, seq: 7 },
        cts: T,
      },
      depth(BTC_BYBIT, [1_657_849, 1_000_000], [1_657_850, 2_000_000]),
    ),
  ],
  answer(request) {
    const { req_id: id = '', op } = parsed(request);
    const message = op === 'ping' ? 'pong' : op;
    return [JSON.stringify({ success: true, ret_msg: message, conn_id: 'a', req_id: id, op })];
  },
};
