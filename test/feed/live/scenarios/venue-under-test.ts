/** A venue's adapter with the local server that stands for the venue, and what can be expected of the two. */
import { VENUES, type VenueName } from '../../../../feed/venues/catalogue.ts';
import type { Credentials, Venue } from '../../../../feed/venues/venue.ts';
import type { VenueChannel } from '../../../../feed/venues/venue-capabilities.ts';
import type { VenueProtocol } from '../../../support/venues/venue-protocol.ts';

export interface VenueUnderTest {
  readonly name: VenueName;
  readonly venue: Venue;
  readonly protocol: VenueProtocol;
  readonly channels: readonly VenueChannel[];
  /** Right ones; empty where none are needed. */
  readonly credentials: Credentials;
  /** How often the server says that it is there, milliseconds. */
  readonly heartbeatMs: number;
  /** Trades that were missed can be fetched. */
  readonly canFill: boolean;
  /** A trade that is lost within a connection is noticed. */
  readonly seesLostTrades: boolean;
  /** A book update that is lost is noticed. */
  readonly seesLostUpdates: boolean;
  readonly hasChecksums: boolean;
  /** Sends whole books, on the stream or over HTTP. */
  readonly hasSnapshots: boolean;
  /** Says before it closes. */
  readonly hasNotice: boolean;
  /** Ends connections of a certain age. */
  readonly rollsOver: boolean;
  readonly acknowledges: boolean;
  /** Has words for "not now" about a subscription. */
  readonly refusesForNow: boolean;
  /** Has words for "no such symbol" about a subscription that name the symbol. */
  readonly refusesSymbols: boolean;
  /** Fetches the list of its instruments, or anything else, over HTTP before it connects. */
  readonly hasInstrumentList: boolean;
  /** Sends the last trade once more to who subscribes, in the words of a new one. */
  readonly repeatsLastTrade: boolean;
  /** Tells which side was the aggressor. */
  readonly tellsSide: boolean;
}

/** What cannot be read off the adapter, because it is a fact of the venue. */
export interface VenueFacts {
  readonly seesLostUpdates?: boolean;
  readonly hasChecksums?: boolean;
  readonly refusesForNow?: boolean;
  readonly refusesSymbols?: boolean;
  readonly tellsSide?: boolean;
  readonly repeatsLastTrade?: boolean;
  readonly heartbeatMs?: number;
}

/** Names of credentials get values that are found again if they ever come to light. */
export function describeVenue(
  name: VenueName,
  protocol: VenueProtocol,
  facts: VenueFacts = {},
): VenueUnderTest {
  const venue = VENUES[name];
  const { capabilities } = venue;
  const hasBooks = capabilities.channels.depth !== undefined;
  return {
    name,
    venue,
    protocol,
    channels: ['trades', 'quotes', 'depth'],
    credentials: Object.fromEntries(
      capabilities.credentials.map((field) => [field.name, `${field.name}-of-${name}-0123456789`]),
    ),
    heartbeatMs: 100,
    canFill: venue.trades !== undefined,
    seesLostTrades: capabilities.tradeIds === 'contiguous',
    seesLostUpdates: hasBooks,
    hasChecksums: false,
    hasSnapshots: hasBooks,
    hasNotice: protocol.notice !== undefined,
    rollsOver: capabilities.limits.connectionAgeMs !== undefined,
    acknowledges: capabilities.acknowledges !== 'none',
    refusesForNow: true,
    refusesSymbols: true,
    hasInstrumentList: true,
    repeatsLastTrade: false,
    tellsSide: true,
    ...facts,
  };
}
