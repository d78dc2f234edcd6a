/** Puts the parts of one server process together: log -> market -> fan-out -> sockets. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isMarketDataError } from '../proto/errors.ts';
import type { Instrument } from '../proto/types.ts';
import type { ServerConfig } from './config.ts';
import { FanoutEngine } from './fanout/engine.ts';
import { createClocks, wallTimeOf } from './gateway/clock.ts';
import { drain } from './gateway/drain.ts';
import { HandshakeGate } from './gateway/handshake-gate.ts';
import { TurnScheduler } from './gateway/turn-scheduler.ts';
import { Gateway } from './gateway/gateway.ts';
import { RedisStoredBars } from './history/stored-bars.ts';
import { WorkGate } from './history/work-gate.ts';
import { buildApp, type Readiness } from './http/app.ts';
import { LogFold } from './log-fold.ts';
import { Market } from './market/market.ts';
import { VenueMonitor } from './market/venue-monitor.ts';
import { allowedOrigins } from './origins.ts';
import { LogTail } from './recovery/log-tail.ts';
import type { LogPosition } from './recovery/log-position.ts';
import { Recovery } from './recovery/recovery.ts';
import { Registry } from './recovery/registry.ts';
import { isRefusal, Store } from './recovery/store.ts';

const SWEEP_MS = 500;
/** Clients are looked after a part at a time, so that not all their heartbeats fall into one turn. */
const SWEEP_PARTS = 10;
/** What a client may be sent ahead of its acknowledgements. */
const WINDOW = { frames: 64, bytes: 256 << 10 };
const REGISTRY_MS = 1_000;
/** So long clients wait for stored bars at most, so that few charts are told twice what they show. */
const HISTORY_FIRST_MS = 400;
const SUMMARY_MS = 10_000;
/** Silence of the log after which readiness is withdrawn; a blocking read answers each second. */
const LOG_DEADLINE_MS = 2_500;
/** The log is read this often even if nobody wants it so often, for those who come or speed up meanwhile. */
const READ_PAUSE_MAX_MS = 50;
/** Answers with history: about a quarter of a core at most, whoever asks for how much. */
const HISTORY = { concurrency: 2, waiting: 256, waitingPerAsker: 32, rowsPerSecond: 250_000 };
/**
 * About 300 handshakes a second, two thirds of a core, and a third of that while the log is still to be read;
 * nobody waits longer than the ten seconds after which a page gives up.
 */
const HANDSHAKES = {
  perSecond: 300,
  burst: 32,
  waiting: 2_000,
  notReady: { perSecond: 100, waiting: 50 },
};
/** Connections that the kernel keeps while the event loop is busy: a thousand may come in one moment. */
const LISTEN_BACKLOG = 4_096;
/** Time that clients have to answer when they are sent away; then their connections are cut, milliseconds. */
const DRAIN_ANSWER_MS = 1_500;
const CLOSE_LIMIT_MS = 300;

export interface RunningServer {
  /** Where it listens, e.g. `https://127.0.0.1:8443`. */
  readonly url: string;
  /** Drains and ends everything; resolves when all is closed. */
  stop(): Promise<void>;
}

/** When a server begins to listen. */
export type ListenFrom =
  /** At once, so that the page is there while Redis is away, and /readyz says why. */
  | 'start'
  /** When it can take clients, because others listen on the same port already. */
  | 'caughtUp';

/**
 * Starts a server; resolves when it listens.
 *
 * @throws {MarketDataError} ERR_PARTITION_MISMATCH when Redis belongs to another kind of deployment.
 */
