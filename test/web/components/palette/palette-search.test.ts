import { describe, expect, test } from 'vitest';
import {
  MAX_RESULTS,
  searchInstruments,
} from '../../../../web/components/palette/palette-search.ts';
import { demoInstruments } from '../demo/demo-instruments.ts';

const instruments = demoInstruments(500);
const find = (query: string): string[] =>
  searchInstruments(instruments, query).hits.map(({ symbol }) => symbol);

describe('palette search', () => {
  test('finds by symbol and by name, in any case', () => {
    expect(find('nvda')).toEqual(['NVDA']);
    expect(find('corporation')).toEqual(['MSFT', 'NVDA', 'XOM']);
  });

  test('puts a symbol that equals the query first, then those that begin with it', () => {
    expect(find('ge')[0]).toBe('GE');
    expect(find('btc').slice(0, 2)).toEqual(['BTC-USD', 'BTCUSDT']);
  });

  test('does not mind the sign between the halves of a pair', () => {
    expect(find('btcusd')[0]).toBe('BTC-USD');
    expect(find('eur/usd')[0]).toBe('EUR-USD');
  });

  test('wants every word', () => {
    expect(find('dollar yen')).toEqual(['USD-JPY']);
  });

  test('shows a first page of all instruments without a query', () => {
    const results = searchInstruments(instruments, '');

    expect(results.hits).toHaveLength(MAX_RESULTS);
    expect(results.total).toBe(500);
  });

  test('keeps the order of the list among equal hits', () => {
    const ranked = demoInstruments(3).map((instrument, index) => ({
      ...instrument,
      symbol: ['EUR-USD', 'AAPL', 'AAL'][index] ?? '',
      displayName: '',
    }));
    const symbols = (query: string): string[] =>
      searchInstruments(ranked, query).hits.map(({ symbol }) => symbol);

    expect(symbols('')).toEqual(['EUR-USD', 'AAPL', 'AAL']);
    expect(symbols('aa')).toEqual(['AAPL', 'AAL']);
  });

  test('finds nothing for what is not there', () => {
    expect(searchInstruments(instruments, 'qqq').total).toBe(0);
  });
});
