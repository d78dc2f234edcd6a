/** Splits a price text into the parts that are set differently: head, pips, fraction of a pip. */
import type { InstrumentView } from '../../state/views.ts';
import { displayDecimals } from '../../model/price-format.ts';

export interface PriceParts {
  readonly head: string;
  /** The last two digits that move in whole steps, with a separator between them if there is one. */
  readonly pips: string;
  /** Tenth of a pip, set small; empty for most instruments. */
  readonly fraction: string;
}

const CURRENCY_PAIR = /^[A-Z]{3}[-/_.]?[A-Z]{3}$/;

/**
 * Whether the last digit is a tenth of a pip: currency pairs are quoted by pips of the fourth
 * decimal (second for yen), and nearly all venues add one digit.
 */
export function hasPipFraction(
  instrument: Pick<InstrumentView, 'symbol' | 'priceDecimals' | 'tickSize'>,
): boolean {
  const shown = displayDecimals(instrument.priceDecimals, instrument.tickSize);
  return (shown === 5 || shown === 3) && CURRENCY_PAIR.test(instrument.symbol);
}

/**
 * @param text        A price text; joined, the parts are exactly this text.
 * @param hasFraction Whether the last digit is a fraction of a pip.
 */
export function priceParts(text: string, hasFraction: boolean): PriceParts {
  const end = hasFraction ? text.length - 1 : text.length;
  let start = end;
  let digits = 0;
  while (start > 0 && digits < 2) {
    start -= 1;
    if (isDigit(text, start)) digits += 1;
  }
  // Nothing to emphasise in a text without two digits.
  if (digits < 2) return { head: text, pips: '', fraction: '' };
  return { head: text.slice(0, start), pips: text.slice(start, end), fraction: text.slice(end) };
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}