export async function startServer(
  config: ServerConfig,
  logger: Logger,
  listenFrom: ListenFrom = 'start',
): Promise<RunningServer> {
  const clocks = createClocks(Date.now, () => performance.now());
  const { steady: clock, wall: wallClock } = clocks;
  const market = new Market();
  const venues = new VenueMonitor(config.venueSilentAfterMs);
  const store = new Store(config.redis.url, config.redis.partitionCount);
  const origins = new Set<string>();

  const engine: FanoutEngine = new FanoutEngine(
    market,
    {
      window: WINDOW,
      pace: config.flush,
      topicLimit: config.limits.topics,
      historyLimit: config.limits.history,
      ackTimeoutMs: config.ackTimeoutMs,
      heartbeatMs: 1_000,
      turnFrames: 256,
      frameBytes: 64 << 10,
    },
    (decision) => {
      gateway.execute(decision);
    },
    wallTimeOf(clocks),
  );
  const scheduler = new TurnScheduler(engine, clock);
  const gateway: Gateway = new Gateway(
    {
      serverId: randomUUID().slice(0, 8),
      allowedOrigins: origins,
      clientLimit: config.limits.clients,
      clientLimitPerAddress: config.limits.clientsPerAddress,
      topicLimit: config.limits.topics,
      windowFrames: WINDOW.frames,
      windowBytes: WINDOW.bytes,
      maxPayloadBytes: config.limits.maxPayloadBytes,
      maxBufferedBytes: 1 << 20,
      messages: {
        perSecond: config.limits.messagesPerSecond,
        burst: config.limits.messagesPerSecond * 4,
      },
      heartbeatIntervalMs: config.heartbeat.intervalMs,
      heartbeatTimeoutMs: config.heartbeat.timeoutMs,
    },
    {
      engine,
      scheduler,
      clock,
      wallClock,
      logger: logger.child({ component: 'gateway' }),
      isReady: () => isServing,
      random: Math.random,
      greeting: () => ({ venues: venues.statuses(), log: [fold.status] }),
    },
  );
  const registry = new Registry(store, market, {
    symbolsChanged: (symbols) => {
      for (const symbol of symbols) {
        const state = market.state(symbol);
        if (state) venues.register(state.instrument.venue, clock());
      }
      engine.refresh(symbols, clock());
    },
    fault: (symbol, error) => {
      logger.warn({ symbol, err: error }, 'entry in Redis cannot be read');
    },
  });
  const recovery = new Recovery(store, market, config.redis.partitionCount, {
    replaced: (symbols) => {
      registry.expectHistory(symbols);
      engine.refresh(symbols, clock());
      scheduler.poke();
    },
    fault: (symbol, error) => {
      logger.warn({ symbol, err: error }, 'snapshot in Redis cannot be read');
    },
  });
  const fold: LogFold = new LogFold({
    market,
    venues,
    engine,
    scheduler,
    registry,
    recovery,
    clock,
    wallClock,
    logger,
  });
  const tail = new LogTail(
    {
      url: config.redis.url,
      connectionName: 'tickwire-server',
      blockMs: 1_000,
      deadlineMs: LOG_DEADLINE_MS,
      count: 64,
      turnMs: 8,
      restMs: () => {
        const restMs = engine.nextSlotMs - clock();
        return Math.max(config.flush.minMs / 2, Math.min(restMs, READ_PAUSE_MAX_MS));
      },
      retryMs: 250,
      checkMs: 5_000,
    },
    fold,
  );

  let isStopping = false;
  /** From when on clients are taken: whatever happens to Redis then, they are told. */
  let isServing = false;
  const readiness = (): Readiness => {
    const reasons: string[] = [];
    if (!tail.isCaughtUp) reasons.push('still reading the log');
    else if (!isServing) reasons.push('still reading stored bars');
    if (!tail.isConnected) reasons.push('Redis cannot be reached');
    else if (performance.now() - tail.lastReadMs > LOG_DEADLINE_MS) {
      reasons.push('Redis does not answer');
    }
    if (isStopping) reasons.push('shutting down');
    const isReady = reasons.length === 0;
    // What there is to serve is right and complete: turning clients away would help nobody.
    if (fold.writeRefusal !== undefined) reasons.push(fold.writeRefusal);
    return { isReady, reasons };
  };
  const tls = config.tls && {
    cert: await readFile(config.tls.certFile),
    key: await readFile(config.tls.keyFile),
  };
  const stored = new RedisStoredBars(config.redis.url, config.redis.partitionCount);
  const gate = new WorkGate(HISTORY, () => performance.now(), callLater);
  const app = await buildApp({
    logger: logger.child({ component: 'http' }),
    tls,
    webRoot: config.webRoot,
    readiness,
    *instruments() {
      const all = [...market.states()].map(({ instrument }) => instrument);
      yield* all.sort(compareForLists);
    },
    isCaughtUp: () => tail.isLive,
    state: (symbol) => market.state(symbol),
    stored,
    gate,
    clock: wallClock,
  });
  gateway.attach(app.server);
  const handshakes = new HandshakeGate(
    HANDSHAKES,
    () => isServing,
    () => performance.now(),
  );
  if (tls) handshakes.attach(app.server);
  const listen = async (): Promise<string> => {
    const address = await app.listen({ ...config.listen, backlog: LISTEN_BACKLOG });
    const { port } = app.server.address() as AddressInfo;
    for (const origin of allowedOrigins(config, port)) origins.add(origin);
    return address;
  };
  const early = listenFrom === 'start' ? await listen() : undefined;
  tail.start(await prepareStore(store, registry, recovery, logger));

  const sweep = setInterval(() => {
    engine.sweep(clock(), 1 / SWEEP_PARTS);
    scheduler.poke();
  }, SWEEP_MS / SWEEP_PARTS);
  let loadBefore = performance.eventLoopUtilization();
  const look = setInterval(() => {
    const nowMs = clock();
    const changed = venues.sweep(nowMs);
    if (changed.length > 0) engine.tellAll({ venues: changed });
    gateway.sweep(nowMs);
    const load = performance.eventLoopUtilization();
    const { active, idle } = performance.eventLoopUtilization(load, loadBefore);
    loadBefore = load;
    engine.reportLoad((active - scheduler.takeServingMs()) / (active + idle));
    scheduler.poke();
  }, SWEEP_MS);
  let lastRefusal = '';
  const lookAtRedis = async (): Promise<void> => {
    const steps = [
      () => registry.refresh(),
      () => registry.loadHistory(setImmediate),
      async () => {
        fold.sawWrite(await store.writeRefusal());
      },
    ];
    let refusal: Error | undefined;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        // Any other failure here is Redis being away, which the log's reader reports.
        if (!isRefusal(error)) return;
        // What is refused to one step is no reason to leave out the others.
        refusal ??= error;
      }
    }
    const { message } = refusal ?? { message: '' };
    if (refusal && message !== lastRefusal) {
      logger.warn({ err: refusal }, 'Redis refuses what the server asks of it');
    }
    lastRefusal = message;
  };
  const refresh = setInterval(() => {
    void lookAtRedis();
  }, REGISTRY_MS);
  const serving = fold.isLive.then(async () => {
    await Promise.race([lookAtRedis(), delay(HISTORY_FIRST_MS)]);
    isServing = true;
  });
  let utilization = performance.eventLoopUtilization();
  const summary = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(now, utilization).utilization;
    utilization = now;
    logger.info(
      {
        clients: engine.clientCount,
        ...fold.counters,
        ...market.counters,
        ...engine.counters,
        flushIntervalMs: Math.round(engine.intervalMs),
        isOverloaded: engine.isOverloaded,
        loopUtilization: Number(busy.toFixed(3)),
      },
      'summary',
    );
    fold.allowWarning();
  }, SUMMARY_MS);

  if (early === undefined) await serving;
  const url = early ?? (await listen());
  void serving.then(() => {
    logger.info('taking clients');
  });
  return {
    url,
    async stop() {
      isStopping = true;
      // Other workers listen on the same port: who comes now is to meet one of those.
      let closing = config.workers > 1 ? app.close() : undefined;
      const stopListening = (): void => {
        closing ??= app.close();
      };
      const options = { ...config.drain, answerMs: DRAIN_ANSWER_MS };
      await drain(gateway, options, stopListening, () => performance.now(), delay);
      clearInterval(sweep);
      clearInterval(look);
      clearInterval(refresh);
      clearInterval(summary);
      scheduler.stop();
      gateway.terminate();
      app.server.closeAllConnections();
      // A connection that never got as far as TLS is none of the HTTP server's, and would hold it open.
      await Promise.all([tail.stop(), Promise.race([closing, delay(CLOSE_LIMIT_MS)])]);
      handshakes.stop();
      gate.stop();
      stored.close();
      store.close();
    },
  };
}

