/** The day's figures of a symbol with their names. */
import { formatCompact, NO_VALUE } from '../../model/price-format.ts';
import type { InstrumentView, SymbolView } from '../../state/views.ts';
import { priceText } from './instrument-text.ts';

export interface Fact {
  readonly label: string;
  readonly text: string;
}

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A count with narrow spaces between groups. */
export function countText(count: number): string {
  return whole.format(count).replaceAll(',', '\u202f');
}

/** Six facts: open, high, low, VWAP, volume, trades. */
export function dayFacts(instrument: InstrumentView | null, view: SymbolView): Fact[] {
  const volume =
    view.volume === null || instrument === null
      ? NO_VALUE
      : formatCompact(view.volume, instrument.sizeDecimals);
  return [
    { label: 'Open', text: priceText(instrument, view.dayOpen) },
    { label: 'High', text: priceText(instrument, view.dayHigh) },
    { label: 'Low', text: priceText(instrument, view.dayLow) },
    { label: 'VWAP', text: priceText(instrument, view.vwap) },
    { label: 'Volume', text: volume },
    { label: 'Trades', text: view.tradeCount === null ? NO_VALUE : countText(view.tradeCount) },
  ];
}
