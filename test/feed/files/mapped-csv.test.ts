import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { madeFile, openMade, played, ticksOf } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55, 1, 250);

describe('CSV with a map', () => {
  test('trades and quotes of several symbols, all fields mapped by name', async () => {
    const { ticks, source, bad } = await played(
      madeFile(
        'all.csv',
        [
          'ts;what;ticker;px;qty;aggressor;tid;b;bs;a;as',
          '2024-08-08 23:55:01.250;trade;ACME;101.25;3;Buy;7;;;;',
          '2024-08-08 23:55:01.251;quote;ACME;;;;;101;2.5;101.5;1',
          '2024-08-08 23:55:01.252;trade;"BOLT, INC";1e-05;2;SELL;8;;;;',
          '2024-08-08 23:55:01.253;quote;ACME;;;;;;;101.5;1',
        ].join('\n'),
      ),
      {
        map: 'time=ts,type=what,symbol=ticker,price=px,size=qty,side=aggressor,id=tid,bid=b,ask=a,bidSize=bs,askSize=as',
        venue: 'LAB',
      },
    );

    expect(bad).toEqual([]);
    expect(source.instruments).toMatchObject([
      { symbol: 'ACME', venue: 'LAB', priceDecimals: 2, sizeDecimals: 1 },
      { symbol: 'BOLT,_INC', priceDecimals: 5, sizeDecimals: 0 },
    ]);
    expect(ticks).toEqual([
      {
        kind: 'trade',
        symbol: 'ACME',
        venueTimeMs: T0,
        price: 10_125,
        size: 30,
        aggressorSide: 'buy',
        tradeId: '7',
      },
      {
        kind: 'quote',
        symbol: 'ACME',
        venueTimeMs: T0 + 1,
        bidPrice: 10_100,
        bidSize: 25,
        askPrice: 10_150,
        askSize: 10,
      },
      {
        kind: 'trade',
        symbol: 'BOLT,_INC',
        venueTimeMs: T0 + 2,
        price: 1,
        size: 2,
        aggressorSide: 'sell',
        tradeId: '8',
      },
      {
        kind: 'quote',
        symbol: 'ACME',
        venueTimeMs: T0 + 3,
        bidPrice: 0,
        bidSize: 0,
        askPrice: 10_150,
        askSize: 10,
      },
    ]);
  });

  test('columns by number, times since midnight, neither header nor sizes', async () => {
    const { ticks, source } = await played(
      madeFile('fx.csv', '100,1.39105,1.39112\n250,1.39106,1.39113\n'),
      {
        map: 'time=1,bid=2,ask=3',
        date: '2014-05-08',
        symbol: 'EURUSD',
        venue: 'OANDA',
      },
    );
    expect(source.instruments).toMatchObject([
      { symbol: 'EURUSD', venue: 'OANDA', priceDecimals: 5, sizeDecimals: 0 },
    ]);
    expect(ticks).toMatchObject([
      {
        kind: 'quote',
        venueTimeMs: Date.UTC(2014, 4, 8) + 100,
        bidPrice: 139_105,
        bidSize: 1,
        askPrice: 139_112,
        askSize: 1,
      },
      { venueTimeMs: Date.UTC(2014, 4, 8) + 250 },
    ]);
  });

  test('a header line is passed over where columns are numbers, and a row that is wrong is not taken for one', async () => {
    const map = 'time=1,price=2';
    const withHeader = await played(madeFile('h1.csv', 'when,how much\n1723161301250,5\n'), {
      map,
      symbol: 'A',
    });
    expect(withHeader.ticks).toHaveLength(1);
    expect(withHeader.bad).toEqual([]);

    const wrong = await played(madeFile('h2.csv', 'x,5\n1723161301250,6\n'), { map, symbol: 'A' });
    expect(wrong.ticks).toHaveLength(1);
    expect(wrong.bad).toEqual([expect.stringMatching(/^1: time is "x"/)]);
  });

  test('common names of columns need no map', async () => {
    const { ticks } = await played(
      madeFile('common.csv', 'Timestamp,Symbol,Price,Volume,Side\n1723161301250,ACME,5.5,2,sell\n'),
    );
    expect(ticks).toMatchObject([
      { kind: 'trade', symbol: 'ACME', price: 55, size: 2, aggressorSide: 'sell' },
    ]);
  });

  test('given decimals are kept, unless the numbers need more', async () => {
    const path = madeFile('decimals.csv', 'time,price,size\n1723161301250,5.25,2\n');
    const options = { symbol: 'A' };
    const { source } = await played(path, { ...options, decimals: '4,3' });
    expect(source.instruments).toMatchObject([
      { priceDecimals: 4, sizeDecimals: 3, tickSize: 100 },
    ]);
    await expect(openMade(path, { ...options, decimals: '1' })).rejects.toThrow(
      'prices of A have up to 2 decimals, --decimals says 1',
    );
  });

  test('reports dirty rows by number and loses nothing else', async () => {
    const { ticks, bad } = await played(
      madeFile(
        'dirty.csv',
        `\ufeff${[
          'time,symbol,price,size,side',
          '1723161301250,A,5,1,buy',
          '1723161301250,A,5,1',
          '1723161301250,A,5,1,buy,6',
          '1723161301250,A,NaN,1,buy',
          '1723161301250,A,,1,buy',
          '1723161301250,A,5,,buy',
          '1723161301250,A,5,-1,buy',
          '1723161301250,A,5,1,hold',
          '1723161301250,,5,1,buy',
          '0001-01-01T00:00:00Z,A,5,1,buy',
          '1723161301250,"A,5,1,buy',
          '1723101301250,A,5,1,buy',
          '1823161301250,A,5,1,buy',
          '',
          '1723161301251,A,-6,1,',
        ].join('\r\n')}\r\n`,
      ),
    );

    expect(ticks).toMatchObject([
      { price: 5, aggressorSide: 'buy' },
      // Prices below zero happen.
      { price: -6, aggressorSide: 'unknown' },
    ]);
    expect(bad).toEqual([
      '3: expected 5 columns, got 4',
      '4: expected 5 columns, got 6',
      '5: ERR_TICK_INVALID: price is "NaN", expected a decimal number',
      '6: price is empty, expected a decimal number',
      '7: ERR_TICK_INVALID: size is empty, expected a decimal number',
      '8: ERR_TICK_INVALID: size is "-1", expected a size of at least 0',
      '9: side is "hold", expected buy or sell',
      '10: symbol is empty',
      expect.stringMatching(/^11: time is "0001-01-01T00:00:00Z"/),
      '12: a quote is opened and not closed: expected each row on a line of its own',
      expect.stringMatching(/^13: time goes back/),
      expect.stringMatching(/^14: time .* is ahead of the row behind it/),
    ]);
  });

  test.each([
    [
      { map: 'time=ts,price=cost', symbol: 'A' },
      /--map: time=ts, price=cost: no such column in "time,price"/,
    ],
    [
      { map: 'time=1,price=9', symbol: 'A' },
      /--map: price=9: no such column in "time,price" \(2 columns, delimiter ","\)/,
    ],
    [
      { map: 'time=time,price=price' },
      /no column has the symbol: name the instrument with --symbol/,
    ],
    [{ map: 'time=time' }, /ERR_CONFIG_INVALID: --map: names neither price nor bid and ask/],
  ])('says what is wrong with %j', async (options, fault) => {
    await expect(
      openMade(madeFile('map.csv', 'time,price\n1723161301250,5\n'), options),
    ).rejects.toThrow(fault);
  });

  test('says that a file holds no row, with the first of its faults', async () => {
    await expect(
      openMade(madeFile('none.csv', 'time,price\nx,5\ny,6\n'), { symbol: 'A' }),
    ).rejects.toThrow(
      /ERR_SOURCE_UNREADABLE: .*none.csv holds no row of csv: line 2: time is "x".*; line 3: time is "y"/,
    );
  });

  const fx = fileURLToPath(
    new URL(
      '../../../../shared/data/fx-ticks/20140508_oanda_eurusd_quote_tick.csv.gz',
      import.meta.url,
    ),
  );
  test.skipIf(!existsSync(fx))(
    `all 87,833 real quotes of a day${existsSync(fx) ? '' : ' (skipped: the file is not beside the project)'}`,
    async () => {
      const { source, description, bad } = await openMade(fx, {
        map: 'time=1,bid=2,ask=3',
        date: '2014-05-08',
        symbol: 'EURUSD',
      });
      const ticks = await ticksOf(source);

      expect(bad).toEqual([]);
      expect(description.recordCount).toBe(87_833);
      expect(ticks).toHaveLength(87_833);
      expect(
        ticks.every(
          (tick) => tick.kind === 'quote' && tick.bidPrice > 0 && tick.bidPrice < tick.askPrice,
        ),
      ).toBe(true);
    },
  );
});
