/** Finds the instruments that the user named in the venue's list; pure. */
import { MarketDataError } from '../../proto/errors.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';

/** Names that are offered instead of an unknown one. */
const MAX_SUGGESTIONS = 3;
/** Unknown names that are listed. */
const MAX_LISTED = 20;

/** A name of the user as ours are written, without the venue. */
export function bareName(name: string, venue: string): string {
  const upper = name.toUpperCase();
  return upper.endsWith(`.${venue}`) ? upper.slice(0, -venue.length - 1) : upper;
}

/**
 * Instruments by the names that the user gave, in that order, each once.
 *
 * @param names     Ours with or without `.VENUE` (`BTC-USDT`, `BTC-USDT.BINANCE`), in any case; also the venue's own.
 * @param available All of the venue.
 * @throws {MarketDataError} ERR_CONFIG_INVALID naming all unknown ones, with names that come near.
 */
export function findInstruments(
  names: readonly string[],
  available: readonly VenueInstrument[],
  venue: string,
): VenueInstrument[] {
  const find = createFinder(available, venue);
  const found = new Map<string, VenueInstrument>();
  const unknown: string[] = [];
  for (const name of names) {
    const one = find(name);
    if (one === undefined) unknown.push(name);
    else found.set(one.instrument.symbol, one);
  }
  if (unknown.length > 0) {
    const symbols = available.map(({ instrument }) => instrument.symbol.toUpperCase());
    throw unknownSymbols(unknown, symbols, venue);
  }
  return [...found.values()];
}

/** Those of the names that the venue does not have. */
export function findUnknown(
  names: readonly string[],
  available: readonly VenueInstrument[],
  venue: string,
): string[] {
  const find = createFinder(available, venue);
  return names.filter((name) => find(name) === undefined);
}

function createFinder(
  available: readonly VenueInstrument[],
  venue: string,
): (name: string) => VenueInstrument | undefined {
  const suffix = `.${venue}`;
  const bySymbol = new Map(available.map((one) => [one.instrument.symbol.toUpperCase(), one]));
  const byNative = new Map(available.map((one) => [one.nativeSymbol.toUpperCase(), one]));
  return (name) => {
    const bare = bareName(name, venue);
    return bySymbol.get(bare + suffix) ?? bySymbol.get(bare) ?? byNative.get(bare);
  };
}

function unknownSymbols(
  unknown: readonly string[],
  symbols: readonly string[],
  venue: string,
): MarketDataError {
  const listed = unknown.slice(0, MAX_LISTED).map((name) => {
    const near = nearTo(name.toUpperCase(), symbols, venue);
    return near.length === 0 ? name : `${name} (did you mean ${near.join(' or ')}?)`;
  });
  const more = unknown.length - listed.length;
  return new MarketDataError(
    'ERR_CONFIG_INVALID',
    `${venue} has no ${listed.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}; ` +
      `expected names among its ${String(symbols.length)} symbols, e.g. ${symbols[0] ?? 'none'}`,
  );
}

/** The nearest names by the number of letters that differ; separators count little. */
function nearTo(name: string, symbols: readonly string[], venue: string): string[] {
  const wanted = lettersOf(bareName(name, venue));
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly symbol: string; readonly distance: number }[] = [];
  for (const symbol of symbols) {
    const letters = lettersOf(bareName(symbol, venue));
    if (Math.abs(letters.length - wanted.length) > limit) continue;
    const distance = distanceOf(wanted, letters);
    if (distance <= limit) near.push({ symbol, distance });
  }
  near.sort((a, b) => a.distance - b.distance || (a.symbol < b.symbol ? -1 : 1));
  return near.slice(0, MAX_SUGGESTIONS).map(({ symbol }) => symbol);
}

function lettersOf(symbol: string): string {
  return symbol.replace(/[^A-Z0-9]/g, '');
}

/** @see https://en.wikipedia.org/wiki/Levenshtein_distance */
function distanceOf(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let row = 1; row <= from.length; row++) {
    const here = [row];
    for (let column = 1; column <= to.length; column++) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      here.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (here[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + change,
        ),
      );
    }
    above = here;
  }
  return above[to.length] ?? 0;
}
