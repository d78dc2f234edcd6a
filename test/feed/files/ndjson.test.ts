import { describe, expect, test } from 'vitest';
import { madeFile, openMade, played } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250);

describe('NDJSON', () => {
  test('with a map, also into what lies deeper', async () => {
    const { ticks, bad } = await played(
      madeFile(
        'mapped.ndjson',
        [
          '{"T":1723161301250123456,"d":{"p":101.20,"q":"0.5"},"m":[{"s":"sell"}],"sym":"ACME","n":9007199254740993}',
          '{"T":1723161301251,"d":{"p":null},"sym":"ACME"}',
          'rubbish',
          '{"T":1723161301252,"d":{"p":101.25,"q":1},"m":[],"sym":"ACME"}',
        ].join('\n'),
      ),
      { map: 'time=T,price=d.p,size=d.q,side=m.0.s,symbol=sym,id=n' },
    );

    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'ACME',
        venueTimeMs: T0,
        price: 10_120,
        size: 5,
        aggressorSide: 'sell',
        // Beyond 2^53, and still itself.
        tradeId: '9007199254740993',
      },
      expect.objectContaining({ price: 10_125, size: 10, aggressorSide: 'unknown', tradeId: '' }),
    ]);
    expect(bad).toEqual([
      '2: price is empty, expected a decimal number',
      '3: expected a JSON object, got "rubbish"',
    ]);
  });

  test('without a map holds tick lines', async () => {
    const { ticks, source, bad } = await played(
      madeFile(
        'lines.ndjson',
        [
          '# made by hand',
          '{"type":"instrument","symbol":"BOLT","priceDecimals":4,"sizeDecimals":2,"venue":"LAB","currency":"EUR"}',
          '{"symbol":"ACME","price":101.25,"size":3,"side":"buy","id":"x1","time":"2024-08-08T23:55:01.250Z"}',
          '{"type":"quote","symbol":"BOLT","bidPrice":1.5,"bidSize":2,"askPrice":null,"askSize":null}',
          '{"type":"depth","symbol":"ACME","bids":[[101.5,1]],"asks":[],"time":1723161301251}',
          '{"type":"gap","from":1723161301251,"to":1723161301300,"time":1723161301300}',
          '{"symbol":"ACME","price":"x","size":3}',
          '{"symbol":"ACME","price":1000000000000,"size":3,"time":1723161301301}',
          '{"symbol":"BOLT","price":1.12345,"size":3}',
        ].join('\n'),
      ),
    );

    expect(source.instruments).toMatchObject([
      { symbol: 'BOLT', venue: 'LAB', currency: 'EUR', priceDecimals: 4, sizeDecimals: 2 },
      // Not by guess: as its numbers need it.
      { symbol: 'ACME', venue: 'FILE', priceDecimals: 2, sizeDecimals: 0 },
    ]);
    expect(ticks).toMatchObject([
      { kind: 'trade', symbol: 'ACME', venueTimeMs: T0, price: 10_125, size: 3, tradeId: 'x1' },
      {
        kind: 'quote',
        symbol: 'BOLT',
        venueTimeMs: T0,
        bidPrice: 15_000,
        bidSize: 200,
        askSize: 0,
      },
      { kind: 'depth', venueTimeMs: T0 + 1, bids: [10_150, 1], asks: [] },
      { kind: 'gap', symbol: 'BOLT', fromMs: T0 + 1, toMs: T0 + 50 },
      { kind: 'gap', symbol: 'ACME' },
      { kind: 'trade', price: 100_000_000_000_000 },
    ]);
    expect(bad).toEqual([
      expect.stringMatching(/^7: ERR_TICK_INVALID: price is "x"/),
      expect.stringMatching(/^9: ERR_TICK_INVALID: price 1.12345 has more than the 4 decimals/),
    ]);
  });

  test('tells that its lines have no time', async () => {
    await expect(
      openMade(madeFile('timeless.ndjson', '{"symbol":"A","price":1,"size":1}\n')),
    ).rejects.toThrow(/holds no tick line: line 1: ERR_TICK_INVALID: time is missing/);
  });
});
