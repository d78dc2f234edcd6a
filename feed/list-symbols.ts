/** `npm run feed -- symbols`: what a venue offers, one instrument a line. */
import type { SymbolsConfig } from './config/parse.ts';
import { openVenues, type SourceContext } from './open-source.ts';
import { fetchInstruments } from './live/http/instruments.ts';
import { VenueHttp } from './live/http/venue-http.ts';
import { DEFAULT_TIMINGS } from './live/timings.ts';

/**
 * Fetches the instrument lists and prints them: our symbol, the venue's name of it, its decimals, its name.
 *
 * @throws {MarketDataError} ERR_VENUE_REFUSED, ERR_VENUE_PROTOCOL, ERR_CONFIG_INVALID
 */
export async function listSymbols(
  { sources }: SymbolsConfig,
  context: SourceContext,
  print: (text: string) => void,
): Promise<void> {
  for (const { venue, access } of await openVenues(sources, context)) {
    const { clock, random, logger, signal } = context;
    const http = new VenueHttp({
      capabilities: venue.capabilities,
      ...(access.urls.http !== undefined && { baseUrl: access.urls.http }),
      clock,
      random,
      logger,
      timeoutMs: DEFAULT_TIMINGS.httpTimeoutMs,
      minBackoffMs: DEFAULT_TIMINGS.backoffMinMs,
      maxBackoffMs: DEFAULT_TIMINGS.backoffMaxMs,
    });
    const instruments = await fetchInstruments(http, venue, access.credentials, signal);
    const rows = instruments.map(({ instrument, nativeSymbol }) => [
      instrument.symbol,
      nativeSymbol,
      `${String(instrument.priceDecimals)}/${String(instrument.sizeDecimals)}`,
      instrument.displayName,
    ]);
    print(table([['symbol', 'at the venue', 'decimals', 'name'], ...rows]));
  }
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map(
      (row) =>
        row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('');
}
