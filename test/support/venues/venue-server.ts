/** A venue on this machine: real HTTP and WebSockets, its limits enforced, its faults on demand. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { HttpFront, HoldOff, type SeenRequest } from './http-front.ts';
import { MadeMarket, type MadeEvent } from './made-market.ts';
import { RateWindow, StallMeter } from './rate-window.ts';
import { ArmedFaults, type VenueFault } from './venue-faults.ts';
import type { ServerLimits, Verdict, VenueProtocol, Violation } from './venue-protocol.ts';
import { VenueSession, type SessionServer } from './venue-session.ts';

export interface VenueServerOptions {
  /** Default: a market of the protocol's symbols. */
  readonly market?: MadeMarket;
  /** In place of the venue's own: times that are too long for a test. */
  readonly limits?: Partial<ServerLimits>;
  /** In place of the venue's own. */
  readonly heartbeatMs?: number;
  /** Keys that are right. Default: none; venues without keys never ask. */
  readonly keys?: readonly string[];
}

const CHECK_MS = 20;

export class VenueServer implements SessionServer {
  readonly protocol: VenueProtocol;
  readonly market: MadeMarket;
  readonly limits: ServerLimits;
  readonly stalls = new StallMeter();
  /** Rules that the client broke, oldest first. */
  readonly violations: Violation[] = [];
  readonly handshakes: SeenRequest[] = [];
  /** Open connections, oldest first. */
  readonly sessions = new Set<VenueSession>();
  /** Connections that the venue ended because of their age. */
  agedOutCount = 0;
  /** Most connections that were open at the same time. */
  mostSessions = 0;
  readonly #http: Server;
  readonly #front: HttpFront;
  readonly #webSockets = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #sockets = new Set<Duplex>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #faults = new ArmedFaults();
  readonly #keys: Set<string>;
  readonly #heartbeatMs: number;
  readonly #attempts: RateWindow;
  readonly #handshakeHold = new HoldOff();
  #withheld: (() => void)[] | undefined;
  #sessionCount = 0;

