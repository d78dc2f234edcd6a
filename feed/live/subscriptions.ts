/** Which subscriptions of one connection are asked for, confirmed and refused, and when to ask again; pure. */
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import type { Backoff } from './backoff.ts';
import { buildRequests, type BuiltRequest, type RequestBuilder } from './subscription-requests.ts';

/** A venue that refuses a whole request for one symbol gets the others again after so long, unless it took them, ms. */
const AFTER_REFUSAL_MS = 1_000;
/** A connection on which this many requests in a row for the same thing, and all others, got no answer is of no use. */
const HOPELESS_FAILURES = 3;

/** A channel of a symbol. */
interface Topic {
  readonly channel: VenueChannel;
  /** `asked`: on its way to the socket; `pending`: sent, not yet confirmed. */
  state: 'wanted' | 'asked' | 'pending' | 'confirmed';
  /** When it is to be asked for, or has to be confirmed. */
  dueMs: number;
  requestId: string;
  /** Whether the venue took it once on this connection: then it cannot be unknown. */
  wasConfirmed: boolean;
  /** Whether an answer or data showed that; sending alone, where the venue answers nothing, does not. */
  isProven: boolean;
  readonly backoff: Backoff;
}

interface Market {
  readonly native: string;
  readonly topics: readonly Topic[];
  isLive: boolean;
}

export interface SubscriptionsOptions extends RequestBuilder {
  /** Names as the venue writes them. */
  readonly natives: readonly string[];
  /** Only such as the venue has; at least one. */
  readonly channels: readonly VenueChannel[];
  readonly acknowledgeMs: number;
  /** Of `natives` those that the venue has carried on an earlier connection: they cannot be too many. Absent: none. */
  readonly established?: ReadonlySet<string>;
  readonly createBackoff: () => Backoff;
}

/** All subscriptions of one connection. Times are ms of a clock that never goes back. */
export class Subscriptions {
  readonly #options: SubscriptionsOptions;
  readonly #markets = new Map<string, Market>();
  #liveCount = 0;
  #unprovenCount = 0;
  #hasConfirmation = false;
  /** After a refusal of too many: so many new symbols are asked for at once, the next ones when they are confirmed. */
  #most = Infinity;
  /** When `due` or `check` have something to do, as far as is known. */
  #nextMs = 0;

  constructor(options: SubscriptionsOptions) {
    this.#options = options;
    for (const native of options.natives) {
      const topics = options.channels.map((channel): Topic => ({
        channel,
        state: 'wanted',
        dueMs: 0,
        requestId: '',
        wasConfirmed: false,
        isProven: false,
        backoff: options.createBackoff(),
      }));
      this.#markets.set(native, { native, topics, isLive: false });
      this.#unprovenCount += topics.length;
    }
  }

  /** Whether every symbol that is not ended has been confirmed. */
  get isComplete(): boolean {
    return this.#liveCount === this.#markets.size;
  }

  /** Symbols that are not ended. */
  get size(): number {
    return this.#markets.size;
  }

