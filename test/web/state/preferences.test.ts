/** Choices from storage and address: whatever stands there, the page starts. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INTERVALS } from '../../../proto/types.ts';
import {
  DEFAULT_PREFERENCES,
  effectivePreferences,
  formatFragment,
  formatPreferences,
  parseFragment,
  parsePreferences,
} from '../../../web/state/preferences.ts';
import type { InstrumentView } from '../../../web/state/views.ts';

function instrument(symbol: string): InstrumentView {
  return {
    symbol,
    venue: 'SIM',
    displayName: '',
    priceDecimals: 2,
    sizeDecimals: 0,
    tickSize: 1,
    currency: 'USD',
  };
}

const INSTRUMENTS = Array.from({ length: 30 }, (_, n) => instrument(`S${String(n)}`));

describe('stored preferences', () => {
  test.each([
    ['nothing', null],
    ['no JSON', '{oops'],
    ['another type', '"text"'],
    ['null', 'null'],
    ['a list', '[1,2]'],
    [
      'values that are not allowed',
      '{"interval":"7s","theme":"pink","palette":1,"chartKind":null}',
    ],
    ['a time zone that does not exist', '{"timeZone":"Mars/Base"}'],
    ['a data speed that there is not', '{"tierMs":75}'],
    ['a data speed in letters', '{"tierMs":"250"}'],
    ['widths out of range', '{"watchlistWidth":12,"bookWidth":"300"}'],
    ['symbols that are none', '{"selected":"a b","watchlist":7}'],
    ['prototype keys', '{"__proto__":{"theme":"dark"}}'],
  ])('are the defaults after %s', (_, text) => {
    expect(effectivePreferences(parsePreferences(text), [], false)).toEqual(DEFAULT_PREFERENCES);
  });

  test('keep what is valid beside what is not', () => {
    const text = '{"theme":"dark","interval":"9s","watchlist":["A",3,"A","B c","D"]}';

    expect(parsePreferences(text)).toEqual({ theme: 'dark', watchlist: ['A', 'D'] });
  });

  test('never throw, whatever stands there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        effectivePreferences(parsePreferences(text), INSTRUMENTS, false);
      }),
    );
  });

  test('are read as they were written', () => {
    const chosen = {
      watchlist: ['A', 'B'],
      timeZone: 'Europe/Berlin',
      density: 'compact',
      tierMs: 250,
      watchlistWidth: 400,
      bookWidth: 240,
    } as const;

    expect(parsePreferences(formatPreferences(chosen))).toEqual(chosen);
  });
});

describe('effective preferences', () => {
  test('start with the first sixteen instruments, the first one selected, on one-second candles', () => {
    const preferences = effectivePreferences({}, INSTRUMENTS, false);

    expect(preferences.watchlist).toEqual(INSTRUMENTS.slice(0, 16).map(({ symbol }) => symbol));
    expect(preferences).toMatchObject({ selected: 'S0', interval: '5s', chartKind: 'candle' });
  });

  test('keep a watchlist that the user emptied', () => {
    expect(effectivePreferences({ watchlist: [] }, INSTRUMENTS, false)).toMatchObject({
      watchlist: [],
      selected: '',
    });
  });

  test('leave a watchlist of another feed aside, and keep one of which a part is known', () => {
    const foreign = { watchlist: ['X', 'Y'], selected: 'X' };

    expect(effectivePreferences(foreign, INSTRUMENTS, false)).toMatchObject({
      watchlist: expect.arrayContaining(['S0', 'S15']) as unknown,
      selected: 'S0',
    });
    expect(effectivePreferences(foreign, [], false)).toMatchObject(foreign);
    const mixed = { watchlist: ['X', 'S3'], selected: 'S3' };
    expect(effectivePreferences(mixed, INSTRUMENTS, false)).toMatchObject(mixed);
  });

  test('keep an unknown symbol that stands in the address, so that the page can say so', () => {
    expect(effectivePreferences({ selected: 'X' }, INSTRUMENTS, true).selected).toBe('X');
  });
});

describe('address', () => {
  test.each([
    ['#BTC-USD/1m', { selected: 'BTC-USD', interval: '1m' }],
    ['BTC-USD', { selected: 'BTC-USD' }],
    ['#EUR%2FUSD/4h', { selected: 'EUR/USD', interval: '4h' }],
    ['#BTC-USD/7m', { selected: 'BTC-USD' }],
    ['#/1m', { interval: '1m' }],
    ['#', {}],
    ['', {}],
    ['#%E0%A4%A/1s', { interval: '1s' }],
    [`#${'x'.repeat(65)}/1s`, { interval: '1s' }],
  ])('%s is read as %o', (fragment, expected) => {
    expect(parseFragment(fragment)).toEqual(expected);
  });

  test('is read as it was written, for every symbol', () => {
    const symbol = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
      minLength: 1,
      maxLength: 64,
    });
    fc.assert(
      fc.property(symbol, fc.constantFrom(...INTERVALS), (selected, interval) => {
        expect(parseFragment(formatFragment(selected, interval))).toEqual({ selected, interval });
      }),
    );
  });
});
