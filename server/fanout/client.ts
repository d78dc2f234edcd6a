/** One client as the fan-out sees it: its topics, its tier, its window, and what waits for it. */
import type { Rate, TierMs, TopicRequest } from '../../proto/frames.ts';
import { FlowWindow, type WindowLimits } from './flow-window.ts';
import type { Subscription } from './topic.ts';

/** A topic that is to be granted as soon as the window is open. */
export interface DeferredGrant {
  /** Of the Subscribe that asked for it; 0: of none, the symbol has changed. */
  readonly requestId: number;
  readonly request: TopicRequest;
}

/** Client of the engine; the gateway knows it by `key` and owns its socket. */
export class FanoutClient {
  readonly key: number;
  readonly window: FlowWindow;
  readonly subscriptions = new Map<string, Subscription>();
  /** Wanted symbols that nobody has registered yet; granted as soon as somebody does. */
  readonly awaited = new Map<string, TopicRequest>();
  /** Wanted symbols whose snapshot waits for acknowledgements. No symbol is in two of these maps. */
  readonly deferred = new Map<string, DeferredGrant>();
  /** Subscriptions that have something to tell, each once. */
  readonly pending: Subscription[] = [];
  tierMs: TierMs = 0;
  /** Not sent data before this time. */
  dueAtMs = 0;
  /** When anything was last sent. */
  lastSentMs: number;
  /** Whether the engine has it in its list of clients with news. */
  isQueued = false;
  isRemoved = false;
  /** Interval that the client was last told, milliseconds; 0: none yet. */
  #announcedMs = 0;

  constructor(key: number, window: WindowLimits, nowMs: number) {
    this.key = key;
    this.window = new FlowWindow(window);
    this.lastSentMs = nowMs;
  }

  /** Symbols that the client has asked for. */
  get topicCount(): number {
    return this.subscriptions.size + this.awaited.size + this.deferred.size;
  }

  /** What the client has asked for of a symbol; undefined if nothing. */
  requestOf(symbol: string): TopicRequest | undefined {
    return (
      this.subscriptions.get(symbol)?.request ??
      this.deferred.get(symbol)?.request ??
      this.awaited.get(symbol)
    );
  }

  /** Interval at which it is sent data when the adaptive one is `adaptiveMs`. */
  intervalMs(adaptiveMs: number): number {
    return Math.max(this.tierMs, adaptiveMs);
  }

  /**
   * When it may be sent data again after a frame at `nowMs`. Fixed tiers meet on common multiples, so
   * that clients of a tier share their fragments.
   */
  nextDueMs(nowMs: number, adaptiveMs: number): number {
    const intervalMs = this.intervalMs(adaptiveMs);
    if (this.tierMs === 0) return nowMs + intervalMs;
    return Math.floor(nowMs / this.tierMs) * this.tierMs + intervalMs;
  }

  /** What the client is to be told of its rate; remembers that it was. */
  announceRate(adaptiveMs: number): Rate {
    this.#announcedMs = Math.round(this.intervalMs(adaptiveMs));
    return { requestedIntervalMs: this.tierMs, effectiveIntervalMs: this.#announcedMs };
  }

  /** Whether the rate differs from what the client was told by more than a person would overlook. */
  hasRateMoved(adaptiveMs: number): boolean {
    if (this.#announcedMs === 0) return false;
    const movedMs = Math.abs(this.intervalMs(adaptiveMs) - this.#announcedMs);
    return movedMs > Math.max(10, this.#announcedMs / 2);
  }
}
