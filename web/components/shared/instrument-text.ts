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

/**
 * A name for a narrow row: of `Bitcoin / US dollar` the traded side (the symbol names the other), of a
 * company its name without the legal form.
 */
export function shortName(instrument: InstrumentView | null): string {
  const name = instrument?.displayName.split(' / ')[0] ?? '';
  return name.replace(LEGAL_FORM, '');
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
