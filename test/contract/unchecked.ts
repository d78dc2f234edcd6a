/** What the suite cannot check of a venue, because there is no sample of it; pure. */
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import type { Venue } from '../../feed/venues/venue.ts';
import { VENUE_CHANNELS } from '../../feed/venues/venue-capabilities.ts';

const TICK_OF = { trades: 'trade', quotes: 'quote', depth: 'depth' } as const;

/** Answers over HTTP and control frames. */
export function uncheckedParts(venue: Venue, samples: VenueSamples | undefined): string[] {
  const { candles, trades, book, capabilities } = venue;
  const missing: string[] = [];
  const says = (what: string, name: string): void => {
    missing.push(`${what} (samples.${name})`);
  };
  if (samples === undefined) {
    says('its instrument list', 'instruments');
    says('market data, and a run over real sockets', 'data');
  }
  if (candles !== undefined && samples?.candles === undefined) says('past bars', 'candles');
  if (trades !== undefined && samples?.trades === undefined) {
    says('past trades, by which holes are filled', 'trades');
  }
  if (book !== undefined && samples?.book === undefined) says('books over HTTP', 'book');
  const kinds = samples?.control.map(({ means }) => means.kind) ?? [];
  if (capabilities.acknowledges !== 'none' && !kinds.includes('acknowledged')) {
    says('control frames: how a subscription is confirmed', 'control');
  }
  if (!kinds.includes('refused')) says('control frames: how a request is refused', 'control');
  return missing;
}

/** Channels of which no frame is among the samples. */
export function uncheckedChannels({ capabilities }: Venue, samples: VenueSamples): string[] {
  const ticks = [...samples.data.flatMap((one) => one.ticks), ...(samples.book?.expected ?? [])];
  return VENUE_CHANNELS.filter(
    (channel) =>
      capabilities.channels[channel] !== undefined &&
      !ticks.some(({ kind }) => kind === TICK_OF[channel]),
  ).map((channel) => `${channel}: no frame gives one (samples.data)`);
}
