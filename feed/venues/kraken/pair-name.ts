/** Kraken's two names of an asset: in the WebSocket API v2 and in the older HTTP interface; pure. */

const HTTP_NAMES: ReadonlyMap<string, string> = new Map([
  ['BTC', 'XBT'],
  ['DOGE', 'XDG'],
]);
const STREAM_NAMES: ReadonlyMap<string, string> = new Map(
  [...HTTP_NAMES].map(([stream, http]) => [http, stream]),
);

/** Asset of a `wsname` as the WebSocket API v2 calls it: `XBT` is `BTC`. */
export function streamAsset(asset: string): string {
  return STREAM_NAMES.get(asset) ?? asset;
}

/**
 * Name of a pair over HTTP, its `altname`: `BTC/USD` is `XBTUSD`.
 *
 * Of all 293 pairs of a list of 2021 the `altname` is the `wsname` without its slash.
 */
export function httpPair(nativeSymbol: string): string {
  return nativeSymbol
    .split('/')
    .map((asset) => HTTP_NAMES.get(asset) ?? asset)
    .join('');
}
