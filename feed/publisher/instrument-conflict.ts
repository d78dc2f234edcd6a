/** Finds instruments that would read what is stored of their symbols wrongly. Pure. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument } from '../../proto/types.ts';

/** Symbols that a message names. */
const NAMED_SYMBOLS = 5;

/** Two instruments of one name whose numbers mean different things. */
export interface InstrumentConflict {
  readonly stored: Instrument;
  readonly offered: Instrument;
}

/**
 * Compares what a feed offers with what is registered.
 *
 * @param stored By symbol.
 */
export function findConflicts(
  offered: Iterable<Instrument>,
  stored: ReadonlyMap<string, Instrument>,
): InstrumentConflict[] {
  const conflicts: InstrumentConflict[] = [];
  for (const instrument of offered) {
    const known = stored.get(instrument.symbol);
    if (known === undefined || isSameScale(known, instrument)) continue;
    conflicts.push({ stored: known, offered: instrument });
  }
  return conflicts;
}

/** What a feed with conflicts ends with. */
export function conflictError(conflicts: readonly InstrumentConflict[]): MarketDataError {
  const named = conflicts
    .slice(0, NAMED_SYMBOLS)
    .map(
      ({ stored, offered }) =>
        `${offered.symbol} (stored: ${describe(stored)}; now: ${describe(offered)})`,
    );
  const more = conflicts.length - named.length;
  return new MarketDataError(
    'ERR_INSTRUMENT_CONFLICT',
    `${named.join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}: what is stored under ` +
      `${conflicts.length === 1 ? 'this name' : 'these names'} would be read wrongly. Publish under another symbol ` +
      'name, or start with --replace-history, which deletes the bars, statistics and trades that are stored',
  );
}

function isSameScale(a: Instrument, b: Instrument): boolean {
  return (
    a.venue === b.venue && a.priceDecimals === b.priceDecimals && a.sizeDecimals === b.sizeDecimals
  );
}

function describe({ venue, priceDecimals, sizeDecimals }: Instrument): string {
  return `venue ${venue || '-'}, ${String(priceDecimals)} price and ${String(sizeDecimals)} size decimals`;
}