function callLater(afterMs: number, onDue: () => void): () => void {
  const timer = setTimeout(onDue, afterMs);
  return () => {
    clearTimeout(timer);
  };
}

/** A feed's own order first: it knows what its users look for. */
function compareForLists(a: Instrument, b: Instrument): number {
  const byRank = (a.rank ?? Infinity) - (b.rank ?? Infinity);
  // Two without a rank differ by NaN.
  return byRank || (a.symbol < b.symbol ? -1 : 1);
}

/**
 * Loads instruments and snapshots, and waits for Redis as long as it takes: the page is served meanwhile, and
 * /readyz says why.
 *
 * @returns By partition: where its log is to be read on.
 */
async function prepareStore(
  store: Store,
  registry: Registry,
  recovery: Recovery,
  logger: Logger,
): Promise<ReadonlyMap<number, LogPosition>> {
  let lastReason = '';
  for (;;) {
    try {
      await store.claimDeployment();
      await registry.refresh();
      const positions = await recovery.begin();
      logger.info({ positions: Object.fromEntries(positions) }, 'snapshots restored');
      return positions;
    } catch (error) {
      if (isMarketDataError(error) && !error.retryable) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== lastReason) {
        logger.warn({ err: error }, 'Redis cannot be used, trying again until it can');
      }
      lastReason = reason;
      await delay(1_000);
    }
  }
}
