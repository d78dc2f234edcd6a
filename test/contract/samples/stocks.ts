/** Samples of Alpaca, Finnhub and Massive. */
import type { VenueSamples } from '../../../feed/adapter/venue-samples.ts';
import { data, parsed, quote, stock, T, trade } from './made-samples.ts';

export const alpaca: VenueSamples = {
  instruments: {
    text: JSON.stringify([
      { class: 'us_equity', symbol: 'AAPL', name: 'Apple Inc. Common Stock', status: 'active' },
      { class: 'us_equity', symbol: 'GONE', name: 'Gone', status: 'inactive' },
    ]),
    expected: [stock('AAPL', 'ALPACA', 'Apple Inc. Common Stock')],
  },
  control: [
    {
      frame: '[{"T":"success","msg":"authenticated"}]',
      means: { kind: 'acknowledged', id: 'authentication' },
    },
    {
      frame: '[{"T":"subscription","trades":["AAPL"],"quotes":["AAPL"],"bars":[]}]',
      means: { kind: 'acknowledged', symbols: ['AAPL'] },
    },
    {
      frame: '[{"T":"error","code":402,"msg":"auth failed"}]',
      means: { kind: 'refused', code: '402', message: 'wrong key or secret', isFatal: true },
    },
  ],
  data: [
    data(
      '[{"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,"t":"2026-01-05T12:00:00.000123456Z","c":["@","I"],"z":"C"}]',
      trade('AAPL.ALPACA', 1_265_500, 1_000_000, 'unknown', 'D-96921'),
    ),
    data(
      '[{"T":"q","S":"AAPL","bx":"U","bp":126.54,"bs":1,"ax":"X","ap":126.55,"as":2,"t":"2026-01-05T12:00:00Z","c":["R"],"z":"C"}]',
      quote('AAPL.ALPACA', [1_265_400, 1_000_000], [1_265_500, 2_000_000]),
    ),
  ],
  greeting: ['[{"T":"success","msg":"connected"}]'],
  answer(request) {
    const { action, ...lists } = parsed(request);
    if (action === 'auth') return ['[{"T":"success","msg":"authenticated"}]'];
    return [JSON.stringify([{ T: 'subscription', ...lists }])];
  },
};

export const finnhub: VenueSamples = {
  instruments: {
    text: '[{"currency":"USD","description":"APPLE INC","displaySymbol":"AAPL","symbol":"AAPL","type":"Common Stock"}]',
    expected: [stock('AAPL', 'FINNHUB', 'APPLE INC')],
  },
  control: [
    { frame: '{"type":"ping"}', means: { kind: 'heartbeat' } },
    {
      frame: '{"msg":"Subscribing to too many symbols","type":"error"}',
      means: {
        kind: 'refused',
        code: 'symbolLimit',
        message: 'more symbols than the plan allows',
        isFatal: false,
      },
    },
  ],
  data: [
    data(
      { data: [{ c: ['1', '12'], p: 122.1, s: 'AAPL', t: T, v: 3 }], type: 'trade' },
      trade('AAPL.FINNHUB', 1_221_000, 3_000_000, 'unknown', ''),
    ),
  ],
  answer: () => [],
};

export const massive: VenueSamples = {
  instruments: {
    text: JSON.stringify({
      results: [{ ticker: 'MSFT', name: 'Microsoft Corp', currency_name: 'usd', active: true }],
      status: 'OK',
    }),
    expected: [stock('MSFT', 'MASSIVE', 'Microsoft Corp')],
  },
  control: [
    {
      frame: '[{"ev":"status","status":"auth_success","message":"authenticated"}]',
      means: { kind: 'acknowledged', id: 'authentication' },
    },
    {
      frame: '[{"ev":"status","status":"success","message":"subscribed to: T.MSFT"}]',
      means: { kind: 'acknowledged', symbols: ['MSFT'] },
    },
    {
      frame: '[{"ev":"status","status":"not_authorized","message":"not authorized"}]',
      means: {
        kind: 'refused',
        code: 'not_authorized',
        message: 'the plan does not cover this',
        isFatal: true,
      },
    },
  ],
  data: [
    data(
      [
        {
          ev: 'T',
          sym: 'MSFT',
          x: 4,
          i: '12345',
          z: 3,
          p: 114.125,
          s: 100,
          c: [0, 12],
          t: T,
          q: 3,
        },
      ],
      trade('MSFT.MASSIVE', 1_141_250, 100_000_000, 'unknown', '4-12345'),
    ),
    data(
      [
        {
          ev: 'Q',
          sym: 'MSFT',
          bx: 4,
          bp: 114.125,
          bs: 100,
          ax: 7,
          ap: 114.128,
          as: 160,
          c: 0,
          t: T,
        },
      ],
      quote('MSFT.MASSIVE', [1_141_250, 100_000_000], [1_141_280, 160_000_000]),
    ),
  ],
  greeting: ['[{"ev":"status","status":"connected","message":"Connected Successfully"}]'],
  answer(request) {
    const { action, params } = parsed(request);
    if (action === 'auth') {
      return ['[{"ev":"status","status":"auth_success","message":"authenticated"}]'];
    }
    return String(params)
      .split(',')
      .map((topic) =>
        JSON.stringify([
          { ev: 'status', status: 'success', message: `${String(action)}d to: ${topic}` },
        ]),
      );
  },
};
