/** Some symbols of a venue over one connection after another: made anew when lost, renewed before it gets too old. */
import type { Tick } from '../../proto/types.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';
import type { Backoff } from './backoff.ts';
import { Connection } from './connection.ts';
import { createBackoff, type ConnectionContext, type ConnectionEnd } from './connection-context.ts';
import { noteBooks, Overlap } from './overlap.ts';

/** A successor that was refused is tried again after so long, while the old connection goes on, ms. */
const REFUSED_RENEWAL_MS = 60_000;

/** A connection of this age, in times of `acknowledgeMs`, has heard all refusals. */
const ESTABLISHED_ANSWERS = 2;

/** What a line tells its owner. Symbols are ours; texts are without keys. */
export interface LineEvents {
  onTicks(ticks: readonly Tick[]): void;
  onLive(symbols: readonly string[]): void;
  /** There is no connection for these any more. */
  onLost(symbols: readonly string[], reason: string): void;
  /** Their connection was lost, but another one has them already: what was under way may be missing. */
  onHandedOver(symbols: readonly string[]): void;
  onSymbolRefused(symbol: string, reason: string): void;
  /** The whole venue is out of reach for good. */
  onRefused(reason: string): void;
  onResync(symbol: string, isResyncing: boolean, detail: string): void;
  onHalted(symbols: readonly string[], isHalted: boolean, detail: string): void;
  onMapperEnd(counts: Readonly<Record<string, number>>): void;
}

export interface LineOptions {
  readonly instruments: readonly VenueInstrument[];
  readonly context: ConnectionContext;
  readonly events: LineEvents;
  /** Takes the right to open a connection now, and its number; undefined: it is too early, or there are too many. */
  readonly takeNumber: (nowMs: number) => number | undefined;
  /** The venue asked for so long without any further try, of whichever line. */
  readonly holdOff: (durationMs: number) => void;
  /** Whether the venue allows a connection beside those that carry the symbols. */
  readonly mayOverlap: boolean;
}

/** A connection, and what is remembered of it. */
interface Link {
  readonly connection: Connection;
  /** What came before it was the one that counts. */
  readonly overlap: Overlap;
  /** Symbols that are subscribed. */
  readonly live: Set<string>;
  /** Symbols of which there was a book with levels. */
  readonly books: Set<string>;
  /** Since when all are subscribed. */
  liveMs: number;
  /** Whether the venue has said that it closes it soon. */
  isAnnounced: boolean;
}

/** Times are of `clock.elapsedMs`. */
export class Line {
  readonly #options: LineOptions;
  readonly #backoff: Backoff;
  /** Of tries to open a successor: data of the old connection says nothing about those. */
  readonly #renewBackoff: Backoff;
  /** Symbols that are not refused, with their instruments. */
  readonly #open: Map<string, VenueInstrument>;
  /** Symbols that a connection has carried for a while. */
  readonly #established = new Set<string>();
  /** The connection that counts. */
  #active: Link | undefined;
  /** Its successor, while both are open. */
  #incoming: Link | undefined;
  /** Closed, but not yet gone. */
  #closing: Promise<void> | undefined;
  #retryMs = 0;
  /** When the active connection is to be renewed. */
  #renewMs = Infinity;
  #isLost = false;
  #isEnded = false;

  constructor(options: LineOptions) {
    this.#options = options;
    this.#backoff = createBackoff(options.context);
    this.#renewBackoff = createBackoff(options.context);
    this.#open = new Map(options.instruments.map((one) => [one.instrument.symbol, one]));
  }

