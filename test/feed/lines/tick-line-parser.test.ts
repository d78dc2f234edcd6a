import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MAX_LINE_INSTRUMENTS,
  TickLineParser,
  type LineNotice,
} from '../../../feed/lines/tick-line-parser.ts';
import { isMarketDataError } from '../../../proto/errors.ts';
import type { Tick } from '../../../proto/types.ts';
import { instrumentFault, tickFault } from '../../../proto/validate.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
const DECLARE = '{"type":"instrument","symbol":"ACME","priceDecimals":2,"sizeDecimals":3}';

function parser(...lines: string[]): { parser: TickLineParser; notices: LineNotice[] } {
  const notices: LineNotice[] = [];
  const made = new TickLineParser({ venue: 'STDIN', onNotice: (notice) => notices.push(notice) });
  for (const line of lines) made.parse(line, NOW);
  return { parser: made, notices };
}

/** Ticks of the last line, ACME declared with 2 and 3 decimals before. */
function parse(line: string): readonly Tick[] {
  return parser(DECLARE).parser.parse(line, NOW);
}

describe('tick lines', () => {
  test('need no more than symbol, price and size for a trade of now', () => {
    const { parser: lines } = parser();

    const ticks = lines.parse('{"symbol":"ACME","price":101.25,"size":3}', NOW);

    const [instrument] = lines.takeInstruments();
    expect(instrument).toEqual({
      symbol: 'ACME',
      venue: 'STDIN',
      displayName: '',
      priceDecimals: 8,
      sizeDecimals: 6,
      tickSize: 1_000_000,
      currency: '',
      session: { kind: 'rolling24h' },
    });
    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'ACME',
        venueTimeMs: NOW,
        receivedTimeMs: NOW,
        price: 10_125_000_000,
        size: 3_000_000,
        aggressorSide: 'unknown',
        tradeId: '',
      },
    ]);
    expect(lines.takeInstruments()).toEqual([]);
  });

  test('carry side, id, time and backfill of a trade', () => {
    expect(
      parse(
        '{"type":"trade","symbol":"ACME","price":"101.20","size":0.5,"side":"sell","id":18446744073709551615,"time":1767614400250,"backfill":true}',
      ),
    ).toEqual([
      {
        kind: 'trade',
        symbol: 'ACME',
        venueTimeMs: NOW + 250,
        receivedTimeMs: NOW,
        price: 10_120,
        size: 500,
        aggressorSide: 'sell',
        tradeId: '18446744073709551615',
        isBackfill: true,
      },
    ]);
  });

  test('carry quotes, of which a side may be empty', () => {
    const line = (fields: string): string => `{"type":"quote","symbol":"ACME",${fields}}`;

    expect(parse(line('"bidPrice":1.5,"bidSize":2,"askPrice":1.6,"askSize":3'))).toMatchObject([
      { kind: 'quote', bidPrice: 150, bidSize: 2_000, askPrice: 160, askSize: 3_000 },
    ]);
    expect(parse(line('"bidPrice":null,"askPrice":1.6,"askSize":3'))).toMatchObject([
      { kind: 'quote', bidPrice: 0, bidSize: 0, askPrice: 160, askSize: 3_000 },
    ]);
  });

  test('carry depth, which comes out best first and without empty levels', () => {
    expect(
      parse('{"type":"depth","symbol":"ACME","bids":[[1,1],["1.5",2],[1.2,0]],"asks":[]}'),
    ).toMatchObject([{ kind: 'depth', bids: [150, 2_000, 100, 1_000], asks: [] }]);
  });

  test('keep the best 50 levels of a deeper book', () => {
    const rows = Array.from({ length: 80 }, (_, index) => [index + 1, 1]);
    const [depth] = parse(
      JSON.stringify({ type: 'depth', symbol: 'ACME', bids: rows, asks: rows }),
    );

    expect(depth?.kind === 'depth' && [depth.bids.length, depth.bids[0], depth.asks[0]]).toEqual([
      100, 8_000, 100,
    ]);
  });

  test('tell states and gaps of one symbol, or of all', () => {
    const { parser: lines } = parser(DECLARE, DECLARE.replace('ACME', 'BOLT'));

    expect(lines.parse('{"type":"status","state":"connecting","detail":"away"}', NOW)).toEqual(
      ['ACME', 'BOLT'].map((symbol) => ({
        kind: 'status',
        symbol,
        venueTimeMs: NOW,
        receivedTimeMs: NOW,
        state: 'connecting',
        detail: 'away',
      })),
    );
    expect(
      lines.parse('{"type":"gap","symbol":"BOLT","from":1767614370,"lostTrades":4}', NOW),
    ).toEqual([
      {
        kind: 'gap',
        symbol: 'BOLT',
        venueTimeMs: NOW,
        receivedTimeMs: NOW,
        fromMs: NOW - 30_000,
        toMs: NOW,
        lostTrades: 4,
      },
    ]);
  });

  test('declare instruments with all that is known of them', () => {
    const { parser: lines } = parser(
      '{"type":"instrument","symbol":"ES","venue":"CME","name":"E-mini S&P 500","priceDecimals":2,"sizeDecimals":0,"tickSize":0.25,"currency":"USD","session":"22:00"}',
    );

    expect(lines.takeInstruments()).toEqual([
      {
        symbol: 'ES',
        venue: 'CME',
        displayName: 'E-mini S&P 500',
        priceDecimals: 2,
        sizeDecimals: 0,
        tickSize: 25,
        currency: 'USD',
        session: { kind: 'daily', startMinuteUtc: 1_320 },
      },
    ]);
  });

  test.each(['', '   ', '# a comment', '\t# another one'])(
    'mean nothing where they say %j',
    (line) => {
      expect(parser().parser.parse(line, NOW)).toEqual([]);
    },
  );
});

