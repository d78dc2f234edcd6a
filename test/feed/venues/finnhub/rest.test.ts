import { expect, test } from 'vitest';
import { finnhub } from '../../../../feed/venues/finnhub/venue.ts';

test('Finnhub lists its stocks for a key in a header, and what cannot be a symbol is left out', () => {
  expect(finnhub.instruments.request({ key: 'made-up-key' })).toEqual({
    url: 'https://finnhub.io/api/v1/stock/symbol?exchange=US',
    headers: { 'X-Finnhub-Token': 'made-up-key' },
  });
  const rows = ['AAPL', 'A B', undefined].map((symbol) => ({ symbol, currency: 'USD' }));
  const { items, next } = finnhub.instruments.parse(JSON.stringify(rows));
  expect(items.map(({ instrument }) => instrument.symbol)).toEqual(['AAPL.FINNHUB']);
  expect(next).toBeUndefined();
  expect(() => finnhub.instruments.parse('{"error":"Invalid API key."}')).toThrow(/symbol list is/);
});

test('Finnhub has no past: neither bars nor trades', () => {
  expect(finnhub).not.toHaveProperty('candles');
  expect(finnhub).not.toHaveProperty('trades');
  expect(finnhub.capabilities.tradeIds).toBe('none');
});