  /** Connections that are open, or not yet gone. */
  get connectionCount(): number {
    return [this.#active, this.#incoming, this.#closing].filter((one) => one !== undefined).length;
  }

  /** What the mappers of the present connections counted. */
  counts(): readonly Readonly<Record<string, number>>[] {
    return [this.#active, this.#incoming].flatMap((link) =>
      link === undefined ? [] : [link.connection.counts()],
    );
  }

  /** Does what is due. */
  check(nowMs: number): void {
    if (this.#isEnded) return;
    this.#active?.connection.check(nowMs);
    this.#incoming?.connection.check(nowMs);
    if (this.#open.size === 0) {
      void this.close();
      return;
    }
    if (this.#active === undefined) {
      if (nowMs < this.#retryMs || this.#closing !== undefined) return;
      const number = this.#options.takeNumber(nowMs);
      if (number !== undefined) this.#activate(this.#link(number));
      return;
    }
    if (this.#incoming !== undefined) this.#checkIncoming(this.#incoming, nowMs);
    else if (nowMs >= this.#renewMs && nowMs >= this.#retryMs) this.#renew(this.#active, nowMs);
  }

  /** Ends the line; resolves when its connections are closed. */
  async close(): Promise<void> {
    this.#isEnded = true;
    const links = [this.#active, this.#incoming];
    await Promise.all([...links.map((link) => link?.connection.close()), this.#closing]);
  }

  #link(number: number): Link {
    const { context, events } = this.#options;
    const overlap = new Overlap();
    const live = new Set<string>();
    const books = new Set<string>();
    const isActive = (): boolean => this.#active === link;
    const instruments = [...this.#open.values()];
    const connection = new Connection(number, instruments, new Set(this.#established), context, {
      onTicks: (ticks) => {
        noteBooks(books, ticks);
        if (!isActive()) {
          overlap.push(ticks);
          return;
        }
        if (connection.hasData) {
          this.#backoff.reset();
          // Also where not all is confirmed yet: what came has a next loss to be told of.
          this.#isLost = false;
        }
        this.#incoming?.overlap.passed(ticks);
        events.onTicks(ticks);
      },
      onLive: (symbols) => {
        for (const symbol of symbols) live.add(symbol);
        if (isActive()) this.#live(symbols);
      },
      onSymbolRefused: (symbol, reason) => {
        this.#refuse(symbol, reason);
      },
      onResync: (symbol, isResyncing, detail) => {
        if (isActive()) events.onResync(symbol, isResyncing, detail);
      },
      onHalted: (symbols, isHalted, detail) => {
        events.onHalted(symbols ?? [...this.#open.keys()], isHalted, detail);
      },
      onClosingSoon: (message) => {
        this.#announced(link, message);
      },
      onEnd: (end) => {
        this.#ended(link, end);
      },
    });
    const link: Link = { connection, overlap, live, books, liveMs: Infinity, isAnnounced: false };
    return link;
  }

  /** From now on this is the connection that counts. */
  #activate(link: Link): void {
    const { timings, venue } = this.#options.context;
    this.#active = link;
    const ageMs = timings.connectionAgeMs ?? venue.capabilities.limits.connectionAgeMs ?? Infinity;
    const lifeMs = Math.max(ageMs - timings.renewBeforeMs, ageMs / 2);
    const noticeMs = link.isAnnounced ? timings.renewNoticeMs : Infinity;
    this.#renewMs = link.connection.startedMs + Math.min(lifeMs, noticeMs);
  }

  #live(symbols: readonly string[]): void {
    if (symbols.length === 0) return;
    this.#isLost = false;
    this.#options.events.onLive(symbols);
  }

  #announced(link: Link, message: string): void {
    const { logger, timings } = this.#options.context;
    const { number: connection, startedMs } = link.connection;
    logger.info({ connection, message }, 'the venue closes the connection soon');
    link.isAnnounced = true;
    if (link !== this.#active) return;
    this.#renewMs = Math.min(this.#renewMs, startedMs + timings.renewNoticeMs);
  }

  /** Opens a connection beside the old one, or where the venue allows none, after it. */
  #renew(active: Link, nowMs: number): void {
    const { logger } = this.#options.context;
    const { number: connection } = active.connection;
    if (!this.#options.mayOverlap) {
      logger.info({ connection }, 'renewing the connection, the old one is closed first');
      this.#active = undefined;
      this.#retryMs = nowMs;
      this.#lost('the connection is renewed');
      this.#retire(active);
      return;
    }
    const successor = this.#options.takeNumber(nowMs);
    if (successor === undefined) return;
    logger.info({ connection, successor }, 'renewing the connection');
    this.#incoming = this.#link(successor);
  }

  #checkIncoming(incoming: Link, nowMs: number): void {
    const { connection, overlap, books } = incoming;
    if (!connection.isLive) {
      if (overlap.isFull) this.#abandon(incoming, nowMs);
      return;
    }
    incoming.liveMs = Math.min(incoming.liveMs, nowMs);
    const old = this.#active;
    const { renewBooksMs, renewOverlapMs } = this.#options.context.timings;
    const hasBooks = [...(old?.books ?? [])].every((symbol) => books.has(symbol));
    const waitMs = hasBooks ? renewOverlapMs : Math.max(renewBooksMs, renewOverlapMs);
    if (!overlap.isFull && nowMs - incoming.liveMs < waitMs) return;
    this.#renewBackoff.reset();
    this.#replace(incoming);
    if (old !== undefined) this.#retire(old);
  }

  /** The new connection takes the place of the old one, with what it has brought so far. */
  #replace(incoming: Link): void {
    const { context, events } = this.#options;
    const { connection, overlap, live } = incoming;
    const before = this.#active?.connection.resyncing ?? new Set<string>();
    this.#incoming = undefined;
    this.#activate(incoming);
    context.logger.info({ connection: connection.number }, 'the new connection takes over');
    for (const symbol of before) {
      if (!connection.resyncing.has(symbol)) events.onResync(symbol, false, '');
    }
    this.#live([...live]);
    events.onTicks(overlap.take());
  }

  #abandon(incoming: Link, nowMs: number): void {
    const waitMs = this.#renewBackoff.next();
    this.#retryMs = nowMs + waitMs;
    this.#incoming = undefined;
    this.#retire(incoming);
    const { number: connection } = incoming.connection;
    this.#options.context.logger.warn(
      { connection, waitMs },
      'the new connection takes too long, the old one goes on',
    );
  }

  /** Closes a connection, and keeps the place that it has with the venue until it is gone. */
  #retire(link: Link): void {
    const { connection } = link;
    this.#remember(link);
    this.#options.events.onMapperEnd(connection.counts());
    const closing = Promise.all([connection.close(), this.#closing]).then(() => {
      if (this.#closing === closing) this.#closing = undefined;
    });
    this.#closing = closing;
  }

  #ended(link: Link, end: ConnectionEnd): void {
    if (this.#isEnded || end.kind === 'closed') return;
    const isIncoming = link === this.#incoming;
    if (link !== this.#active && !isIncoming) return;
    const { context, events } = this.#options;
    // A successor that is refused harms nothing yet.
    if (end.kind === 'refused' && !isIncoming) {
      events.onRefused(end.reason);
      return;
    }
    this.#remember(link);
    events.onMapperEnd(link.connection.counts());
    const nowMs = context.clock.elapsedMs();
    const { reason } = end;
    const retryAfterMs = end.kind === 'lost' ? end.retryAfterMs : REFUSED_RENEWAL_MS;
    if (end.kind === 'lost' && retryAfterMs > 0) this.#options.holdOff(retryAfterMs);
    const fields = { connection: link.connection.number, reason };
    if (isIncoming) {
      const waitMs = this.#renewBackoff.next(retryAfterMs);
      this.#incoming = undefined;
      this.#retryMs = nowMs + waitMs;
      context.logger.warn({ ...fields, waitMs }, 'the new connection failed, the old one goes on');
      return;
    }
    const incoming = this.#incoming;
    if (incoming !== undefined) {
      context.logger.warn(fields, 'connection lost while its successor was being opened');
      // One that is subscribed has all that happened since, but not what was still under way on this one.
      if (incoming.connection.isLive) events.onHandedOver([...this.#open.keys()]);
      else this.#lost(reason);
      this.#replace(incoming);
      return;
    }
    const waitMs = this.#backoff.next(retryAfterMs);
    this.#active = undefined;
    this.#retryMs = Math.max(this.#retryMs, nowMs + waitMs);
    context.logger.warn({ ...fields, waitMs }, 'connection lost');
    this.#lost(reason);
  }

  /** What the venue carried until now it will carry again, whatever its first answers are after a loss. */
  #remember({ connection, live }: Link): void {
    const { timings, clock } = this.#options.context;
    if (clock.elapsedMs() - connection.startedMs < ESTABLISHED_ANSWERS * timings.acknowledgeMs)
      return;
    if (!connection.hasData) return;
    for (const symbol of live) this.#established.add(symbol);
  }

  #lost(reason: string): void {
    // Told once: a venue that is away for hours is no news with each try.
    if (this.#isLost) return;
    this.#isLost = true;
    this.#options.events.onLost([...this.#open.keys()], reason);
  }

  #refuse(symbol: string, reason: string): void {
    if (!this.#open.delete(symbol)) return;
    this.#active?.connection.endSymbol(symbol);
    this.#incoming?.connection.endSymbol(symbol);
    this.#options.events.onSymbolRefused(symbol, reason);
  }
}