describe('undeclared symbols', () => {
  test.each([
    ['101.25', '3', { priceDecimals: 8, tickSize: 1_000_000, sizeDecimals: 6 }],
    ['61837.63', '0.5', { priceDecimals: 7, tickSize: 100_000, sizeDecimals: 6 }],
    ['61837', '25000', { priceDecimals: 7, tickSize: 100_000, sizeDecimals: 4 }],
    ['1.08345', '0.00027', { priceDecimals: 8, tickSize: 1_000, sizeDecimals: 9 }],
    ['0.000012', '1e6', { priceDecimals: 12, tickSize: 1_000_000, sizeDecimals: 2 }],
    ['101.30000000000001', '0', { priceDecimals: 8, tickSize: 1_000_000, sizeDecimals: 6 }],
    ['101.372649123456', '1', { priceDecimals: 8, tickSize: 10_000, sizeDecimals: 6 }],
    ['12345678901234', '1', { priceDecimals: 0, tickSize: 1, sizeDecimals: 6 }],
  ])('of price %s and size %s get their decimals by the rule', (price, size, expected) => {
    const { parser: lines } = parser(`{"symbol":"X","price":${price},"size":${size}}`);

    const [instrument] = lines.takeInstruments();

    expect(instrument).toMatchObject(expected);
    expect(instrument && instrumentFault(instrument)).toBeUndefined();
  });

  test('are rounded, counted, and told once with the line that would declare them', () => {
    const { parser: lines, notices } = parser('{"symbol":"X","price":61837.63,"size":1}');

    const [tick] = lines.parse('{"symbol":"X","price":61837.12345678,"size":1}', NOW);
    lines.parse('{"symbol":"X","price":61837.12345679,"size":1}', NOW);

    expect(tick).toMatchObject({ price: 618_371_234_568 });
    expect(lines.roundedValues).toBe(2);
    expect(notices).toEqual([
      {
        kind: 'rounded',
        symbol: 'X',
        declaration:
          '{"type":"instrument","symbol":"X","venue":"STDIN","priceDecimals":8,"sizeDecimals":6}',
      },
    ]);
    const [notice] = notices;
    if (notice?.kind !== 'rounded') throw new Error('expected a notice of rounding');
    const declared = parser(notice.declaration).parser;
    expect(declared.parse('{"symbol":"X","price":61837.12345678,"size":1}', NOW)).toMatchObject([
      { price: 6_183_712_345_678 },
    ]);
  });

  test('come not into being by a line that is refused', () => {
    const { parser: lines } = parser();

    expect(() => lines.parse('{"symbol":"X","price":1,"size":1,"time":"soon"}', NOW)).toThrow();
    expect(() => lines.parse('{"symbol":"a b","price":1,"size":1}', NOW)).toThrow(/symbol "a b"/);

    expect(lines.instruments).toEqual([]);
  });

  test('are bounded in number', () => {
    const { parser: lines } = parser();
    for (let index = 0; index < MAX_LINE_INSTRUMENTS; index++) {
      lines.parse(`{"symbol":"S${String(index)}","price":1,"size":1}`, NOW);
    }

    expect(() => lines.parse('{"symbol":"X","price":1,"size":1}', NOW)).toThrow(/at most 10000/);
  });
});

