/** One client as the fan-out sees it: its window, what it still waits for, and what it was told of its rate. */
import type { Rate, TopicRequest } from '../../proto/frames.ts';
import type { Cohort } from './cohort.ts';
import { FlowWindow, type WindowLimits } from './flow-window.ts';
import { plainRequest } from './resume.ts';

/** A topic that is to be granted as soon as the window is open. */
export interface DeferredGrant {
  /** Of the Subscribe that asked for it; 0: of none, the symbol has changed. */
  readonly requestId: number;
  /** With what the client holds: until it is granted it is told nothing of the symbol. */
  readonly request: TopicRequest;
}

/** A slow client is told how slow no more often than this, milliseconds. */
const HELD_NEWS_MS = 1_000;

/** Client of the engine; the gateway knows it by `key` and owns its socket. */
export class FanoutClient {
  readonly key: number;
  readonly window: FlowWindow;
  cohort: Cohort;
  /** Wanted symbols that nobody has registered yet; granted as soon as somebody does. */
  readonly awaited = new Map<string, TopicRequest>();
  /** Wanted symbols whose snapshot waits for acknowledgements. No symbol is in both, or granted as well. */
  readonly deferred = new Map<string, DeferredGrant>();
  /** When anything was last sent. */
  lastSentMs: number;
  /** Number of the delivery that it last had a part in. */
  lastDelivery = 0;
  isRemoved = false;
  /** Since when its news waits for acknowledgements; undefined: it does not. */
  #heldSinceMs: number | undefined;
  /** How long it waited altogether, and frames of data it got, since it was last told its rate. */
  #heldMs = 0;
  #dataFrames = 0;
  #toldAtMs = 0;
  /** Interval that it was last told, milliseconds; 0: none yet. */
  #toldMs = 0;
  #wasToldOfHolding = false;

  constructor(key: number, window: WindowLimits, cohort: Cohort, nowMs: number) {
    this.key = key;
    this.window = new FlowWindow(window);
    this.cohort = cohort;
    this.lastSentMs = nowMs;
  }

  /** Symbols that the client has asked for. */
  get topicCount(): number {
    return this.cohort.subscriptions.size + this.awaited.size + this.deferred.size;
  }

  /** Whether the client has asked for a symbol. */
  hasAskedFor(symbol: string): boolean {
    return (
      this.cohort.subscriptions.has(symbol) || this.deferred.has(symbol) || this.awaited.has(symbol)
    );
  }

  /** A request that brings the client up to date of a symbol, from where it is; undefined: it wants none. */
  renewalOf(symbol: string): TopicRequest | undefined {
    const subscription = this.cohort.subscriptions.get(symbol);
    if (subscription) return subscription.topic.renewal(subscription);
    const waiting = this.deferred.get(symbol)?.request ?? this.awaited.get(symbol);
    // Whatever has changed may be older than the newest bar that the client holds.
    return waiting && { ...waiting, bars: plainRequest(waiting).bars };
  }

  /** Whether its news waits for acknowledgements. */
  get isHeld(): boolean {
    return this.#heldSinceMs !== undefined;
  }

  hold(nowMs: number): void {
    this.#heldSinceMs ??= nowMs;
  }

  release(nowMs: number): void {
    this.#heldMs += nowMs - (this.#heldSinceMs ?? nowMs);
    this.#heldSinceMs = undefined;
  }

  /** Takes note of a frame of data. */
  sent(bytes: number, nowMs: number): void {
    this.window.sent(bytes, nowMs);
    this.#dataFrames += 1;
  }

  /** Its interval, milliseconds, for a Subscribed; remembers that it was told. */
  announceInterval(adaptiveMs: number): number {
    this.#toldMs = Math.round(this.cohort.intervalMs(adaptiveMs));
    return this.#toldMs;
  }

  /** What the client is to be told of its rate; remembers that it was. */
  announceRate(adaptiveMs: number, nowMs: number): Rate {
    const intervalMs = this.cohort.intervalMs(adaptiveMs);
    if (this.#heldSinceMs !== undefined) {
      this.#heldMs += nowMs - this.#heldSinceMs;
      this.#heldSinceMs = nowMs;
    }
    const wasHeld = this.#heldMs > 0;
    const rate = {
      requestedIntervalMs: this.cohort.tierMs,
      effectiveIntervalMs: Math.round(intervalMs),
      heldFlushCount: Math.ceil(this.#heldMs / intervalMs),
      actualIntervalMs: wasHeld
        ? Math.round((nowMs - this.#toldAtMs) / Math.max(1, this.#dataFrames))
        : 0,
    };
    this.#toldMs = rate.effectiveIntervalMs;
    this.#toldAtMs = nowMs;
    this.#wasToldOfHolding = wasHeld;
    this.#heldMs = 0;
    this.#dataFrames = 0;
    return rate;
  }

  /** Whether its rate differs from what it was told by more than a person would overlook. */
  hasRateNews(adaptiveMs: number, nowMs: number): boolean {
    if (this.#toldMs === 0) return false;
    const movedMs = Math.abs(this.cohort.intervalMs(adaptiveMs) - this.#toldMs);
    if (movedMs > Math.max(10, this.#toldMs / 2)) return true;
    const isHeld = this.isHeld || this.#heldMs > 0;
    return (isHeld || this.#wasToldOfHolding) && nowMs - this.#toldAtMs >= HELD_NEWS_MS;
  }
}
