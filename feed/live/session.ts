/** What is said and heard over one connection: authentication, subscriptions, pings, frames. Knows no socket. */
import type { Tick } from '../../proto/types.ts';
import type { ControlFrame, VenueInstrument } from '../venues/venue-mapper.ts';
import { createBackoff, type ConnectionContext, type SessionEvents } from './connection-context.ts';
import { MarketReader } from './market-reader.ts';
import { Outbox } from './outbox.ts';
import { Silence } from './silence.ts';
import { Subscriptions } from './subscriptions.ts';

/** By which `classify` names the confirmation of `authenticate`. */
const AUTHENTICATION = 'authentication';
const CHANNEL_OF = { trade: 'trades', quote: 'quotes', depth: 'depth' } as const;

/** The socket as the session needs it. */
export interface Transport {
  send(text: string): void;
  /** Sends a WebSocket ping frame. */
  ping(): void;
  /** The connection is of no use any more: it is to be ended at once. `isFatal`: another one would not be, either. */
  fail(reason: string, isFatal: boolean): void;
}

export interface SessionOptions {
  /** Number of the connection. */
  readonly number: number;
  readonly instruments: readonly VenueInstrument[];
  /** Symbols that an earlier connection has carried. Absent: none. */
  readonly established?: ReadonlySet<string>;
  readonly context: ConnectionContext;
  readonly events: SessionEvents;
  readonly transport: Transport;
}

/** Begins with `open`. Times are of `clock.elapsedMs`. */
export class Session {
  readonly #options: SessionOptions;
  readonly #byNative: ReadonlyMap<string, VenueInstrument>;
  readonly #natives: ReadonlyMap<string, string>;
  readonly #subscriptions: Subscriptions;
  readonly #reader: MarketReader;
  readonly #outbox: Outbox;
  readonly #silence: Silence;
  #phase: 'new' | 'authenticating' | 'open' | 'ended' = 'new';
  #hasData = false;
  #authenticationDueMs = Infinity;
  #pingDueMs = Infinity;
  #socketPingDueMs = Infinity;

