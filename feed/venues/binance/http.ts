/** Where Binance answers over HTTP. */

/** `https://data-api.binance.vision` answers the same without a key, but for old trades. */
export const BINANCE_HTTP = 'https://api.binance.com';
