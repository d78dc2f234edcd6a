/** Frames of one connection through its mapper, and the books that have to be had anew for it. */
import { setMaxListeners } from 'node:events';
import type { Tick } from '../../proto/types.ts';
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import type { ResyncingMapper, VenueInstrument, VenueMapper } from '../venues/venue-mapper.ts';
import { Books } from './books.ts';
import { createBackoff, messageOf, type ConnectionContext } from './connection-context.ts';
import type { RecordedEvent } from './recorded-event.ts';

const CHANNEL_OF: Readonly<Record<Tick['kind'], VenueChannel | undefined>> = {
  trade: 'trades',
  quote: 'quotes',
  depth: 'depth',
  gap: undefined,
  status: undefined,
};

export interface MarketReaderOptions {
  /** Number of the connection. */
  readonly number: number;
  readonly instruments: readonly VenueInstrument[];
  readonly context: ConnectionContext;
  readonly onTicks: (ticks: readonly Tick[]) => void;
  readonly onResync: (symbol: string, isResyncing: boolean, detail: string) => void;
  /** Takes the depth of a symbol back and subscribes to it again. */
  readonly resubscribe: (instrument: VenueInstrument) => void;
}

/** Times are of `clock.elapsedMs`. */
export class MarketReader {
  readonly #options: MarketReaderOptions;
  readonly #instruments: ReadonlyMap<string, VenueInstrument>;
  readonly #mapper: VenueMapper | ResyncingMapper;
  readonly #books: Books;
  readonly #ended = new AbortController();
  /** Symbols whose book is under way over HTTP. */
  readonly #fetching = new Set<string>();

  constructor(options: MarketReaderOptions) {
    this.#options = options;
    const { context, instruments } = options;
    this.#instruments = new Map(instruments.map((one) => [one.instrument.symbol, one]));
    this.#mapper = context.venue.createMapper(instruments, context.depthLevels);
    // A book of each symbol may be under way.
    setMaxListeners(0, this.#ended.signal);
    this.#books = new Books({
      answerMs: context.timings.acknowledgeMs,
      calmMs: context.timings.calmBookMs,
      createBackoff: () => createBackoff(context),
    });
  }

  /** Symbols whose book is being fetched. */
  get resyncing(): ReadonlySet<string> {
    return this.#books.wrong;
  }

  /** What the mapper counted. */
  counts(): Readonly<Record<string, number>> {
    return this.#mapper.counts();
  }

  /**
   * Maps a frame; one that is malformed is counted, and nothing else is lost by it.
   *
   * @param isControl What it says to the connection has been understood, so a mapper may find nothing in it.
   * @returns         Whether the mapper could read it.
   */
  read(text: string, receivedTimeMs: number, isControl: boolean, nowMs: number): boolean {
    const { count, complain, redact } = this.#options.context;
    let isRead = true;
    try {
      this.#tell(this.#mapper.map(text, receivedTimeMs), nowMs);
    } catch (error) {
      isRead = false;
      if (!isControl) {
        count('malformedFrames');
        complain('malformed frame passed over', { fault: redact(messageOf(error)) });
      }
    }
    this.#takeFaults(nowMs);
    return isRead;
  }

  /** These symbols are subscribed: where the stream has changes only, their books begin with an answer over HTTP. */
  subscribed(symbols: readonly string[], nowMs: number): void {
    const { fetchBook, channels } = this.#options.context;
    if (fetchBook === undefined || !channels.includes('depth')) return;
    for (const symbol of symbols) this.#books.fault(symbol, nowMs);
  }

  /** Asks for the books that are due. */
  check(nowMs: number): void {
    const { fetchBook, channels, count } = this.#options.context;
    for (const symbol of this.#books.due(nowMs)) {
      const instrument = this.#instruments.get(symbol);
      if (instrument === undefined || !channels.includes('depth')) continue;
      // It may wait for its turn: a second one would only make that longer.
      if (this.#fetching.has(symbol)) continue;
      count('bookFetches');
      if (fetchBook === undefined) this.#options.resubscribe(instrument);
      else {
        // Mappers are others' code.
        this.#fetch(instrument, fetchBook).catch((error: unknown) => {
          this.#options.context.crash(error);
        });
      }
    }
  }

  endSymbol(symbol: string): void {
    this.#books.end(symbol);
  }

  /** Nothing more is asked for. */
  end(): void {
    this.#ended.abort();
  }

  #tell(ticks: readonly Tick[], nowMs: number): void {
    if (ticks.length === 0) return;
    for (const tick of ticks) {
      // An empty one says that nothing is known.
      if (tick.kind !== 'depth' || tick.bids.length + tick.asks.length === 0) continue;
      if (this.#books.right(tick.symbol, nowMs)) this.#options.onResync(tick.symbol, false, '');
    }
    const wanted = ticks.filter((tick) => this.#isWanted(tick));
    if (wanted.length > 0) this.#options.onTicks(wanted);
  }

  /** A topic of the venue may bring more than was asked for: quotes with the trades, a book for its best level. */
  #isWanted({ kind }: Tick): boolean {
    const channel = CHANNEL_OF[kind];
    return channel === undefined || this.#options.context.channels.includes(channel);
  }

  #takeFaults(nowMs: number): void {
    if (!('takeBookFaults' in this.#mapper)) return;
    for (const { symbol, reason } of this.#mapper.takeBookFaults()) {
      this.#options.context.count('bookFaults');
      // A stream of changes has no book in the beginning, and that is no fault.
      const isAnew = reason !== 'noSnapshot' || this.#books.hasBeenRight(symbol);
      this.#books.fault(symbol, nowMs);
      if (isAnew) {
        this.#options.onResync(symbol, true, `the book is fetched anew: ${reason}`);
      }
    }
  }

  async #fetch(
    instrument: VenueInstrument,
    fetchBook: NonNullable<ConnectionContext['fetchBook']>,
  ): Promise<void> {
    const { number: connection, context } = this.#options;
    const { clock, complain, redact, receivedMs } = context;
    const { symbol } = instrument.instrument;
    const { signal } = this.#ended;
    let text: string;
    this.#fetching.add(symbol);
    try {
      text = await fetchBook(instrument, signal);
    } catch (error) {
      if (signal.aborted) return;
      complain('a book could not be fetched', { symbol, fault: redact(messageOf(error)) });
      this.#books.fault(symbol, clock.elapsedMs());
      return;
    } finally {
      this.#fetching.delete(symbol);
    }
    if (signal.aborted) return;
    const receivedTimeMs = receivedMs();
    const event: RecordedEvent = { kind: 'answer', connection, receivedTimeMs, symbol, text };
    context.onFrame?.(event);
    try {
      this.#tell(this.#mapper.map(text, receivedTimeMs, symbol), clock.elapsedMs());
    } catch (error) {
      complain('a book that was fetched is malformed', { symbol, fault: redact(messageOf(error)) });
      this.#books.fault(symbol, clock.elapsedMs());
    }
    this.#takeFaults(clock.elapsedMs());
  }
}