  constructor(options: SessionOptions) {
    this.#options = options;
    const { number, instruments, established, context, events } = options;
    const { venue, timings, channels } = context;
    const { capabilities, stream } = venue;
    this.#byNative = new Map(instruments.map((one) => [one.nativeSymbol, one]));
    this.#natives = new Map(instruments.map((one) => [one.instrument.symbol, one.nativeSymbol]));
    this.#subscriptions = new Subscriptions({
      natives: [...this.#byNative.keys()],
      channels,
      acknowledges: capabilities.acknowledges,
      acknowledgeMs: timings.acknowledgeMs,
      established: new Set(
        instruments.flatMap(({ instrument, nativeSymbol }) =>
          established?.has(instrument.symbol) === true ? nativeSymbol : [],
        ),
      ),
      createBackoff: () => createBackoff(context),
      nextId: context.nextId,
      build: (natives, wanted, id) => stream.subscribe(natives, wanted, id),
    });
    this.#reader = new MarketReader({
      number,
      instruments,
      context,
      onTicks: (ticks) => {
        this.#ticks(ticks);
      },
      onResync: (symbol, isResyncing, detail) => {
        events.onResync(symbol, isResyncing, detail);
      },
      resubscribe: ({ nativeSymbol }) => {
        for (const text of stream.unsubscribe([nativeSymbol], ['depth'], context.nextId())) {
          this.#outbox.push({ text });
        }
        this.#subscriptions.again(nativeSymbol, 'depth');
      },
    });
    this.#outbox = new Outbox(capabilities.limits.messages);
    this.#silence = new Silence({
      silenceMs: timings.silenceMs ?? capabilities.silenceMs,
      dataSilenceMs: timings.dataSilenceMs ?? capabilities.dataSilenceMs,
    });
  }

  /** Whether everything is subscribed. */
  get isLive(): boolean {
    return this.#phase === 'open' && this.#subscriptions.isComplete;
  }

  /** Whether market data has come. */
  get hasData(): boolean {
    return this.#hasData;
  }

  /** Symbols whose book is being fetched. */
  get resyncing(): ReadonlySet<string> {
    return this.#reader.resyncing;
  }

  /** What the mapper counted. */
  counts(): Readonly<Record<string, number>> {
    return this.#reader.counts();
  }

  /** The socket is open: says what has to be said first. */
  open(nowMs: number): void {
    const { venue, credentials, timings } = this.#options.context;
    const { pingEveryMs, socketPingEveryMs } = venue.capabilities;
    this.#silence.data(nowMs);
    if (pingEveryMs !== undefined) this.#pingDueMs = nowMs + pingEveryMs;
    if (socketPingEveryMs !== undefined) this.#socketPingDueMs = nowMs + socketPingEveryMs;
    const messages = venue.stream.authenticate?.(credentials) ?? [];
    for (const text of messages) this.#outbox.push({ text });
    this.#phase = messages.length > 0 ? 'authenticating' : 'open';
    this.#authenticationDueMs = nowMs + timings.acknowledgeMs;
    this.check(nowMs);
  }

  /** Nothing more is said or told. */
  end(): void {
    this.#phase = 'ended';
    this.#reader.end();
  }

  /** Stops asking for a symbol; what comes of it is for others to pass over. */
  endSymbol(symbol: string): void {
    this.#subscriptions.end(this.#natives.get(symbol) ?? '');
    this.#reader.endSymbol(symbol);
  }

  /** A WebSocket pong, or a frame that cannot be read, came. */
  heard(nowMs: number): void {
    this.#silence.heard(nowMs);
  }

  /** A WebSocket ping came. Its answer goes out by itself, and counts. */
  pinged(nowMs: number): void {
    this.#silence.heard(nowMs);
    this.#outbox.count(nowMs);
  }

  /** A frame came. */
  frame(text: string, receivedTimeMs: number, nowMs: number): void {
    if (this.#isOver()) return;
    this.#silence.heard(nowMs);
    const control = this.#options.context.venue.stream.classify(text);
    if (control !== undefined) this.#control(control, nowMs);
    if (this.#isOver()) return;
    // Also what was said to the connection is read: an acknowledgement may tell a mapper where trades begin.
    const isRead = this.#reader.read(text, receivedTimeMs, control !== undefined, nowMs);
    // Also a change too deep in a book to be shown is market data.
    if (isRead && control === undefined) this.#silence.data(nowMs);
    if (control?.kind === 'acknowledged') this.check(nowMs);
  }

  /** Does what is due. */
  check(nowMs: number): void {
    if (this.#phase === 'new' || this.#isOver()) return;
    const reason = this.#faultAt(nowMs);
    if (reason !== undefined) {
      this.#options.transport.fail(reason, false);
      return;
    }
    if (this.#phase === 'open') {
      this.#reader.check(nowMs);
      this.#subscribe(nowMs);
    }
    this.#ping(nowMs);
    this.#flush(nowMs);
  }

  #isOver(): boolean {
    return this.#phase === 'ended';
  }

  /** Why the connection is of no use; undefined: it is. */
  #faultAt(nowMs: number): string | undefined {
    const verdict = this.#silence.verdict(nowMs);
    if (verdict === 'dead') return 'nothing came for too long';
    if (verdict === 'mute') return 'no market data came for too long';
    if (this.#phase === 'authenticating') {
      return nowMs >= this.#authenticationDueMs ? 'the authentication was not answered' : undefined;
    }
    const { lateCount, isHopeless } = this.#subscriptions.check(nowMs);
    if (lateCount > 0) this.#options.context.count('lateConfirmations', lateCount);
    return isHopeless ? 'no subscription was confirmed' : undefined;
  }

  #ticks(ticks: readonly Tick[]): void {
    if (this.#isOver()) return;
    for (const tick of ticks) {
      if (tick.kind === 'gap' || tick.kind === 'status') continue;
      this.#hasData = true;
      if (!this.#subscriptions.isUnproven) continue;
      const native = this.#natives.get(tick.symbol) ?? '';
      if (this.#subscriptions.data(native, CHANNEL_OF[tick.kind])) this.#live([native]);
    }
    this.#options.events.onTicks(ticks);
  }

  #control(control: ControlFrame, nowMs: number): void {
    const { events, context } = this.#options;
    const { redact } = context;
    switch (control.kind) {
      case 'acknowledged':
        if (control.id !== AUTHENTICATION) this.#live(this.#subscriptions.acknowledged(control));
        else if (this.#phase === 'authenticating') this.#phase = 'open';
        break;
      case 'refused':
        this.#refused(control, nowMs);
        break;
      case 'closingSoon':
        events.onClosingSoon(redact(control.message));
        break;
      case 'status':
        if (control.isTrading !== undefined) {
          const detail = `the venue says ${redact(control.state)}`;
          events.onHalted(undefined, !control.isTrading, detail);
        }
        break;
      case 'halted':
      case 'resumed': {
        const symbol = this.#byNative.get(control.symbol)?.instrument.symbol;
        if (symbol === undefined) break;
        events.onHalted([symbol], control.kind === 'halted', redact(control.message));
        break;
      }
      case 'heartbeat':
      case 'pong':
        break;
    }
  }

  #refused(refusal: ControlFrame & { readonly kind: 'refused' }, nowMs: number): void {
    const { context, events, transport } = this.#options;
    const { symbol: native, isFatal, code, message } = refusal;
    const reason = context.redact(
      code === '' || code === message ? message : `${message} (${code})`,
    );
    context.count('refusals');
    context.complain('the venue refused a request', { reason, isFatal, nativeSymbol: native });
    if (native !== undefined) {
      const symbol = this.#byNative.get(native)?.instrument.symbol;
      if (symbol === undefined) return;
      if (this.#subscriptions.refused(native, isFatal, nowMs) === 'retried') return;
      this.#reader.endSymbol(symbol);
      events.onSymbolRefused(symbol, reason);
    } else if (isFatal || this.#phase === 'authenticating') {
      transport.fail(reason, isFatal);
    } else if (code === context.venue.capabilities.symbolLimitCode) {
      for (const ended of this.#subscriptions.refusedTooMany(nowMs)) {
        const symbol = this.#byNative.get(ended)?.instrument.symbol ?? '';
        this.#reader.endSymbol(symbol);
        events.onSymbolRefused(symbol, reason);
      }
    } else {
      this.#subscriptions.refusedSomething(nowMs);
    }
  }

  #live(natives: readonly string[]): void {
    const symbols = natives.flatMap(
      (native) => this.#byNative.get(native)?.instrument.symbol ?? [],
    );
    if (symbols.length === 0) return;
    this.#reader.subscribed(symbols, this.#options.context.clock.elapsedMs());
    this.#options.events.onLive(symbols);
  }

  #subscribe(nowMs: number): void {
    // Where one topic of the venue serves several of our channels, each asks for it.
    const asked = new Set<string>();
    for (const { id, texts } of this.#subscriptions.due(nowMs)) {
      const onSent = (): void => {
        this.#live(this.#subscriptions.sent(id, this.#options.context.clock.elapsedMs()));
      };
      const fresh = texts.filter((text) => !asked.has(text));
      for (const text of fresh) asked.add(text);
      fresh.forEach((text, index) => {
        this.#outbox.push({ text, ...(index === fresh.length - 1 && { onSent }) });
      });
      if (fresh.length === 0) onSent();
    }
  }

  #ping(nowMs: number): void {
    const { venue } = this.#options.context;
    const { pingEveryMs = Infinity, socketPingEveryMs = Infinity } = venue.capabilities;
    if (nowMs >= this.#pingDueMs) {
      this.#pingDueMs = nowMs + pingEveryMs;
      const text = venue.stream.ping?.();
      if (text !== undefined) this.#outbox.pushUrgent({ text });
    }
    if (nowMs >= this.#socketPingDueMs && this.#outbox.mayCount(nowMs)) {
      this.#socketPingDueMs = nowMs + socketPingEveryMs;
      this.#options.transport.ping();
    }
  }

  #flush(nowMs: number): void {
    for (const { text, onSent } of this.#outbox.take(nowMs)) {
      this.#options.transport.send(text);
      this.#options.context.count('messagesSent');
      onSent?.();
    }
  }
}