describe('refused lines', () => {
  test.each([
    ['not JSON', 'expected a JSON object, got "not JSON"'],
    ['[1]', 'expected a JSON object'],
    ['{"symbol":"ACME","price":NaN,"size":1}', 'NaN is no JSON'],
    ['{"price":1,"size":1}', 'symbol is missing'],
    ['{"symbol":"ACME","size":1}', 'price is missing, expected a number'],
    ['{"symbol":"ACME","price":true,"size":1}', 'price is "true", expected a number'],
    ['{"symbol":"ACME","price":"1,5","size":1}', 'price is "1,5", expected a decimal number'],
    ['{"symbol":"ACME","price":1,"size":-1}', 'expected a size of at least 0'],
    ['{"symbol":"ACME","price":1.005,"size":1}', 'price 1.005 has more than the 2 decimals'],
    ['{"symbol":"ACME","price":1e15,"size":1}', 'too large for the 2 decimals of ACME'],
    [
      '{"symbol":"ACME","price":1,"size":1,"side":"BUY"}',
      'side is "BUY", expected "buy" or "sell"',
    ],
    ['{"symbol":"ACME","price":1,"size":1,"time":"soon"}', 'time is "soon", expected a time as'],
    [
      '{"symbol":"ACME","price":1,"size":1,"backfill":1}',
      'backfill is "1", expected true or false',
    ],
    ['{"type":"bar","symbol":"ACME"}', 'type is "bar", expected one of trade, quote'],
    ['{"type":"quote","symbol":"ACME"}', 'expected bidPrice and bidSize'],
    [
      '{"type":"quote","symbol":"ACME","bidPrice":1}',
      'bidSize is missing, expected a number (1 where',
    ],
    ['{"type":"depth","symbol":"ACME","bids":[[1]],"asks":[]}', 'expected [price, size]'],
    ['{"type":"depth","symbol":"ACME","bids":[]}', 'asks is missing, expected an array'],
    ['{"type":"status","state":"up"}', 'state is "up", expected one of live'],
    ['{"type":"gap","symbol":"ACME"}', 'from is missing'],
    ['{"type":"gap","symbol":"ACME","from":"2027-01-01T00:00:00Z"}', 'before its begin'],
    ['{"type":"gap","symbol":"OTHER","from":1}', 'symbol "OTHER" is not known yet'],
    ['{"type":"instrument","symbol":"X"}', 'priceDecimals is missing, expected a whole number'],
    [
      '{"type":"instrument","symbol":"X","priceDecimals":2,"sizeDecimals":13}',
      'sizeDecimals is "13"',
    ],
    [
      '{"type":"instrument","symbol":"X","priceDecimals":2,"sizeDecimals":0,"tickSize":0.001}',
      'tickSize is "0.001"',
    ],
    [
      '{"type":"instrument","symbol":"X","priceDecimals":2,"sizeDecimals":0,"session":"9:30"}',
      'session is "9:30"',
    ],
    [DECLARE.replace(':2', ':4'), 'ACME was declared otherwise'],
  ])('%s', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });

  test('leave the parser as it was, whatever they hold', () => {
    const { parser: lines } = parser(DECLARE);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .record(
              {
                type: fc.constantFrom(
                  'trade',
                  'quote',
                  'depth',
                  'instrument',
                  'status',
                  'gap',
                  'x',
                ),
                symbol: fc.constantFrom('ACME', '__proto__', '', 'ü', 5),
                price: fc.oneof(fc.double(), fc.jsonValue()),
                size: fc.oneof(fc.double(), fc.jsonValue()),
                time: fc.oneof(fc.maxSafeInteger(), fc.string()),
                from: fc.maxSafeInteger(),
                state: fc.constantFrom('live', 'up'),
                detail: fc.string({ maxLength: 300 }),
                bids: fc.jsonValue(),
                asks: fc.array(fc.array(fc.double())),
                id: fc.string({ maxLength: 80 }),
              },
              { requiredKeys: ['symbol'] },
            )
            .map((fields) => JSON.stringify(fields)),
        ),
        (line) => {
          try {
            for (const tick of lines.parse(line, NOW)) expect(tickFault(tick)).toBeUndefined();
          } catch (error) {
            expect(isMarketDataError(error) && error.code).toBe('ERR_TICK_INVALID');
          }
          expect(lines.parse('{"symbol":"ACME","price":1,"size":1}', NOW)).toHaveLength(1);
        },
      ),
    );
  });
});

describe('declarations', () => {
  test('may be repeated as they are', () => {
    expect(parse(DECLARE)).toEqual([]);
  });

  test('come too late for a symbol that has ticked', () => {
    const { parser: lines } = parser('{"symbol":"ACME","price":1,"size":1}');

    expect(() => lines.parse(DECLARE, NOW)).toThrow(/ACME has ticked before/);
  });

  test('take float noise for what it is', () => {
    expect(parse('{"symbol":"ACME","price":101.30000000000001,"size":1}')).toMatchObject([
      { price: 10_130 },
    ]);
  });
});

test('an unknown field is told of once', () => {
  const line = '{"symbol":"ACME","price":1,"size":1,"sid":"buy"}';
  const { notices } = parser(line, line);

  expect(notices).toEqual([{ kind: 'unknownField', type: 'trade', field: 'sid' }]);
});
