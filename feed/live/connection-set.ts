/** All connections of one venue: symbols split over them, and never more of them, or sooner, than the venue allows. */
import { MarketDataError } from '../../proto/errors.ts';
import type { RateLimit as Limit, VenueCapabilities } from '../venues/venue-capabilities.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';
import type { ConnectionContext } from './connection-context.ts';
import { Line, type LineEvents } from './line.ts';
import { withMargin } from './outbox.ts';
import { RateLimit } from './rate-limit.ts';

/**
 * Where a venue publishes no limit. Waits begin short again after data: two that push each other off the one connection
 * of a key would else do so several times a second.
 */
const USUAL_ATTEMPTS: Limit = { count: 30, perMs: 60_000 };

/**
 * Splits symbols over as few connections as the venue's limits allow, evenly.
 *
 * @param channelCount Channels of each symbol.
 * @throws {MarketDataError} ERR_CONFIG_INVALID when that are more connections than the venue allows.
 */
export function splitOverConnections<Item>(
  items: readonly Item[],
  channelCount: number,
  { venue, limits }: Pick<VenueCapabilities, 'venue' | 'limits'>,
): Item[][] {
  const { symbolsPerConnection = Infinity, topicsPerConnection = Infinity } = limits;
  const { connections = Infinity } = limits;
  const byTopics = Math.floor(topicsPerConnection / channelCount);
  const most = Math.max(1, Math.min(symbolsPerConnection, byTopics));
  const count = Math.max(1, Math.ceil(items.length / most));
  if (count > connections) {
    throw new MarketDataError(
      'ERR_CONFIG_INVALID',
      `${venue}: ${String(items.length)} symbols asked for, the venue allows ${String(most)} on each of ` +
        `${String(connections)} connections: name fewer`,
    );
  }
  const groups: Item[][] = Array.from({ length: count }, () => []);
  items.forEach((item, index) => groups[index % count]?.push(item));
  return groups;
}

/** The lines of one source. Times are of `clock.elapsedMs`. */
export class ConnectionSet {
  readonly #lines: readonly Line[];
  readonly #attempts: RateLimit;
  readonly #connections: number;
  #number = 0;
  #heldUntilMs = -Infinity;

  /** @throws {MarketDataError} ERR_CONFIG_INVALID: more symbols than the venue allows. */
  constructor(
    instruments: readonly VenueInstrument[],
    context: ConnectionContext,
    events: LineEvents,
  ) {
    const { capabilities } = context.venue;
    const { connections = Infinity, connectionAttempts } = capabilities.limits;
    const groups = splitOverConnections(instruments, context.channels.length, capabilities);
    this.#connections = connections;
    this.#attempts = new RateLimit(withMargin(connectionAttempts ?? USUAL_ATTEMPTS));
    this.#lines = groups.map(
      (group) =>
        new Line({
          instruments: group,
          context,
          events,
          takeNumber: (nowMs) => this.#takeNumber(nowMs),
          holdOff: (durationMs) => {
            const untilMs = context.clock.elapsedMs() + durationMs;
            this.#heldUntilMs = Math.max(this.#heldUntilMs, untilMs);
          },
          // Without ids the trades of both connections would all count twice.
          mayOverlap: groups.length < connections && capabilities.tradeIds !== 'none',
        }),
    );
  }

  /** Connections that are open now. */
  get connectionCount(): number {
    return this.#lines.reduce((sum, line) => sum + line.connectionCount, 0);
  }

  /** What the mappers of the present connections counted. */
  counts(): readonly Readonly<Record<string, number>>[] {
    return this.#lines.flatMap((line) => line.counts());
  }

  check(nowMs: number): void {
    for (const line of this.#lines) line.check(nowMs);
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()));
  }

  #takeNumber(nowMs: number): number | undefined {
    if (nowMs < this.#heldUntilMs) return undefined;
    if (this.connectionCount >= this.#connections) return undefined;
    if (this.#attempts.delayMs(nowMs) > 0) return undefined;
    this.#attempts.take(nowMs);
    this.#number += 1;
    return this.#number;
  }
}
