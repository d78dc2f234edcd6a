/** The worker without its I/O: joins connection, topics and store, and answers the page's pulls. */
import { SUBPROTOCOL, type ClientMessage, type ServerMessage } from '../../proto/frames.ts';
import { AckPolicy } from './ack-policy.ts';
import { ClockSync } from './clock-sync.ts';
import { Connection, type ConnectionAction, type ConnectionEvent } from './connection.ts';
import { DesiredTopics } from './desired-topics.ts';
import { readServerFrame } from './frame-reader.ts';
import { LinkFacts } from './link-status.ts';
import type { DesiredTopic, LinkStatus, PageMessage, WorkerMessage } from './link.ts';
import { MarketStore } from './market-store.ts';
import { writeClientMessage } from './message-writer.ts';
import { PageOutbox, transferOf, type FrameSources } from './page-outbox.ts';
import { RateWish } from './rate-wish.ts';
import { refusalText } from './refusal.ts';
import { withoutDetails, withSparklines } from './topic-plan.ts';
import { WakeTimer, type TimerEnvironment } from './wake-timer.ts';

/** One open or opening socket. */
export interface StreamSocket {
  send(bytes: Uint8Array): void;
  /** Gives the socket up; no handler is called afterwards. */
  drop(code: number, reason: string): void;
}

export interface SocketHandlers {
  /** @param protocol Subprotocol that the server chose; empty: none. */
  onOpen(protocol: string): void;
  /** `data` is no ArrayBuffer when the server sent text. */
  onMessage(data: unknown): void;
  onClose(code: number, reason: string): void;
}

/** What the client needs of the world around it. */
export interface ClientEnvironment extends TimerEnvironment {
  /** Uniform in [0, 1). */
  random(): number;
  openSocket(url: string, handlers: SocketHandlers): StreamSocket;
  post(message: WorkerMessage, transfer: ArrayBuffer[]): void;
  warn(message: string, detail: unknown): void;
}

/** Staleness, rates and sparklines are looked after this often, ms. */
const HOUSEKEEPING_MS = 1_000;
/** After this long nobody is interested in depth and tape of a hidden page, ms. */
const HIDDEN_TRIM_MS = 300_000;
/** How long a missing snapshot is waited for before the page is called live anyway, ms. */
const CATCH_UP_LIMIT_MS = 5_000;
/** Changes of the wanted set go out at most this often: a held arrow key must not exceed the server's limit, ms. */
const TOPICS_INTERVAL_MS = 100;

/** Runs the stream for one page. All inputs are calls, all outputs go through the environment. */
export class StreamClient {
  readonly #environment: ClientEnvironment;
  readonly #connection: Connection;
  readonly #topics: DesiredTopics;
  readonly #store = new MarketStore();
  readonly #clock = new ClockSync();
  readonly #acks = new AckPolicy();
  readonly #rate = new RateWish();
  readonly #facts = new LinkFacts();
  readonly #outbox = new PageOutbox();
  readonly #timer: WakeTimer;

  #url = '';
  #isDebug = false;
  #socket: StreamSocket | null = null;
  /** Counts sockets, so that frame numbers of a former one are told apart. */
  #connectionNumber = 0;
  #openedMs = 0;
  #wanted: readonly DesiredTopic[] = [];
  #hiddenSinceMs = Infinity;
  /** Before this time no more topics go out. */
  #topicsFreeMs = 0;
  #areTopicsHeld = false;
  #housekeepingDueMs = Infinity;

