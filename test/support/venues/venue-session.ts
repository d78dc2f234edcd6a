/** One connection of a client to a local venue server. */
import type { WebSocket } from 'ws';
import type { VenueChannel } from '../../../feed/venues/venue-capabilities.ts';
import type { MadeMarket } from './made-market.ts';
import { topicOf, type ServerLimits, type Verdict } from './venue-protocol.ts';
import { RateWindow, type StallMeter } from './rate-window.ts';

/** What a session asks of its server. */
export interface SessionServer {
  readonly market: MadeMarket;
  readonly limits: ServerLimits;
  readonly stalls: StallMeter;
  isKey(key: string | undefined | null): boolean;
  violate(rule: string, detail: string): void;
  verdict(symbol: string): Verdict;
  takesChecksum(): boolean;
  cutsSnapshot(): boolean;
  /** Runs it now, or when acknowledgements are released. */
  acknowledge(answer: () => void): void;
}

export class VenueSession {
  /** Address of the handshake. */
  readonly url: URL;
  /** Counts connections of the server from 1. */
  readonly number: number;
  /** Channels of symbols that are subscribed to, as `topicOf` writes them. */
  readonly topics = new Set<string>();
  /** The protocol's own notes about this connection. */
  readonly notes = new Map<string, unknown>();
  /** Key that the limit of connections counts by. */
  key = '';
  /** No market data any more. */
  isMute = false;
  /** Nothing at all any more. */
  isSilent = false;
  readonly messages: RateWindow;
  readonly #socket: WebSocket;
  readonly #server: SessionServer;
  #lastWordMs = performance.now();

  constructor(socket: WebSocket, server: SessionServer, url: URL, number: number) {
    this.#socket = socket;
    this.#server = server;
    this.url = url;
    this.number = number;
    this.messages = new RateWindow(server.limits.messages, server.stalls);
  }

  get market(): MadeMarket {
    return this.#server.market;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Since either side said anything, milliseconds. */
  get idleMs(): number {
    return performance.now() - this.#lastWordMs;
  }

  /** Notes that the client said something. */
  heard(): void {
    this.#lastWordMs = performance.now();
  }

  send(text: string): void {
    if (this.isSilent || !this.isOpen) return;
    this.#lastWordMs = performance.now();
    this.#socket.send(text);
  }

  /** Sends a book snapshot; it may break off, and the connection with it. */
  sendSnapshot(text: string): void {
    if (!this.isSilent && this.isOpen && this.#server.cutsSnapshot()) {
      // Whatever came next would be the rest of this message.
      this.isSilent = true;
      this.#socket.send(text.slice(0, text.length / 2), { fin: false }, () => {
        this.#socket.terminate();
      });
    } else {
      this.send(text);
    }
  }

  /** A WebSocket ping of the server. */
  sendPing(payload: string): void {
    if (!this.isSilent && this.isOpen) this.#socket.ping(payload);
  }

  sendPong(payload: Buffer): void {
    if (!this.isSilent && this.isOpen) this.#socket.pong(payload);
  }

  /** Whether the channel of the symbol (ours without venue) is subscribed to. */
  has(channel: VenueChannel, symbol: string): boolean {
    return this.topics.has(topicOf(channel, symbol));
  }

  subscribe(channel: VenueChannel, symbol: string): void {
    this.topics.add(topicOf(channel, symbol));
    const most = this.#server.limits.topicsPerConnection ?? Infinity;
    if (this.topics.size > most) this.violate('topicsPerConnection', `${this.topics.size} topics`);
  }

  unsubscribe(channel: VenueChannel, symbol: string): void {
    this.topics.delete(topicOf(channel, symbol));
  }

  /** Counts the topics of one request. */
  checkRequest(topicCount: number): void {
    const most = this.#server.limits.topicsPerRequest ?? Infinity;
    if (topicCount > most) this.violate('topicsPerRequest', `${topicCount} topics`);
  }

  /** How the venue takes a subscription to the symbol (ours without venue); asked once a symbol and request. */
  verdict(symbol: string): Verdict {
    return this.#server.verdict(symbol);
  }

  /** Answers a subscription, now or as late as a test wants it; nothing of it may be sent or noted before. */
  acknowledge(answer: () => void): void {
    this.#server.acknowledge(() => {
      if (this.isOpen) answer();
    });
  }

  /** Whether the next checksum is to be a wrong one. */
  takesChecksum(): boolean {
    return this.#server.takesChecksum();
  }

  isKey(key: string | undefined | null): boolean {
    return this.#server.isKey(key);
  }

  violate(rule: string, detail: string): void {
    this.#server.violate(rule, `connection ${this.number}: ${detail}`);
  }

  /** Ends it with a close frame. */
  close(code = 1000, reason = ''): void {
    this.#socket.close(code, reason);
  }

  /** Ends it without a word. */
  cut(): void {
    this.#socket.terminate();
  }
}
