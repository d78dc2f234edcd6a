/** The WebSocket edge: accepts connections, reads client frames, carries out what the engine decides. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { decodeClientFrame } from '../../proto/client-frame-codec.ts';
import { CLOSE_CODES, comeBackReason, type CloseCode } from '../../proto/close-codes.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import { SUBPROTOCOL, type ClientMessage, type ControlParts } from '../../proto/frames.ts';
import type { Decision, FanoutEngine } from '../fanout/engine.ts';
import { admit } from './admission.ts';
import type { Clock } from './clock.ts';
import type { Drained } from './drain.ts';
import { refuseUpgrade, shorten } from './farewell.ts';
import { FrameWriter } from './frame-writer.ts';
import type { TurnScheduler } from './turn-scheduler.ts';
import { MessageBucket, type MessageLimit } from './message-limit.ts';

export interface GatewayOptions {
  /** Told to clients, to tell servers apart. */
  readonly serverId: string;
  readonly allowedOrigins: ReadonlySet<string>;
  readonly clientLimit: number;
  readonly clientLimitPerAddress: number;
  /** Symbols per connection. */
  readonly topicLimit: number;
  readonly windowFrames: number;
  readonly windowBytes: number;
  /** Largest client message, bytes. */
  readonly maxPayloadBytes: number;
  /** Bytes that may wait in a socket before it is given up. */
  readonly maxBufferedBytes: number;
  readonly messages: MessageLimit;
  /** How often clients are to send a Ping, milliseconds. */
  readonly heartbeatIntervalMs: number;
  /** Either side gives the other up after this silence, milliseconds. */
  readonly heartbeatTimeoutMs: number;
}

export interface GatewayDeps {
  readonly engine: FanoutEngine;
  readonly scheduler: TurnScheduler;
  /** For deadlines. */
  readonly clock: Clock;
  /** For stamps: UNIX ms. */
  readonly wallClock: Clock;
  readonly logger: Logger;
  readonly isReady: () => boolean;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** What every new connection is told beside the welcome. */
  readonly greeting: () => ControlParts;
}

/** How long a peer may take to answer our close before its socket is destroyed, milliseconds. */
const CLOSE_TIMEOUT_MS = 5_000;
/** Clients that are sent away are to come back within this time, each at its own moment, milliseconds. */
const COME_BACK_MS = 250;

interface Session {
  readonly key: number;
  readonly socket: WebSocket;
  /** What the socket writes to. */
  readonly stream: Duplex;
  readonly address: string;
  readonly bucket: MessageBucket;
  lastHeardMs: number;
  /** When we closed it; undefined while it is open. */
  closedMs: number | undefined;
}

/** All open connections. */
export class Gateway implements Drained {
  readonly #options: GatewayOptions;
  readonly #deps: GatewayDeps;
  readonly #sockets: WebSocketServer;
  readonly #frames = new FrameWriter();
  readonly #sessions = new Map<number, Session>();
  /** Also those that we have closed and whose sockets are not: they hold memory, so they count. */
  readonly #held = new Set<Session>();
  readonly #perAddress = new Map<string, number>();
  /** Sessions whose sockets take no more, to be closed when the engine has done what it is doing. */
  readonly #overfull = new Set<Session>();
  #nextKey = 1;
  #isDraining = false;

