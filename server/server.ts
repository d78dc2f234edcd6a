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
import { createClock } from './gateway/clock.ts';
import { TurnScheduler } from './gateway/turn-scheduler.ts';
import { Gateway } from './gateway/gateway.ts';
import { buildApp, type Readiness } from './http/app.ts';
import { LogFold } from './log-fold.ts';
import { Market } from './market/market.ts';
import { VenueMonitor } from './market/venue-monitor.ts';
import { allowedOrigins } from './origins.ts';
import { LogTail } from './recovery/log-tail.ts';
import { Registry } from './recovery/registry.ts';
import { isRefusal, Store } from './recovery/store.ts';

const SWEEP_MS = 500;
/** Clients are looked after a part at a time, so that not all their heartbeats fall into one turn. */
const SWEEP_PARTS = 10;
/** What a client may be sent ahead of its acknowledgements. */
const WINDOW = { frames: 64, bytes: 256 << 10 };
const REGISTRY_MS = 1_000;
const SUMMARY_MS = 10_000;
/** Silence of the log after which readiness is withdrawn; a blocking read answers each second. */
const LOG_DEADLINE_MS = 2_500;
/** The log is read this often even if nobody wants it so often, for those who come or speed up meanwhile. */
const READ_PAUSE_MAX_MS = 50;
const DRAIN_SPREAD_MS = 2_000;
const DRAIN_LIMIT_MS = 2_000;

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
  const clock = createClock(Date.now, () => performance.now());
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
      logger: logger.child({ component: 'gateway' }),
      isReady: () => tail.isLive,
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

  const fold: LogFold = new LogFold({
    market,
    venues,
    engine,
    scheduler,
    registry,
    clock,
    logger,
  });
  const tail = new LogTail(
    {
      url: config.redis.url,
      partitionCount: config.redis.partitionCount,
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

  const readiness = (): Readiness => {
    const reasons: string[] = [];
    if (!tail.isLive) reasons.push('still reading the log');
    if (!tail.isConnected) reasons.push('Redis cannot be reached');
    else if (performance.now() - tail.lastReadMs > LOG_DEADLINE_MS) {
      reasons.push('Redis does not answer');
    }
    return { isReady: reasons.length === 0, reasons };
  };
  const tls = config.tls && {
    cert: await readFile(config.tls.certFile),
    key: await readFile(config.tls.keyFile),
  };
  const app = await buildApp({
    logger: logger.child({ component: 'http' }),
    tls,
    webRoot: config.webRoot,
    readiness,
    *instruments() {
      const all = [...market.states()].map(({ instrument }) => instrument);
      yield* all.sort(compareForLists);
    },
  });
  gateway.attach(app.server);
  const listen = async (): Promise<string> => {
    const address = await app.listen(config.listen);
    const { port } = app.server.address() as AddressInfo;
    for (const origin of allowedOrigins(config, port)) origins.add(origin);
    return address;
  };
  const early = listenFrom === 'start' ? await listen() : undefined;
  await prepareStore(store, registry, logger);
  tail.start();

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
  const refresh = setInterval(() => {
    void registry
      .refresh()
      .then(() => registry.loadHistory(setImmediate))
      .catch((error: unknown) => {
        // Any other failure here is Redis being away, which the log's reader reports.
        if (!isRefusal(error) || error.message === lastRefusal) return;
        lastRefusal = error.message;
        logger.warn({ err: error }, 'Redis refuses to tell its instruments');
      });
  }, REGISTRY_MS);
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

  if (early === undefined) await fold.isLive;
  return {
    url: early ?? (await listen()),
    async stop() {
      clearInterval(sweep);
      clearInterval(look);
      clearInterval(refresh);
      clearInterval(summary);
      gateway.drain(DRAIN_SPREAD_MS, Math.random);
      scheduler.stop();
      const limit = setTimeout(() => {
        gateway.terminate();
        app.server.closeAllConnections();
      }, DRAIN_LIMIT_MS);
      await Promise.all([tail.stop(), app.close()]);
      clearTimeout(limit);
      store.close();
    },
  };
}

/** A feed's own order first: it knows what its users look for. */
function compareForLists(a: Instrument, b: Instrument): number {
  const byRank = (a.rank ?? Infinity) - (b.rank ?? Infinity);
  // Two without a rank differ by NaN.
  return byRank || (a.symbol < b.symbol ? -1 : 1);
}

/** Waits for Redis as long as it takes: the page is served meanwhile, and /readyz says why. */
async function prepareStore(store: Store, registry: Registry, logger: Logger): Promise<void> {
  let lastReason = '';
  for (;;) {
    try {
      await store.claimDeployment();
      await registry.refresh();
      return;
    } catch (error) {
      if (isMarketDataError(error)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== lastReason) {
        logger.warn({ err: error }, 'Redis cannot be used, trying again until it can');
      }
      lastReason = reason;
      await delay(1_000);
    }
  }
}
