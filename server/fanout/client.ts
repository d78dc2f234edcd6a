/** One client as the fan-out sees it: its topics, its tier, its window, and what waits for it. */
import type { TierMs, TopicRequest } from '../../proto/frames.ts';
import { FlowWindow, type WindowLimits } from './flow-window.ts';
import type { Subscription } from './topic.ts';

/** Client of the engine; the gateway knows it by `key` and owns its socket. */
export class FanoutClient {
  readonly key: number;
  readonly window: FlowWindow;
  readonly subscriptions = new Map<string, Subscription>();
  /** Wanted symbols that nobody has registered yet; granted as soon as somebody does. */
  readonly awaited = new Map<string, TopicRequest>();
  /** Subscriptions that have something to tell, each once. */
  readonly pending: Subscription[] = [];
  tierMs: TierMs = 0;
  /** Not sent data before this time. */
  dueAtMs = 0;
  /** When anything was last sent. */
  lastSentMs: number;
  /** Interval that the client was last told. */
  announcedIntervalMs = 0;
  /** Whether the engine has it in its list of clients with news. */
  isQueued = false;
  isRemoved = false;

  constructor(key: number, window: WindowLimits, nowMs: number) {
    this.key = key;
    this.window = new FlowWindow(window);
    this.lastSentMs = nowMs;
  }

  /** Symbols subscribed or awaited. */
  get topicCount(): number {
    return this.subscriptions.size + this.awaited.size;
  }

  /** Interval at which it is sent data when the adaptive one is `adaptiveMs`. */
  intervalMs(adaptiveMs: number): number {
    return Math.max(this.tierMs, adaptiveMs);
  }
}