  constructor(environment: ClientEnvironment) {
    this.#environment = environment;
    const random = (): number => environment.random();
    this.#connection = new Connection(random);
    this.#topics = new DesiredTopics(random);
    this.#timer = new WakeTimer(environment, (hasSlept) => {
      this.#onWake(hasSlept);
    });
  }

  /** Takes what the page says. */
  onPageMessage(message: PageMessage): void {
    switch (message.kind) {
      case 'start':
        this.#url = message.url;
        this.#isDebug = message.isDebug;
        this.#housekeepingDueMs = this.#environment.nowMs() + HOUSEKEEPING_MS;
        this.#feed({ kind: 'start' });
        break;
      case 'topics':
        this.#wanted = message.topics;
        this.#sendTopics();
        break;
      case 'pull':
        this.#outbox.onPull(message.buffer);
        if (message.connection === this.#connectionNumber) this.#acks.onDrawn(message.drawnFrame);
        break;
      case 'tier':
        this.#rate.choose(message.tierMs);
        break;
      case 'visibility':
        this.#setVisible(message.isVisible);
        break;
      case 'retryNow':
        this.#feed({ kind: 'retryNow' });
        break;
      case 'stop':
        this.#housekeepingDueMs = Infinity;
        this.#feed({ kind: 'stop' });
        break;
    }
    this.#settle();
  }

  /** Takes the browser's word on the network. */
  setOnline(isOnline: boolean): void {
    this.#feed({ kind: isOnline ? 'online' : 'offline' });
    this.#settle();
  }

  #setVisible(isVisible: boolean): void {
    const wasVisible = this.#hiddenSinceMs === Infinity;
    if (isVisible === wasVisible) return;
    this.#hiddenSinceMs = isVisible ? Infinity : this.#environment.nowMs();
    this.#rate.setHidden(!isVisible);
    if (isVisible) this.#feed({ kind: 'visible' });
    this.#sendTopics();
  }

  /** Lets the machine decide, and carries it out. */
  #feed(event: ConnectionEvent): void {
    const { phase } = this.#connection;
    const actions = this.#connection.handle(event, this.#environment.nowMs());
    for (const action of actions) this.#execute(action);
    if (this.#connection.phase === phase && actions.length === 0) return;
    this.#outbox.markStatus();
    this.#judge();
  }

  #execute(action: ConnectionAction): void {
    switch (action.kind) {
      case 'connect':
        this.#connect();
        break;
      case 'close':
        this.#socket?.drop(action.code, action.reason);
        this.#socket = null;
        break;
      case 'ping':
        this.#send({ kind: 'ping', clientTimeMs: action.clientTimeMs });
        break;
      case 'replay':
        this.#replay();
        break;
    }
  }

  #connect(): void {
    this.#connectionNumber += 1;
    const number = this.#connectionNumber;
    const isCurrent = (): boolean => number === this.#connectionNumber;
    try {
      this.#socket = this.#environment.openSocket(this.#url, {
        onOpen: (protocol) => {
          if (!isCurrent()) return;
          this.#onOpen(protocol);
          this.#settle();
        },
        onMessage: (data) => {
          if (!isCurrent()) return;
          this.#onMessage(data);
          this.#settle();
        },
        onClose: (code, reason) => {
          if (!isCurrent()) return;
          this.#socket = null;
          this.#feed({ kind: 'closed', code, reason });
          this.#settle();
        },
      });
    } catch (error) {
      // An address that is none: the constructor throws instead of closing.
      this.#warn('cannot open the stream', error);
      this.#feed({ kind: 'closed', code: 1006, reason: String(error) });
    }
  }

  #onOpen(protocol: string): void {
    if (protocol !== SUBPROTOCOL) {
      this.#warn('the server speaks another protocol', protocol);
      this.#feed({ kind: 'opened' });
      this.#feed({ kind: 'badFrame', reason: `expected subprotocol ${SUBPROTOCOL}` });
      return;
    }
    this.#feed({ kind: 'opened' });
  }

  /** A new socket: what was sent, granted and numbered on the old one is void. */
  #replay(): void {
    this.#openedMs = this.#environment.nowMs();
    this.#acks.reset();
    this.#rate.reset();
    this.#clock.reset();
    this.#facts.reconnected();
    this.#store.reconnected();
    this.#topics.reconnected();
    this.#topicsFreeMs = 0;
    this.#sendRate(this.#openedMs);
    this.#sendTopics();
  }

  #onMessage(data: unknown): void {
    const nowMs = this.#environment.nowMs();
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError('expected a binary frame, got text');
      const message = readServerFrame(new Uint8Array(data));
      this.#apply(message, data.byteLength, nowMs);
    } catch (error) {
      // The next server, or the next version of it, may do better; the page stays alive.
      this.#warn('unreadable frame, reconnecting', error);
      this.#feed({ kind: 'badFrame', reason: 'unreadable frame' });
    }
  }

  #apply(message: ServerMessage, bytes: number, nowMs: number): void {
    const wasAwaited = this.#store.awaitedCount;
    for (const welcome of message.welcome) {
      this.#feed({
        kind: 'welcome',
        intervalMs: welcome.heartbeatIntervalMs,
        timeoutMs: welcome.heartbeatTimeoutMs,
      });
      this.#acks.setWindow(welcome.windowFrames, welcome.windowBytes);
    }
    this.#clock.addServerTime(message.serverTimeMs, nowMs);
    for (const pong of message.pongs) {
      this.#clock.addPong(pong.clientTimeMs, pong.serverTimeMs, nowMs);
    }
    this.#feed({ kind: 'frame', isProof: message.frame > 0 || message.pongs.length > 0 });
    if (this.#facts.apply(message, nowMs)) {
      this.#outbox.markStatus();
      this.#judge();
    }
    let isSetChanged = false;
    for (const subscribed of message.subscribed) {
      const changed = this.#store.describe(subscribed.symbols);
      this.#topics.resend(changed);
      isSetChanged ||= changed.length > 0;
      for (const symbol of this.#topics.onSubscribed(subscribed)) {
        this.#outbox.setError({ symbol, message: '', isRetried: false });
        isSetChanged = true;
      }
    }
    for (const error of message.errors) this.#onError(error, nowMs);
    const serverNowMs = nowMs + this.#clock.offsetMs;
    for (const update of message.updates) {
      if (!this.#store.apply(update, serverNowMs)) {
        this.#warn('update of an unknown symbol id', update.symbolId);
      }
    }
    const outdated = this.#store.takeOutdated();
    this.#topics.resend(outdated);
    isSetChanged ||= outdated.length > 0;
    this.#acks.onReceived(message.frame, bytes);
    this.#facts.onFrame(bytes, message.updates.length, nowMs);
    if (isSetChanged || this.#store.awaitedCount !== wasAwaited) {
      this.#outbox.markStatus();
      // The sparklines have their history: from here on the rows need no bars.
      this.#sendTopics();
    }
  }

  #onError(error: ServerMessage['errors'][number], nowMs: number): void {
    this.#warn('the server reports an error', error);
    for (const symbol of this.#topics.onError(error, nowMs)) {
      const { retryable: isRetried } = error;
      this.#outbox.setError({ symbol, message: refusalText(error), isRetried });
      this.#outbox.markStatus();
      this.#store.refuse(symbol);
    }
  }

  /** Tells server and store what is wanted now. */
  #sendTopics(): void {
    const nowMs = this.#environment.nowMs();
    const isTrimmed = nowMs - this.#hiddenSinceMs >= HIDDEN_TRIM_MS;
    const topics = isTrimmed ? withoutDetails(this.#wanted) : this.#wanted;
    this.#topics.set(withSparklines(topics, (symbol) => this.#store.needsSparkline(symbol)));
    // Depth and tape are not let go with it: what a page missed while it was hidden is told when it is back.
    this.#topics.resend(this.#store.setTopics(this.#wanted));
    this.#flushTopics(nowMs);
  }

  #flushTopics(nowMs: number): void {
    if (this.#connection.phase !== 'open') return;
    this.#areTopicsHeld = nowMs < this.#topicsFreeMs;
    if (this.#areTopicsHeld) return;
    const messages = this.#topics.changes(nowMs, (topic) => this.#store.resumed(topic));
    if (messages.length > 0) this.#topicsFreeMs = nowMs + TOPICS_INTERVAL_MS;
    for (const message of messages) this.#send(message);
  }

  #sendRate(nowMs: number): void {
    if (this.#connection.phase !== 'open') return;
    const intervalMs = this.#rate.take(nowMs);
    if (intervalMs !== undefined) this.#send({ kind: 'setRate', requestId: 0, intervalMs });
  }

  #send(message: ClientMessage): void {
    this.#socket?.send(writeClientMessage(message));
  }

  #judge(): void {
    const serverNowMs = this.#environment.nowMs() + this.#clock.offsetMs;
    this.#store.judge(serverNowMs, this.#facts.outage(this.#connection.phase === 'open'));
  }

  /** After every input: says what is due, answers a waiting pull, sets the timer. */
  #settle(): void {
    const nowMs = this.#environment.nowMs();
    this.#sendRate(nowMs);
    this.#acknowledge(nowMs);
    this.#answer(nowMs);
    this.#timer.schedule(this.#dueMs());
  }

  #acknowledge(nowMs: number): void {
    if (this.#connection.phase !== 'open') return;
    const frame = this.#acks.take(nowMs);
    if (frame !== undefined) this.#send({ kind: 'ack', frame });
  }

  #answer(nowMs: number): void {
    const sources: FrameSources = {
      store: this.#store,
      acks: this.#acks,
      connection: this.#connectionNumber,
      clockOffsetMs: this.#clock.offsetMs,
      isWanted: (symbol) => this.#topics.has(symbol),
      status: () => this.#status(nowMs),
    };
    const frame = this.#outbox.take(sources, nowMs);
    if (frame) this.#environment.post(frame, transferOf(frame));
  }

  #status(nowMs: number): LinkStatus {
    const isPatient = nowMs - this.#openedMs < CATCH_UP_LIMIT_MS;
    // A server that grants nothing yet is not live, however long that takes.
    const postponed = this.#topics.postponedCount;
    const awaited = postponed + (isPatient ? this.#store.awaitedCount : 0);
    return this.#facts.status(this.#connection, this.#clock, awaited, nowMs);
  }

  #dueMs(): number {
    const dueMs = Math.min(this.#connection.dueMs, this.#housekeepingDueMs);
    if (this.#connection.phase !== 'open') return dueMs;
    const topicsDueMs = this.#areTopicsHeld ? 0 : this.#topics.dueMs;
    return Math.min(
      dueMs,
      this.#acks.dueMs,
      this.#rate.dueMs,
      Math.max(topicsDueMs, this.#topicsFreeMs),
    );
  }

  #onWake(hasSlept: boolean): void {
    if (hasSlept) {
      this.#clock.reset();
      this.#feed({ kind: 'clockJump' });
    }
    this.#feed({ kind: 'tick' });
    const nowMs = this.#environment.nowMs();
    if (this.#areTopicsHeld || nowMs >= this.#topics.dueMs) this.#flushTopics(nowMs);
    if (nowMs >= this.#housekeepingDueMs) this.#keepHouse(nowMs);
    this.#settle();
  }

  #keepHouse(nowMs: number): void {
    this.#housekeepingDueMs = nowMs + HOUSEKEEPING_MS;
    this.#judge();
    this.#facts.closeSecond(nowMs);
    // Also without news: the page judges by it that the worker lives.
    this.#outbox.markStatus();
    if (this.#hiddenSinceMs === Infinity) return;
    this.#acks.onUnwatched();
    if (nowMs - this.#hiddenSinceMs >= HIDDEN_TRIM_MS) this.#sendTopics();
  }

  #warn(message: string, detail: unknown): void {
    if (this.#isDebug) this.#environment.warn(message, detail);
  }
}