  constructor(options: GatewayOptions, deps: GatewayDeps) {
    this.#options = options;
    this.#deps = deps;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Frames are small and already dense; compression would cost more than all the rest.
      perMessageDeflate: false,
      maxPayload: options.maxPayloadBytes,
      handleProtocols: () => SUBPROTOCOL,
    });
  }

  /** Answers upgrade requests of an HTTP server from now on. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
      this.#upgrade(request, stream, head);
    });
  }

  /** Carries out what the engine decides. */
  readonly execute = (decision: Decision): void => {
    const session = this.#sessions.get(decision.client);
    if (!session) return;
    if (decision.kind === 'close') {
      this.#close(session, decision.code, decision.reason);
      return;
    }
    // It may have begun to close by itself; nothing may follow a close frame.
    if (session.socket.readyState !== WebSocket.OPEN || this.#overfull.has(session)) return;
    if (session.stream.writableLength > this.#options.maxBufferedBytes) {
      // Not at once: the engine is busy with this client, and must not lose it under its hands.
      if (this.#overfull.size === 0) queueMicrotask(this.#closeOverfull);
      this.#overfull.add(session);
      return;
    }
    this.#frames.write(session.stream, decision.frame, decision.body);
  };

  /** Closes clients that have gone silent, and sockets that were closed in vain; call it twice a second. */
  sweep(nowMs: number): void {
    for (const { closedMs = Infinity, socket } of this.#held) {
      if (nowMs - closedMs > CLOSE_TIMEOUT_MS) socket.terminate();
    }
    const limitMs = this.#options.heartbeatTimeoutMs;
    for (const session of this.#sessions.values()) {
      if (nowMs - session.lastHeardMs <= limitMs) continue;
      this.#close(session, CLOSE_CODES.heartbeatLost, `no Ping for ${String(limitMs)} ms`);
    }
  }

  get clientCount(): number {
    return this.#sessions.size;
  }

  get heldCount(): number {
    return this.#held.size;
  }

  /** Takes no new connections from now on. */
  refuseNew(): void {
    this.#isDraining = true;
  }

  /** Sends some clients what they have pending, and away; each is told when to come back. */
  sendAway(count: number): void {
    let left = count;
    for (const session of this.#sessions.values()) {
      if (left <= 0) return;
      left -= 1;
      this.#deps.engine.flush(session.key, this.#deps.clock());
      const reason = comeBackReason(this.#deps.random() * COME_BACK_MS);
      this.#close(session, CLOSE_CODES.shuttingDown, reason);
    }
  }

  /** Ends the connections that have not answered their close. */
  terminate(): void {
    for (const { socket } of this.#held) socket.terminate();
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const address = request.socket.remoteAddress ?? '';
    const admission = admit(
      {
        path: (request.url ?? '').split('?', 1)[0] ?? '',
        origin: request.headers.origin,
        protocols: request.headers['sec-websocket-protocol'],
        address,
      },
      {
        allowedOrigins: this.#options.allowedOrigins,
        isReady: this.#deps.isReady() && !this.#isDraining,
        clientCount: this.#held.size,
        clientLimit: this.#options.clientLimit,
        addressCount: this.#perAddress.get(address) ?? 0,
        addressLimit: this.#options.clientLimitPerAddress,
      },
    );
    // A peer that goes away during the handshake must not end the process.
    stream.on('error', () => stream.destroy());
    if (admission.kind === 'refuse') {
      this.#deps.logger.debug({ address, ...admission }, 'connection refused');
      refuseUpgrade(stream, admission.status, admission.reason);
      return;
    }
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      this.#open(socket, stream, address);
    });
  }

  #open(socket: WebSocket, stream: Duplex, address: string): void {
    const { engine, clock, logger, greeting } = this.#deps;
    const nowMs = clock();
    const key = this.#nextKey++;
    const bucket = new MessageBucket(this.#options.messages, nowMs);
    const session: Session = {
      key,
      socket,
      stream,
      address,
      bucket,
      lastHeardMs: nowMs,
      closedMs: undefined,
    };
    this.#sessions.set(key, session);
    this.#held.add(session);
    this.#perAddress.set(address, (this.#perAddress.get(address) ?? 0) + 1);
    socket.on('error', (error) => {
      logger.debug({ sessionId: key, err: error }, 'socket error');
    });
    socket.on('message', (data, isBinary) => {
      this.#receive(session, data, isBinary);
    });
    socket.on('close', (code) => {
      this.#forget(session, code);
      this.#release(session);
    });
    engine.addClient(key, nowMs);
    logger.debug({ sessionId: key, address }, 'client connected');
    const { serverId, heartbeatIntervalMs, heartbeatTimeoutMs, topicLimit } = this.#options;
    const { windowFrames, windowBytes } = this.#options;
    const welcome = {
      server: serverId,
      heartbeatIntervalMs,
      heartbeatTimeoutMs,
      topicLimit,
      windowFrames,
      windowBytes,
    };
    engine.tell(key, { ...greeting(), welcome: [welcome] }, nowMs);
  }

  readonly #closeOverfull = (): void => {
    for (const session of this.#overfull) {
      if (!this.#sessions.has(session.key)) continue;
      this.#close(session, CLOSE_CODES.notResponding, 'does not read what it asks for');
    }
    this.#overfull.clear();
  };

  #receive(session: Session, data: RawData, isBinary: boolean): void {
    // ws delivers what was in flight when we closed.
    if (!this.#sessions.has(session.key) || this.#overfull.has(session)) return;
    const nowMs = this.#deps.clock();
    session.lastHeardMs = nowMs;
    if (!session.bucket.take(nowMs)) {
      const { perSecond } = this.#options.messages;
      const reason = `more than ${String(perSecond)} messages a second`;
      this.#close(session, CLOSE_CODES.limitExceeded, reason);
      return;
    }
    try {
      if (!isBinary) {
        this.#close(session, CLOSE_CODES.malformedFrame, 'expected binary frames, got text');
        return;
      }
      this.#dispatch(session, decodeClientFrame(data as Buffer), nowMs);
    } catch (error) {
      if (!isMarketDataError(error)) throw error;
      this.#deps.logger.debug({ sessionId: session.key, err: error }, 'malformed frame');
      this.#close(session, CLOSE_CODES.malformedFrame, error.message);
    }
    this.#deps.scheduler.poke();
  }

  #dispatch(session: Session, message: ClientMessage, nowMs: number): void {
    const { engine } = this.#deps;
    const { key } = session;
    switch (message.kind) {
      case 'subscribe':
        if (message.topics.length > this.#options.topicLimit * 2) {
          const reason = `Subscribe with ${String(message.topics.length)} topics`;
          this.#close(session, CLOSE_CODES.limitExceeded, reason);
          return;
        }
        engine.subscribe(key, message.requestId, message.topics, nowMs);
        return;
      case 'unsubscribe':
        engine.unsubscribe(key, message.requestId, message.symbols, nowMs);
        return;
      case 'setRate':
        engine.setRate(key, message.intervalMs, nowMs);
        return;
      case 'ack':
        engine.acknowledge(key, message.frame, nowMs);
        return;
      case 'ping': {
        const pong = { clientTimeMs: message.clientTimeMs, serverTimeMs: this.#deps.wallClock() };
        engine.tell(key, { pongs: [pong] }, nowMs);
        return;
      }
    }
  }

  #close(session: Session, code: CloseCode, reason: string): void {
    this.#deps.logger.debug({ sessionId: session.key, code, reason }, 'closing connection');
    // RFC 6455, 5.5: a control frame carries at most 125 bytes, two of them the code.
    session.socket.close(code, shorten(reason, 123));
    session.closedMs = this.#deps.clock();
    this.#forget(session, code);
  }

  #forget(session: Session, code: number): void {
    if (!this.#sessions.delete(session.key)) return;
    this.#deps.engine.removeClient(session.key);
    this.#deps.logger.debug({ sessionId: session.key, code }, 'client gone');
  }

  #release(session: Session): void {
    this.#held.delete(session);
    const left = (this.#perAddress.get(session.address) ?? 1) - 1;
    if (left === 0) this.#perAddress.delete(session.address);
    else this.#perAddress.set(session.address, left);
  }
}
