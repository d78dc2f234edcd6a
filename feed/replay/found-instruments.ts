/** Joins what several files tell about the same instruments; pure. */
import type { Instrument } from '../../proto/types.ts';
import { instrumentFault } from '../../proto/validate.ts';
import type { FoundInstrument } from './record-file.ts';

/** Instruments of all files. */
export interface JoinedInstruments {
  /** In the order in which they were found. */
  readonly found: readonly FoundInstrument[];
  /** Instruments that had to be left out, and why. */
  readonly faults: readonly string[];
}

/** Joins by symbol; of two with different decimals the result has those of the more precise one. */
export function joinInstruments(found: Iterable<FoundInstrument>): JoinedInstruments {
  const bySymbol = new Map<string, FoundInstrument>();
  for (const one of found) {
    const { symbol } = one.instrument;
    const before = bySymbol.get(symbol);
    bySymbol.set(symbol, before === undefined ? one : join(before, one));
  }
  const faults: string[] = [];
  const valid = [...bySymbol.values()].filter(({ instrument }) => {
    const fault = instrumentFault(instrument);
    if (fault !== undefined) faults.push(fault);
    return fault === undefined;
  });
  return { found: valid, faults };
}

function join(a: FoundInstrument, b: FoundInstrument): FoundInstrument {
  const priceDecimals = Math.max(a.instrument.priceDecimals, b.instrument.priceDecimals);
  const tickSize = commonStep(
    tickSizeIn(a.instrument, priceDecimals),
    tickSizeIn(b.instrument, priceDecimals),
  );
  const instrument: Instrument = {
    ...a.instrument,
    priceDecimals,
    sizeDecimals: Math.max(a.instrument.sizeDecimals, b.instrument.sizeDecimals),
    tickSize,
  };
  return {
    instrument,
    lowestTradeId: Math.min(a.lowestTradeId, b.lowestTradeId),
    highestTradeId: Math.max(a.highestTradeId, b.highestTradeId),
  };
}

function tickSizeIn({ tickSize, priceDecimals }: Instrument, wantedDecimals: number): number {
  return tickSize * 10 ** (wantedDecimals - priceDecimals);
}

function commonStep(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return Number.isSafeInteger(a) && a >= 1 ? a : 1;
}

/** Keeps the lowest and the highest numeric trade id of a symbol. */
export class TradeIdRange {
  lowest = Infinity;
  highest = -Infinity;

  add(tradeId: string): void {
    const id = tradeId === '' ? NaN : Number(tradeId);
    if (!Number.isSafeInteger(id)) return;
    if (id < this.lowest) this.lowest = id;
    if (id > this.highest) this.highest = id;
  }
}