  private constructor(protocol: VenueProtocol, options: VenueServerOptions) {
    this.protocol = protocol;
    this.market = options.market ?? new MadeMarket(protocol);
    this.limits = { ...protocol.limits, ...options.limits };
    this.#keys = new Set(options.keys);
    this.#heartbeatMs = options.heartbeatMs ?? protocol.heartbeat?.everyMs ?? Infinity;
    this.#attempts = new RateWindow(this.limits.connectionAttempts, this.stalls);
    this.#front = new HttpFront(protocol, this, this.#faults, this.#timers);
    this.#http = createServer((request, response) => {
      this.#front.answer(request, response);
    });
    this.#http.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrade(request, socket, head);
    });
  }

  /** Listens on a free port of the loopback address. */
  static async open(
    protocol: VenueProtocol,
    options: VenueServerOptions = {},
  ): Promise<VenueServer> {
    const server = new VenueServer(protocol, options);
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  /** Addresses that stand for the venue's own hosts. */
  get urls(): { readonly stream: string; readonly http: string } {
    const { port } = this.#http.address() as AddressInfo;
    return { stream: `ws://127.0.0.1:${port}`, http: `http://127.0.0.1:${port}` };
  }

  /** Lets `count` things happen, of any symbol, and tells everybody who wants to know. */
  advance(count: number): void {
    for (let done = 0; done < count; done++) this.#tell(this.market.advance());
  }

  /** Last events of every symbol, or of one: see `MadeMarket.settle`. */
  settle(symbol?: string): void {
    this.#tell(this.market.settle(symbol));
  }

  inject(fault: VenueFault): void {
    switch (fault.kind) {
      case 'drop':
        for (const session of this.sessions) {
          if (fault.how === 'reset') session.cut();
          else session.close(1001, 'going away');
        }
        break;
      case 'mute':
        for (const session of this.sessions) session.isMute = true;
        break;
      case 'silence':
        for (const session of this.sessions) session.isSilent = true;
        break;
      case 'malformedFrame':
        this.#tellMalformed();
        break;
      case 'notice':
        for (const session of this.sessions) this.protocol.notice?.(session);
        break;
      case 'withholdAcknowledgements':
        this.#withheld ??= [];
        break;
      case 'releaseAcknowledgements': {
        const answers = this.#withheld ?? [];
        this.#withheld = undefined;
        for (const answer of answers) answer();
        break;
      }
      case 'revokeKeys':
        this.#keys.clear();
        break;
      default:
        this.#faults.arm(fault);
    }
  }

  /** HTTP requests, oldest first. */
  get requests(): readonly SeenRequest[] {
    return this.#front.requests;
  }

  /** Occasions of an armed fault that are still to come. */
  left(kind: VenueFault['kind']): number {
    return this.#faults.left(kind);
  }

  /** Subscriptions that wait for their acknowledgement. */
  get withheldCount(): number {
    return this.#withheld?.length ?? 0;
  }

  async close(): Promise<void> {
    this.stalls.stop();
    for (const timer of this.#timers) clearInterval(timer);
    for (const session of this.sessions) session.cut();
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      this.#http.close(() => {
        resolve();
      });
    });
  }

  // What sessions ask.

  isKey(key: string | undefined | null): boolean {
    return typeof key === 'string' && this.#keys.has(key);
  }

  violate(rule: string, detail: string): void {
    this.violations.push({ rule, detail });
  }

  verdict(symbol: string): Verdict {
    const isKnown = this.market.symbols.some((one) => one.symbol === symbol);
    if (!isKnown || this.#faults.hasForgotten(symbol)) return 'unknown';
    return this.#faults.takeOfSymbol('refuseSubscriptions', symbol) ? 'busy' : 'ready';
  }

  takesChecksum(): boolean {
    return this.#faults.take('corruptChecksums') !== undefined;
  }

  cutsSnapshot(): boolean {
    return this.#faults.take('cutSnapshots') !== undefined;
  }

  acknowledge(answer: () => void): void {
    if (this.#withheld === undefined) answer();
    else this.#withheld.push(answer);
  }

  #tell(events: readonly MadeEvent[]): void {
    for (const event of events) {
      if (this.#isLost(event)) continue;
      for (const session of this.sessions) {
        if (session.isMute) continue;
        for (const frame of this.protocol.word(session, event)) session.send(frame);
      }
    }
  }

  #isLost(event: MadeEvent): boolean {
    const { symbol } = event.symbol;
    if (event.kind === 'trade') return this.#faults.takeOfSymbol('loseTrades', symbol);
    return event.kind === 'book' && this.#faults.takeOfSymbol('loseBookUpdates', symbol);
  }

  /** A trade's frame without its end, beside the whole one. */
  #tellMalformed(): void {
    for (const event of this.market.settle()) {
      for (const session of this.sessions) {
        for (const frame of this.protocol.word(session, event)) {
          session.send(frame.slice(0, frame.length / 2));
          session.send(frame);
        }
      }
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', this.urls.stream);
    const refusal = this.#refusal(url);
    const seen = { path: url.pathname, status: refusal?.status ?? 101, atMs: performance.now() };
    this.handshakes.push(seen);
    socket.on('error', () => undefined);
    if (refusal === undefined) {
      this.#webSockets.handleUpgrade(request, socket, head, (webSocket) => {
        this.#open(webSocket, url);
      });
      return;
    }
    const after = refusal.retryAfterSeconds;
    if (after !== undefined) this.#handshakeHold.start(after);
    const wait = after === undefined ? '' : `Retry-After: ${after}\r\n`;
    const { status } = refusal;
    socket.end(
      `HTTP/1.1 ${status} Refused\r\n${wait}Connection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  }

  #refusal(url: URL): { status: number; retryAfterSeconds?: number } | undefined {
    const earlyMs = this.#handshakeHold.earlyMs();
    if (earlyMs > 0) this.violate('retryAfter', `handshake ${earlyMs} ms too early`);
    if (!this.#attempts.take()) {
      this.violate('connectionAttempts', `${this.#attempts.used()} handshakes`);
      return { status: 429, retryAfterSeconds: 1 };
    }
    const fault = this.#faults.take('refuseHandshakes');
    if (fault !== undefined) return fault;
    if (!this.protocol.accepts(url)) {
      this.violate('address', `there is no stream at ${url.pathname}`);
      return { status: 404 };
    }
    const status = this.protocol.refuses?.(url, (key) => this.isKey(key));
    return status === undefined ? undefined : { status };
  }

  #open(webSocket: WebSocket, url: URL): void {
    this.#sessionCount += 1;
    const session = new VenueSession(webSocket, this, url, this.#sessionCount);
    const timers = this.#watch(session);
    this.sessions.add(session);
    this.mostSessions = Math.max(this.mostSessions, this.sessions.size);
    webSocket.on('error', () => undefined);
    webSocket.on('close', () => {
      this.sessions.delete(session);
      for (const timer of timers) {
        clearInterval(timer);
        this.#timers.delete(timer);
      }
    });
    webSocket.on('ping', (payload) => {
      if (this.#hears(session)) session.sendPong(payload);
    });
    webSocket.on('pong', () => {
      session.heard();
    });
    webSocket.on('message', (data, isBinary) => {
      // The library gives one Buffer unless told otherwise.
      const text = (data as Buffer).toString();
      if (isBinary) session.violate('binary', 'the venue expects text');
      if (!this.#hears(session)) return;
      session.notes.set('hasSpoken', true);
      const most = this.limits.requestLength ?? Infinity;
      if (text.length > most) session.violate('requestLength', `${text.length} characters`);
      if (!session.isSilent) this.protocol.receive(session, text);
    });
    this.protocol.opened?.(session);
    this.#checkConnections(session);
  }

  /** Counts a message; false: it was one too many, and the session is punished. */
  #hears(session: VenueSession): boolean {
    session.heard();
    if (session.messages.take()) return true;
    session.violate('messages', `${session.messages.used()} messages`);
    if (this.protocol.punishMessages === undefined) session.cut();
    else this.protocol.punishMessages(session);
    return false;
  }

  #checkConnections(session: VenueSession): void {
    const most = this.limits.connections ?? Infinity;
    const same = [...this.sessions].filter(({ key, isOpen }) => isOpen && key === session.key);
    if (same.length <= most) return;
    session.violate('connections', `${same.length} at once`);
    if (this.protocol.punishConnections === undefined) session.cut();
    else
      this.protocol.punishConnections(
        session,
        same.filter((one) => one !== session),
      );
  }

  /** Starts what a session is watched by and told regularly. */
  #watch(session: VenueSession): NodeJS.Timeout[] {
    const { firstRequestMs, idleMs = Infinity, connectionAgeMs } = this.limits;
    const timers = [
      setInterval(() => {
        if (session.idleMs > idleMs) session.close(4004, 'no data received');
      }, CHECK_MS),
    ];
    if (firstRequestMs !== undefined) {
      const check = (): void => {
        if (session.notes.get('hasSpoken') === true) return;
        session.violate('firstRequest', `nothing asked within ${firstRequestMs} ms`);
        session.close(1000, 'no request');
      };
      timers.push(setTimeout(check, firstRequestMs));
    }
    if (connectionAgeMs !== undefined) {
      const end = (): void => {
        this.agedOutCount += 1;
        session.cut();
      };
      timers.push(setTimeout(end, connectionAgeMs));
    }
    const { heartbeat } = this.protocol;
    if (heartbeat !== undefined && this.#heartbeatMs < Infinity) {
      const beat = (): void => {
        heartbeat.beat(session);
      };
      timers.push(setInterval(beat, this.#heartbeatMs));
    }
    for (const timer of timers) this.#timers.add(timer);
    return timers;
  }
}
