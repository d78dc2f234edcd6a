import { describe, expect, test } from 'vitest';
import { readKind, readSide } from '../../../feed/files/cell-words.ts';
import { guessColumnMap, parseColumnMap } from '../../../feed/files/column-map.ts';
import { findDelimiter, splitCells } from '../../../feed/files/csv-line.ts';
import { detectFormat } from '../../../feed/files/detect-format.ts';
import { filesProblems } from '../../../feed/files/files-options.ts';
import { NumberRange } from '../../../feed/files/number-range.ts';
import { TimeOrder } from '../../../feed/files/time-order.ts';

describe('CSV line', () => {
  test.each([
    ['a,b,,d', ['a', 'b', '', 'd']],
    ['a,b\r', ['a', 'b']],
    [' a , b ', ['a', 'b']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""", x ,"",', ['say "hi"', 'x', '', '']],
    ['a,"b"', ['a', 'b']],
    ['', ['']],
  ])('%j is split', (line, cells) => {
    expect(splitCells(line, ',')).toEqual(cells);
  });

  test.each([
    ['a,"b', 'a quote is opened and not closed'],
    ['"a"b,c', 'expected a delimiter behind the quote, got "b"'],
  ])('%j is refused', (line, fault) => {
    expect(splitCells(line, ',')).toContain(fault);
  });

  test.each([
    ['a,b,c', ','],
    ['a;b,5;c', ';'],
    ['a\tb', '\t'],
    ['a|b|c', '|'],
    ['"a,b,c";d', ';'],
    ['abc', undefined],
  ])('%j has the delimiter %j', (line, delimiter) => {
    expect(findDelimiter(line)).toBe(delimiter);
  });
});

describe('words of cells', () => {
  test('for sides are known in the common spellings', () => {
    expect(['buy', 'BUY', 'B', 'b', 'Bid', '1', 'buyer'].map(readSide)).toEqual(
      Array(7).fill('buy'),
    );
    expect(['sell', 'S', 'a', 'ASK', '-1', '2'].map(readSide)).toEqual(Array(6).fill('sell'));
    expect(['', 'N', 'unknown'].map(readSide)).toEqual(Array(3).fill('unknown'));
    expect(['x', 'buyy', '3', 'constructor'].map(readSide)).toEqual(Array(4).fill(undefined));
  });

  test('for kinds go by their first one', () => {
    expect(['trade', 'TRADE NB', 'T', 'quote', 'Q'].map(readKind)).toEqual([
      'trade',
      'trade',
      'trade',
      'quote',
      'quote',
    ]);
    expect(['', 'open', 'constructor'].map(readKind)).toEqual([undefined, undefined, undefined]);
  });
});

describe('column map', () => {
  test('is read from the flag', () => {
    const { map, problems } = parseColumnMap('price=px, size=4 ,time=ts,bidSize=b_sz,bid=b,ask=a');
    expect(problems).toEqual([]);
    expect(Object.fromEntries(map)).toEqual({
      price: 'px',
      size: '4',
      time: 'ts',
      bidSize: 'b_sz',
      bid: 'b',
      ask: 'a',
    });
  });

  test('tells all its problems at once', () => {
    expect(parseColumnMap('px,cost=3,time=1,time=2,bid=').problems).toEqual([
      '--map: expected parts as price=px with commas between them, got "px"',
      expect.stringContaining('there is no field "cost", expected time, price'),
      '--map: time is named twice',
      '--map: expected parts as price=px with commas between them, got "bid="',
    ]);
    expect(parseColumnMap('bid=1').problems).toEqual([
      '--map: names no time, expected time=<column>',
      '--map: names one of bid and ask, expected both or none',
    ]);
    expect(parseColumnMap('time=1').problems).toEqual([
      expect.stringContaining('names neither price nor bid and ask'),
    ]);
  });

  test('is guessed from common names', () => {
    const map = guessColumnMap(['Local_Time', 'Trade ID', 'ticker', 'Last Price', 'QTY', 'bid']);
    expect(Object.fromEntries(map)).toEqual({
      time: 'Local_Time',
      id: 'Trade ID',
      symbol: 'ticker',
      price: 'Last Price',
      size: 'QTY',
    });
  });
});

describe('numbers of a column', () => {
  function rangeOf(...texts: string[]): [decimals: number, step: number] {
    const range = new NumberRange();
    for (const text of texts) range.add(text);
    return [range.decimals, range.step];
  }

  test('need the decimals of the most precise one, without zeros at the end', () => {
    expect(rangeOf('1.50', '-2.125', '3')[0]).toBe(3);
    expect(rangeOf('100', '250')[0]).toBe(0);
    expect(rangeOf()[0]).toBe(0);
  });

  test('may have exponents and what floats leave behind', () => {
    expect(rangeOf('1.5e-05', '2E+3')[0]).toBe(6);
    expect(rangeOf('101.30000000000001')[0]).toBe(1);
    expect(rangeOf('0.30000000000000004')[0]).toBe(1);
  });

  test('that are none say nothing', () => {
    expect(rangeOf('NaN', '', '1.2.3', '1,5', '0x10.55', '7.5')[0]).toBe(1);
  });

  test('keep only decimals by which the largest is exact', () => {
    expect(rangeOf('61837.5', '0.123456789012')[0]).toBe(10);
  });

  test('share a step when there are enough of them', () => {
    const quarters = Array.from({ length: 200 }, (_, at) => (100 + at / 4).toFixed(2));
    expect(rangeOf(...quarters)).toEqual([2, 25]);
    expect(rangeOf('100.25', '100.50')).toEqual([2, 1]);
  });
});

describe('order of times', () => {
  const DAY = 86_400_000_000;

  function strays(times: readonly number[]): { lines: number[]; order: TimeOrder } {
    const order = new TimeOrder();
    times.forEach((time, index) => {
      order.add(index + 1, 1_700_000_000_000_000 + time);
    });
    const lines = times.flatMap((_, index) =>
      order.faultAt(index + 1) === undefined ? [] : [index + 1],
    );
    return { lines, order };
  }

  test('finds the one row that goes back, and none around it', () => {
    expect(strays([0, 1e6, 200e6, 5e6, 201e6]).lines).toEqual([4]);
  });

  test('takes rows that are a little late as they come', () => {
    expect(strays([0, 60e6, 1e6, 61e6]).lines).toEqual([]);
  });

  test('finds the one row that is far ahead instead of all behind it', () => {
    const { lines, order } = strays([0, 1e6, 365 * DAY, 2e6, 3e6]);
    expect(lines).toEqual([3]);
    expect(order.span.lastTimeUs).toBe(1_700_000_003_000_000);
    expect(strays([365 * DAY, 1e6, 2e6, 3e6]).lines).toEqual([1]);
  });

  test('takes a pause of days for what it is', () => {
    const { lines, order } = strays([0, 1e6, 3 * DAY, 3 * DAY + 1, 90 * DAY]);
    expect(lines).toEqual([]);
    expect(order.span.lastTimeUs).toBe(1_700_000_000_000_000 + 90 * DAY);
  });

  test('gives up a file whose rows fall', () => {
    const { order } = strays([4, 3, 2, 1, 0].map((hours) => hours * 3_600_000_000));
    expect(order.fault()).toMatch(
      /not in order of time: line 1: time .* is ahead of the row behind it.* and 3 others; sort/,
    );
    expect(strays([0, 1e6, 200e6, 5e6, 201e6]).order.fault()).toBeUndefined();
  });
});

describe('format of a file', () => {
  const detect = (...lines: string[]): unknown => detectFormat({ name: 'x.csv', lines }, false);

  test.each([
    ['#{"tickwire":"recording","version":1}', 'recording'],
    ['1723161253937085768 {"stream":"a"}', 'plain-recording'],
    ['{"symbol":"A","price":1,"size":2}', 'ndjson'],
    ['ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,price,size', 'databento-csv'],
    ['3,0.2,50.0,10.0,1735689600010866,False,True', 'binance-csv'],
    ['3,0.2,50.0,0,0,1735689600010866,False,True', 'binance-csv'],
    ['id,price,qty,quote_qty,time,is_buyer_maker', 'binance-csv'],
    [
      'agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker',
      'binance-csv',
    ],
    ['timestamp;bid;ask', 'csv'],
    ['Time,Price,Volume', 'csv'],
  ])('that begins with %s is %s', (line, format) => {
    expect(detect('', line)).toBe(format);
  });

  test('is told by the name too, where the rows alone are not clear', () => {
    const name = 'data/BTCUSDT-trades-2024-08-08.csv';
    expect(detectFormat({ name, lines: ['broken,1,2,3,4,5,6'] }, false)).toBe('binance-csv');
  });

  test('is CSV where columns are named', () => {
    expect(detectFormat({ name: 'x', lines: ['1,2,3'] }, true)).toBe('csv');
  });

  test.each([
    ['PAR1\u0015', 'it is Parquet: write it as CSV or NDJSON first'],
    ['DBN\u0001', 'it is Databento binary (DBN)'],
    ['[{"a":1}]', 'it is one JSON array'],
    ['<html>', 'it is XML or HTML'],
    ['ab\u0000c', 'it is no text'],
    ['1,2,3', 'looked for a recording'],
    ['hello', 'its first line is "hello"'],
  ])('of %j is not known, and the fault says what to do', (line, fault) => {
    expect(detect(line)).toMatchObject({ fault: expect.stringContaining(fault) as unknown });
  });

  test('of an empty file is not known', () => {
    expect(detect('', '')).toEqual({ fault: 'it is empty' });
  });
});

describe('options of files', () => {
  test('tell all their problems at once', () => {
    expect(
      filesProblems({
        format: 'xls',
        venueFormat: 'nyse',
        symbol: 'A B',
        map: 'price=1',
        date: '2024-02-31',
        timeUnit: 'h',
        delimiter: 'ab',
        decimals: '2,13',
      }),
    ).toEqual([
      '--format: expected one of auto, recording, binance-csv, databento-csv, csv, ndjson, got "xls"',
      '--venue-format: expected one of binance, got "nyse"',
      '--time-unit: expected one of auto, s, ms, us, ns, got "h"',
      expect.stringContaining('--symbol: expected 1 to 64'),
      '--date: expected a day as 2024-08-08, got "2024-02-31"',
      '--delimiter: expected one character, or tab, got "ab"',
      expect.stringContaining('--decimals: expected 0 to 12'),
      '--map: names no time, expected time=<column>',
    ]);
  });

  test('have no problem where there is none', () => {
    expect(filesProblems({})).toEqual([]);
    expect(
      filesProblems({
        map: 'time=1,bid=2,ask=3',
        date: '2014-05-08',
        delimiter: 'tab',
        decimals: '5',
      }),
    ).toEqual([]);
  });

  test('that say nothing to the format are told', () => {
    expect(filesProblems({ format: 'binance-csv', map: 'time=1,price=2', venue: 'X' })).toEqual([
      '--venue: says nothing about files of --format binance-csv',
      '--map: says nothing about files of --format binance-csv',
    ]);
  });
});