  /** What has to be asked for now. */
  due(nowMs: number): BuiltRequest[] {
    if (nowMs < this.#nextMs) return [];
    const groups = new Map<string, { channels: VenueChannel[]; natives: string[] }>();
    let left = this.#most < Infinity && this.#isTrying() ? 0 : this.#most;
    for (const { native, topics } of this.#markets.values()) {
      const wanted = topics.filter(({ state, dueMs }) => state === 'wanted' && dueMs <= nowMs);
      if (wanted.length === 0 || left <= 0) continue;
      left -= 1;
      const channels = wanted.map(({ channel }) => channel);
      const group = groups.get(channels.join()) ?? { channels, natives: [] };
      group.natives.push(native);
      groups.set(channels.join(), group);
    }
    const requests = [...groups.values()].flatMap(({ channels, natives }) =>
      buildRequests(natives, channels, this.#options),
    );
    for (const request of requests) this.#mark(request);
    this.#look();
    return requests;
  }

  /** The last message of a request is out. Returns the symbols that are live by that (venues that answer nothing). */
  sent(id: string, nowMs: number): string[] {
    const { acknowledges, acknowledgeMs } = this.#options;
    const live: string[] = [];
    for (const market of this.#markets.values()) {
      for (const topic of market.topics) {
        if (topic.requestId !== id || topic.state !== 'asked') continue;
        topic.state = 'pending';
        topic.dueMs = nowMs + acknowledgeMs;
        if (acknowledges === 'none') this.#confirm(market, topic, live, false);
      }
    }
    this.#look();
    return live;
  }

  /** The venue took a request. Returns the symbols that are live by that. */
  acknowledged(answer: { readonly id?: string; readonly symbols?: readonly string[] }): string[] {
    const { acknowledges } = this.#options;
    const live: string[] = [];
    if (acknowledges === 'none') return live;
    // Several messages of one request are numbered behind a hyphen.
    const named = answer.id?.split('-')[0];
    const id = named !== undefined && this.#isPending(named) ? named : undefined;
    // It has to say what it is about.
    if (id === undefined && answer.symbols === undefined) return live;
    for (const market of this.#marketsOf(answer.symbols)) {
      for (const topic of market.topics) {
        if (topic.state !== 'pending' || (id !== undefined && topic.requestId !== id)) continue;
        this.#confirm(market, topic, live, true);
      }
    }
    return live;
  }

  /** Whether data could still prove something. */
  get isUnproven(): boolean {
    return this.#unprovenCount > 0;
  }

  /** Market data came, which proves its subscription. Returns whether the symbol is live by that. */
  data(native: string, channel: VenueChannel): boolean {
    const market = this.#markets.get(native);
    if (market === undefined) return false;
    const live: string[] = [];
    for (const topic of market.topics) {
      if (topic.channel !== channel || topic.isProven) continue;
      const isSent = topic.state === 'pending' || topic.state === 'confirmed';
      if (isSent) this.#confirm(market, topic, live, true);
    }
    return live.length > 0;
  }

  /**
   * The venue refused something for now, and does not say what. Where it confirms nothing, either, all that brought no
   * data is asked for again; elsewhere what was refused is not confirmed in time.
   */
  refusedSomething(nowMs: number): void {
    if (this.#options.acknowledges !== 'none') return;
    const topics = [...this.#markets.values()].flatMap((market) => market.topics);
    this.#fail(
      topics.filter(({ state, isProven }) => state === 'confirmed' && !isProven),
      nowMs,
    );
    this.#look();
  }

  /**
   * The venue refused something of a symbol.
   *
   * @returns `ended`: it is unknown or not allowed, and has been taken out; `retried`: it is asked for again.
   */
  refused(native: string, isFatal: boolean, nowMs: number): 'ended' | 'retried' {
    const market = this.#markets.get(native);
    if (market === undefined) return 'retried';
    const pending = market.topics.filter(({ state }) => state === 'pending');
    if (isFatal && pending.some(({ wasConfirmed }) => !wasConfirmed)) {
      this.end(native);
      this.#hasten(new Set(pending.map(({ requestId }) => requestId)), nowMs);
      return 'ended';
    }
    this.#fail(pending, nowMs);
    this.#look();
    return 'retried';
  }

  /**
   * The venue refused symbols because they are more than the plan has, and does not say which ones.
   *
   * Where it takes all of a request or none, what it refused is asked for again in smaller parts until it is a single
   * symbol; where it confirms nothing, a refusal is of the last symbol that brought no data.
   *
   * @returns Symbols that have been taken out by that.
   */
  refusedTooMany(nowMs: number): string[] {
    if (this.#options.acknowledges === 'none') {
      const last = [...this.#markets.values()].findLast((one) => this.#isDoubtful(one));
      if (last === undefined) this.refusedSomething(nowMs);
      else this.end(last.native);
      return last === undefined ? [] : [last.native];
    }
    const refused = this.#oldestPending();
    const markets = [...this.#markets.values()].filter(({ topics }) =>
      topics.some((topic) => refused.includes(topic)),
    );
    const ended: string[] = [];
    if (!markets.some((market) => this.#isDoubtful(market))) this.#fail(refused, nowMs);
    else if (markets.length > 1) {
      this.#most = Math.max(1, Math.min(this.#most, markets.length) >> 1);
      for (const topic of refused) want(topic, nowMs);
    } else {
      // Not one more fits in.
      for (const market of this.#markets.values()) {
        if (this.#isDoubtful(market)) ended.push(market.native);
      }
      for (const native of ended) this.end(native);
    }
    this.#look();
    return ended;
  }

  /** Takes a symbol out: nothing more is asked of it. */
  end(native: string): void {
    const market = this.#markets.get(native);
    if (market === undefined) return;
    if (market.isLive) this.#liveCount -= 1;
    this.#unprovenCount -= market.topics.filter(({ isProven }) => !isProven).length;
    this.#markets.delete(native);
  }

  /** A channel of a symbol, just taken back, is to be asked for once more. */
  again(native: string, channel: VenueChannel): void {
    for (const topic of this.#markets.get(native)?.topics ?? []) {
      if (topic.channel !== channel) continue;
      if (topic.isProven) this.#unprovenCount += 1;
      topic.isProven = false;
      want(topic, 0);
    }
    this.#nextMs = 0;
  }

  /**
   * Looks for what was not confirmed in time.
   *
   * @returns How many topics that was; `isHopeless`: nothing was ever confirmed, and was asked for often enough.
   */
  check(nowMs: number): { readonly lateCount: number; readonly isHopeless: boolean } {
    const late: Topic[] = [];
    if (nowMs < this.#nextMs) return { lateCount: 0, isHopeless: false };
    for (const { topics } of this.#markets.values()) {
      for (const topic of topics) {
        if (topic.state === 'pending' && topic.dueMs <= nowMs) late.push(topic);
      }
    }
    this.#fail(late, nowMs);
    const isHopeless =
      !this.#hasConfirmation && late.some(({ backoff }) => backoff.failures >= HOPELESS_FAILURES);
    this.#look();
    return { lateCount: late.length, isHopeless };
  }

  /** Whether new symbols are on their way, of which it is not known whether they fit in. */
  #isTrying(): boolean {
    for (const { topics } of this.#markets.values()) {
      const isUnderWay = topics.some(
        ({ state, wasConfirmed }) => !wasConfirmed && (state === 'asked' || state === 'pending'),
      );
      if (isUnderWay) return true;
    }
    return false;
  }

  /** Whether the symbol may be one too many. */
  #isDoubtful({ native, topics }: Market): boolean {
    if (this.#options.established?.has(native) === true) return false;
    if (this.#options.acknowledges !== 'none') return topics.some((one) => !one.wasConfirmed);
    return topics.every(({ state, isProven }) => state === 'confirmed' && !isProven);
  }

  /** What was asked for in the oldest request that is not answered: answers come in order. */
  #oldestPending(): Topic[] {
    const pending = [...this.#markets.values()]
      .flatMap(({ topics }) => topics)
      .filter(({ state }) => state === 'pending');
    const oldest = Math.min(...pending.map(({ requestId }) => Number(requestId)));
    return pending.filter(({ requestId }) => Number(requestId) === oldest);
  }

  #mark({ id, natives, channels }: BuiltRequest): void {
    for (const native of natives) {
      for (const topic of this.#markets.get(native)?.topics ?? []) {
        if (!channels.includes(topic.channel)) continue;
        topic.state = 'asked';
        topic.requestId = id;
      }
    }
  }

  #isPending(id: string): boolean {
    for (const { topics } of this.#markets.values()) {
      if (topics.some(({ state, requestId }) => state === 'pending' && requestId === id))
        return true;
    }
    return false;
  }

  #confirm(market: Market, topic: Topic, live: string[], isProof: boolean): void {
    this.#hasConfirmation = true;
    topic.state = 'confirmed';
    topic.wasConfirmed = true;
    if (isProof) {
      if (!topic.isProven) this.#unprovenCount -= 1;
      topic.isProven = true;
      topic.backoff.reset();
    }
    if (market.isLive || market.topics.some(({ wasConfirmed }) => !wasConfirmed)) return;
    market.isLive = true;
    this.#liveCount += 1;
    live.push(market.native);
  }

  /** All of them at the same moment, so that few requests are enough. */
  #fail(topics: readonly Topic[], nowMs: number): void {
    const waitMs = Math.max(0, ...topics.map(({ backoff }) => backoff.next()));
    for (const topic of topics) want(topic, nowMs + waitMs);
  }

  /** Does not wait long for the rest of a refused request. */
  #hasten(requestIds: ReadonlySet<string>, nowMs: number): void {
    for (const { topics } of this.#markets.values()) {
      for (const topic of topics) {
        if (topic.state !== 'pending' || !requestIds.has(topic.requestId)) continue;
        topic.dueMs = Math.min(topic.dueMs, nowMs + AFTER_REFUSAL_MS);
      }
    }
    this.#look();
  }

  #marketsOf(natives: readonly string[] | undefined): Iterable<Market> {
    if (natives === undefined) return this.#markets.values();
    return natives.flatMap((native) => this.#markets.get(native) ?? []);
  }

  #look(): void {
    this.#nextMs = Infinity;
    for (const { topics } of this.#markets.values()) {
      for (const { state, dueMs } of topics) {
        if (state === 'wanted' || state === 'pending') this.#nextMs = Math.min(this.#nextMs, dueMs);
      }
    }
  }
}

function want(topic: Topic, dueMs: number): void {
  topic.state = 'wanted';
  topic.dueMs = dueMs;
}
