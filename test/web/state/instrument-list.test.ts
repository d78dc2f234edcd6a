/** What the page makes of the server's list of instruments. */
import { describe, expect, test } from 'vitest';
import { parseInstruments } from '../../../web/state/instrument-list.ts';

const BTC = {
  symbol: 'BTC-USD',
  venue: 'SIM',
  displayName: 'Bitcoin',
  priceDecimals: 2,
  sizeDecimals: 8,
  tickSize: 5,
  currency: 'USD',
};

describe('instrument list', () => {
  test('takes the fields that it knows', () => {
    expect(parseInstruments([{ ...BTC, session: { kind: 'rolling24h' } }])).toEqual([BTC]);
  });

  test('leaves out what is no instrument', () => {
    const entries = [null, 7, {}, { ...BTC, symbol: '' }, { ...BTC, priceDecimals: 2.5 }, BTC];

    expect(parseInstruments(entries)).toEqual([BTC]);
  });

  test('fills in what is only for show', () => {
    const bare = { symbol: 'A', priceDecimals: 0, sizeDecimals: 0 };

    expect(parseInstruments([bare])).toEqual([
      { ...bare, venue: '', displayName: '', tickSize: 1, currency: '' },
    ]);
  });

  test('refuses an answer that is no list', () => {
    expect(() => parseInstruments({ error: 'starting' })).toThrow(/expected a JSON array/);
  });
});
