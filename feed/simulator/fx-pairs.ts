/** Currency pairs beyond the catalogue's, with prices computed from each currency's value in US dollars. */

/** A pair as `specFrom` takes it, without pace and sizes. */
export interface FxPair {
  readonly symbol: string;
  readonly name: string;
  readonly currency: string;
  readonly price: number;
  readonly priceDecimals: number;
}

/** Currencies in the order in which the market names them first, with their rough value in US dollars. */
const CURRENCIES: readonly (readonly [code: string, name: string, dollars: number])[] = [
  ['EUR', 'Euro', 1.08432],
  ['GBP', 'Pound sterling', 1.26875],
  ['AUD', 'Australian dollar', 0.66318],
  ['NZD', 'New Zealand dollar', 0.6042],
  ['USD', 'US dollar', 1],
  ['CAD', 'Canadian dollar', 0.7312],
  ['CHF', 'Swiss franc', 1.1306],
  ['SGD', 'Singapore dollar', 0.7441],
  ['NOK', 'Norwegian krone', 0.0932],
  ['SEK', 'Swedish krona', 0.0951],
  ['PLN', 'Polish zloty', 0.2512],
  ['MXN', 'Mexican peso', 0.0553],
  ['ZAR', 'South African rand', 0.0547],
  ['JPY', 'Japanese yen', 0.0066123],
];

/** All pairs, the best known first. */
export const FX_PAIRS: readonly FxPair[] = CURRENCIES.flatMap(
  ([base, baseName, baseDollars], index) =>
    CURRENCIES.slice(index + 1).map(([quote, quoteName, quoteDollars]) => {
      const price = baseDollars / quoteDollars;
      return {
        symbol: `${base}-${quote}`,
        name: `${baseName} / ${quoteName}`,
        currency: quote,
        price,
        priceDecimals: price > 20 ? 3 : 5,
      };
    }),
);
