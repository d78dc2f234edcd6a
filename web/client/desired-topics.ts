/** The set of topics that the page wants, and what to tell the server so that it knows. */
import type {
  BarsRequest,
  ClientMessage,
  ErrorInfo,
  Subscribed,
  TopicRequest,
} from '../../proto/frames.ts';
import { backoffDelayMs } from './backoff.ts';

/** What was sent of one symbol on this connection. */
interface SentTopic {
  /** Of the request as it was sent; the server has nothing else. */
  readonly fingerprint: string;
  readonly requestId: number;
}

/** Why a symbol cannot be had. */
export interface TopicFault {
  readonly code: string;
  readonly message: string;
  readonly failures: number;
  /** Whether it is asked for again by itself. */
  readonly isRetryable: boolean;
  /** When it is asked for again; Infinity: not on this connection. */
  readonly retryAtMs: number;
}

/**
 * Owns the wanted set; the server is only told of it. `changes` gives the difference to what was
 * sent on this connection, and after `reconnected` that difference is the whole set.
 */
export class DesiredTopics {
  readonly #random: () => number;
  #desired = new Map<string, TopicRequest>();
  readonly #sent = new Map<string, SentTopic>();
  readonly #faults = new Map<string, TopicFault>();
  #lastRequestId = 0;
  /** Symbols that are refused in one answer come back in one Subscribe: they share their jitter. */
  #jitter = { requestId: 0, random: 0 };

  /** @param random Uniform in [0, 1), for the jitter of retries. */
  constructor(random: () => number) {
    this.#random = random;
  }

  /** Symbols wanted, in the order of the page. */
  get symbols(): Iterable<string> {
    return this.#desired.keys();
  }

  has(symbol: string): boolean {
    return this.#desired.has(symbol);
  }

  request(symbol: string): TopicRequest | undefined {
    return this.#desired.get(symbol);
  }

  fault(symbol: string): TopicFault | undefined {
    return this.#faults.get(symbol);
  }

  /** Count of the wanted symbols if the server has put every one of them off; else 0. */
  get postponedCount(): number {
    for (const symbol of this.#desired.keys()) {
      if (this.#faults.get(symbol)?.isRetryable !== true) return 0;
    }
    return this.#desired.size;
  }

  /** When the next failed symbol is to be asked for again; Infinity: none. */
  get dueMs(): number {
    let dueMs = Infinity;
    for (const { retryAtMs } of this.#faults.values()) dueMs = Math.min(dueMs, retryAtMs);
    return dueMs;
  }

  /** Replaces the wanted set. Of topics with the same symbol the last one holds. */
  set(topics: readonly TopicRequest[]): void {
    this.#desired = new Map(topics.map((topic) => [topic.symbol, topic]));
    for (const symbol of this.#faults.keys()) {
      if (!this.#desired.has(symbol)) this.#faults.delete(symbol);
    }
  }

  /** What was sent of these no longer counts: they are asked for again. */
  resend(symbols: readonly string[]): void {
    for (const symbol of symbols) {
      const sent = this.#sent.get(symbol);
      if (sent) this.#sent.set(symbol, { ...sent, fingerprint: '' });
    }
  }

  /** A new socket knows nothing; what failed before may work there. */
  reconnected(): void {
    this.#sent.clear();
    for (const [symbol, fault] of this.#faults) {
      this.#faults.set(symbol, { ...fault, retryAtMs: Infinity });
    }
  }

  /**
   * Returns what to send so that the server has the wanted set: at most one Unsubscribe and one
   * Subscribe. What it returns counts as sent.
   *
   * @param resumed Adds to a topic what is held of it already.
   */
  changes(
    nowMs: number,
    resumed: (topic: TopicRequest) => TopicRequest = (topic) => topic,
  ): ClientMessage[] {
    const messages: ClientMessage[] = [];
    const gone = [...this.#sent.keys()].filter((symbol) => !this.#desired.has(symbol));
    if (gone.length > 0) {
      for (const symbol of gone) this.#sent.delete(symbol);
      messages.push({ kind: 'unsubscribe', requestId: this.#nextRequestId(), symbols: gone });
    }
    const topics = [...this.#desired.values()].filter((topic) => this.#isDue(topic, nowMs));
    if (topics.length > 0) {
      const requestId = this.#nextRequestId();
      for (const topic of topics) {
        this.#sent.set(topic.symbol, { fingerprint: fingerprintOf(topic), requestId });
        const fault = this.#faults.get(topic.symbol);
        // The fault stays on show until the server grants the symbol; only the retry is done.
        if (fault) this.#faults.set(topic.symbol, { ...fault, retryAtMs: Infinity });
      }
      messages.push({ kind: 'subscribe', requestId, topics: topics.map(resumed) });
    }
    return messages;
  }

  #isDue(topic: TopicRequest, nowMs: number): boolean {
    const sent = this.#sent.get(topic.symbol);
    if (sent?.fingerprint !== fingerprintOf(topic)) return true;
    return nowMs >= (this.#faults.get(topic.symbol)?.retryAtMs ?? Infinity);
  }

  /** Takes what the server granted. Returns the symbols whose fault is over. */
  onSubscribed(subscribed: Subscribed): string[] {
    return subscribed.symbols
      .map(({ symbol }) => symbol)
      .filter((symbol) => this.#faults.delete(symbol));
  }

  /**
   * Takes an error of the server. One that names no symbol speaks of all symbols of its request.
   *
   * @returns The symbols that it is about; empty: it is about none that is wanted.
   */
  onError(error: ErrorInfo, nowMs: number): string[] {
    const symbols = this.#concerned(error);
    for (const symbol of symbols) {
      const failures = (this.#faults.get(symbol)?.failures ?? 0) + 1;
      const delayMs = error.retryable
        ? // Never at once: an error that is answered with the same request is a storm.
          500 + backoffDelayMs(failures, Infinity, this.#jitterOf(error.requestId))
        : Infinity;
      this.#faults.set(symbol, {
        code: error.code,
        message: error.message,
        failures,
        isRetryable: error.retryable,
        retryAtMs: nowMs + delayMs,
      });
    }
    return symbols;
  }

  #jitterOf(requestId: number): number {
    if (requestId === 0) return this.#random();
    if (requestId !== this.#jitter.requestId) {
      this.#jitter = { requestId, random: this.#random() };
    }
    return this.#jitter.random;
  }

  #concerned(error: ErrorInfo): string[] {
    if (error.symbol !== '') return this.#desired.has(error.symbol) ? [error.symbol] : [];
    if (error.requestId === 0) return [];
    return [...this.#sent]
      .filter(([symbol, sent]) => sent.requestId === error.requestId && this.has(symbol))
      .map(([symbol]) => symbol);
  }

  #nextRequestId(): number {
    // uint32 on the wire; 0 means "no request".
    this.#lastRequestId = (this.#lastRequestId % 0xffffffff) + 1;
    return this.#lastRequestId;
  }
}

function fingerprintOf({ channels, bars }: TopicRequest): string {
  return `${channels.join()}|${bars.map(barsFingerprint).join()}`;
}

function barsFingerprint({ interval, historyCount }: BarsRequest): string {
  return `${interval}:${String(historyCount)}`;
}
