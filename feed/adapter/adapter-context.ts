/** What a source function of the user's own is given, and what it may yield. */
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import type { Toolkit } from './toolkit.ts';

/** What the feed hands to a source function. */
export interface AdapterContext {
  /** `--symbols`, as typed; empty: the source's own choice. */
  readonly symbols: readonly string[];
  /** `--channels`. */
  readonly channels: readonly VenueChannel[];
  /** Environment variables, for addresses and keys. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Its `sleep(ms, signal)` ends at once when the feed stops. */
  readonly clock: Clock;
  /** 0 <= x < 1. */
  readonly random: () => number;
  /** Nothing per tick, and no keys. */
  readonly logger: Logger;
  /** Aborted when the feed stops: for fetch and whatever else waits. */
  readonly signal: AbortSignal;
  readonly toolkit: Toolkit;
}

/** `AdapterContext` without what the loader adds. */
export type SourceFunctionContext = Omit<AdapterContext, 'toolkit'>;

/**
 * A tick as an object of the line format (feed/lines/README.md), e.g. `{ symbol: 'ACME', price: 101.25, size: 3 }`;
 * numbers may be numbers or texts.
 */
export interface TickLine {
  /** Absent: trade. */
  readonly type?: 'trade' | 'quote' | 'depth' | 'instrument' | 'status' | 'gap';
  /** Absent only in a status or gap of all symbols. */
  readonly symbol?: string;
  readonly [field: string]: unknown;
}
