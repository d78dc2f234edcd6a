/** Names and number texts of an instrument, as the panels show them. */
import {
  formatScaled,
  NO_VALUE,
  priceFormatter,
  type PriceFormatter,
} from '../../model/price-format.ts';
import type { InstrumentView } from '../../state/views.ts';

const LEGAL_FORM =
  /,? (?:Inc|Incorporated|Corp|Corporation|Company|Co|plc|Ltd|Limited|N\.V|S\.A|SE|AG|& Co)\b\.?.*$/;

/** A symbol in two parts: of `BTC-USDT.BINANCE` the name and the venue; the venue is empty where it is not at the end. */
export interface SymbolParts {
  readonly ticker: string;
  readonly venue: string;
}

/** Takes a symbol apart; a dot alone is no sign of a venue (`BRK.A`). */
export function symbolParts(symbol: string, instrument: InstrumentView | null): SymbolParts {
  const venue = instrument?.venue ?? '';
  return venue !== '' && symbol.endsWith(`.${venue}`) && symbol.length > venue.length + 1
    ? { ticker: symbol.slice(0, -venue.length - 1), venue }
    : { ticker: symbol, venue: '' };
}

/**
 * A name for a narrow row: of `Bitcoin / US dollar` the traded side (the symbol names the other), of a
 * company its name without the legal form. Where the symbol names its venue, that comes first, and a name that
 * only repeats the symbol is left out.
 */
export function shortName(instrument: InstrumentView | null): string {
  if (instrument === null) return '';
  const name = (instrument.displayName.split(' / ')[0] ?? '').replace(LEGAL_FORM, '');
  const { ticker, venue } = symbolParts(instrument.symbol, instrument);
  if (venue === '') return name;
  const isRepeated = ticker === name || ticker.startsWith(`${name}-`);
  return isRepeated || name === '' ? venue : `${venue} · ${name}`;
}

/** A server's reason (`no feed offers "X"`) as a sentence; empty stays empty. */
export function reasonSentence(reason: string): string {
  if (reason === '') return '';
  const end = /[.!?…]$/.test(reason) ? '' : '.';
  return reason.charAt(0).toUpperCase() + reason.slice(1) + end;
}

/** Formatter of an instrument's prices; without an instrument there is no way to read the number. */
export function priceTextOf(instrument: InstrumentView | null): PriceFormatter {
  return instrument === null ? () => NO_VALUE : priceFormatter(instrument);
}

/** Price text; NO_VALUE where there is none. */
export function priceText(instrument: InstrumentView | null, price: number | null): string {
  return price === null ? NO_VALUE : priceTextOf(instrument)(price);
}

/**
 * Exact text of a size.
 *
 * @param minDecimals Decimals always shown; absent: only those that the number needs.
 */
export function sizeText(
  instrument: InstrumentView | null,
  size: number | null,
  minDecimals = 0,
): string {
  if (instrument === null || size === null) return NO_VALUE;
  return formatScaled(size, instrument.sizeDecimals, minDecimals);
}
