/** The running of a live source: connections, holes, states and the queue behind them, on one timer. */
import { isMarketDataError, MarketDataError } from '../../proto/errors.ts';
import { isNotice, type Tick } from '../../proto/types.ts';
import { Gate } from '../gate.ts';
import type { TradeHole } from '../venues/venue.ts';
import { messageOf, type ConnectionCount } from './connection-context.ts';
import { ConnectionSet } from './connection-set.ts';
import { SymbolHoles } from './holes/symbol-holes.ts';
import { fetchBook } from './http/book.ts';
import { fetchMissingTrades } from './http/missing-trades.ts';
import type { LineEvents } from './line.ts';
import type { LiveContext } from './live-source.ts';
import { maskedRecorder } from './redact.ts';
import { SymbolStates } from './symbol-states.ts';
import { TickQueue } from './tick-queue.ts';

/** Of each kind of complaint so many are logged. */
const MAX_COMPLAINTS = 20;
/** How often symbols without data are looked for, ms. */
const STATE_CHECK_MS = 250;
/** A step that took this much longer: the process was held up, and what came meanwhile is looked at first, ms. */
const HELD_UP_MS = 1_000;

export class LiveRun {
  readonly #context: LiveContext;
  readonly #signal: AbortSignal;
  readonly #connections: ConnectionSet;
  readonly #holes: SymbolHoles;
  readonly #states: SymbolStates;
  readonly #queue: TickQueue;
  readonly #gate = new Gate();
  readonly #counts = new Map<string, number>();
  /** Of mappers whose connections are over. */
  readonly #mapperCounts = new Map<string, number>();
  readonly #complaints = new Map<string, number>();
  /** Symbols whose connection was lost, until they are subscribed again. */
  readonly #away = new Set<string>();
  /** Requests for missing trades that are under way, one of a symbol. */
  readonly #fills = new Map<string, AbortController>();
  #isOpening = false;
  #error: MarketDataError | undefined;
  #loop: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #statesCheckedMs = -Infinity;
  #requestId = 0;

  /**
   * @param signal Aborted: the end has come.
   * @throws {MarketDataError} ERR_CONFIG_INVALID: more symbols than the venue allows.
   */
  constructor(context: LiveContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
    const { venue, instruments, timings, clock, received, http, credentials } = context;
    const symbols = instruments.map(({ instrument }) => instrument.symbol);
    this.#queue = new TickQueue(timings.maxQueuedTicks);
    this.#states = new SymbolStates(symbols, timings.staleMs, clock.elapsedMs());
    this.#holes = new SymbolHoles({
      instruments,
      tradeIds: venue.capabilities.tradeIds,
      canFill: venue.trades !== undefined,
      matchIds: venue.trades?.matchIds?.bind(venue.trades),
      holdMs: timings.holdMs,
      maxHeldTicks: timings.maxHeldTicks,
      startFill: (hole) => {
        if (signal.aborted) return;
        // Releasing what was held asks the adapter for ids: others' code.
        this.#fill(hole).catch((error: unknown) => {
          this.#crash(error);
        });
      },
      endFill: (symbol) => {
        this.#fills.get(symbol)?.abort();
      },
    });
    const needsBook = venue.capabilities.bookResync === 'snapshot' && venue.book !== undefined;
    this.#connections = new ConnectionSet(
      instruments,
      {
        ...context,
        receivedMs: () => received.nowMs(),
        nextId: () => String(++this.#requestId),
        complain: (what, fields) => {
          this.#complain(what, fields);
        },
        count: (name, by = 1) => {
          this.#count(name, by);
        },
        crash: (error) => {
          this.#crash(error);
        },
        ...(context.onFrame !== undefined && {
          onFrame: maskedRecorder(context.onFrame, credentials),
        }),
        ...(needsBook && {
          fetchBook: (instrument, bookSignal) =>
            fetchBook({ http, venue, credentials, instrument, signal: bookSignal }),
        }),
      },
      this.#events(),
    );
  }

  /**
   * Connects, and gives what comes, turn of the event loop by turn.
   *
   * @throws {MarketDataError} ERR_VENUE_REFUSED when the whole venue is given up, after all else was given.
   */
  async *batches(): AsyncGenerator<readonly Tick[]> {
    this.#tell(() => {
      const all = this.#context.instruments.map(({ instrument }) => instrument.symbol);
      this.#states.connecting(all, 'connecting for the first time');
    });
    this.#loop = this.#steps().catch((error: unknown) => {
      this.#crash(error);
    });
    while (!this.#signal.aborted) {
      const batch = this.#queue.take();
      if (batch.length > 0) yield batch;
      else if (this.#error !== undefined) throw this.#error;
      else await this.#gate.wait();
    }
  }

  counts(): Readonly<Record<string, number>> {
    const { dropped } = this.#queue;
    const sum = new Map(this.#counts);
    for (const counts of [Object.fromEntries(this.#mapperCounts), ...this.#connections.counts()]) {
      for (const [name, value] of Object.entries(counts)) add(sum, `mapper.${name}`, value);
    }
    for (const [name, value] of Object.entries(this.#context.http.counts())) {
      add(sum, `http.${name}`, value);
    }
    return {
      openConnections: this.#connections.connectionCount,
      droppedTrades: dropped.trade,
      droppedQuotes: dropped.quote,
      droppedDepths: dropped.depth,
      ...this.#holes.counts(),
      ...Object.fromEntries(sum),
    };
  }

  /** Ends everything; may be called again. The signal has been aborted before. */
  close(): Promise<void> {
    this.#closed ??= (async () => {
      this.#gate.open();
      for (const ending of this.#fills.values()) ending.abort();
      await Promise.all([this.#connections.close(), this.#loop]);
    })();
    return this.#closed;
  }

  async #steps(): Promise<void> {
    const { clock, timings, received } = this.#context;
    let lastMs = clock.elapsedMs();
    while (!this.#signal.aborted && this.#error === undefined) {
      let nowMs = clock.elapsedMs();
      if (nowMs - lastMs > HELD_UP_MS + timings.stepMs) {
        // What lies in the sockets proves that they are not silent.
        await clock.sleep(0, this.#signal);
        nowMs = clock.elapsedMs();
      }
      lastMs = nowMs;
      this.#connections.check(nowMs);
      const receivedMs = received.nowMs();
      if (this.#holes.nextDueMs() <= receivedMs) this.#release(this.#holes.expire(receivedMs));
      if (nowMs - this.#statesCheckedMs >= Math.min(STATE_CHECK_MS, timings.staleMs / 4)) {
        this.#statesCheckedMs = nowMs;
        this.#tell(() => {
          this.#states.check(nowMs);
        });
      }
      await clock.sleep(timings.stepMs, this.#signal);
    }
  }

  #events(): LineEvents {
    const { received, clock, logger } = this.#context;
    return {
      onTicks: (ticks) => {
        this.#ticks(ticks);
      },
      onLive: (symbols) => {
        const back = symbols.filter((symbol) => this.#away.delete(symbol));
        if (back.length > 0) this.#holes.resumed(back, received.nowMs());
        this.#tell(() => {
          this.#states.live(symbols, clock.elapsedMs());
        });
      },
      onLost: (symbols, reason) => {
        this.#count('lostConnections', 1);
        for (const symbol of symbols) this.#away.add(symbol);
        this.#holes.lost(symbols, received.nowMs());
        this.#tell(() => {
          this.#states.connecting(symbols, reason);
        });
      },
      onHandedOver: (symbols) => {
        this.#count('lostConnections', 1);
        this.#holes.lost(symbols, received.nowMs());
        this.#holes.resumed(symbols, received.nowMs());
      },
      onSymbolRefused: (symbol, reason) => {
        logger.error({ symbol, reason }, 'the venue refuses this symbol, it is given up');
        this.#count('refusedSymbols', 1);
        this.#publish(this.#holes.end([symbol], received.nowMs()));
        this.#tell(() => {
          this.#states.fatal([symbol], reason);
        });
        if (this.#states.openCount === 0)
          this.#refuse(`all symbols were refused, the last one: ${reason}`);
      },
      onRefused: (reason) => {
        this.#refuse(reason);
      },
      onResync: (symbol, isResyncing, detail) => {
        this.#tell(() => {
          this.#states.resync(symbol, isResyncing, detail);
        });
      },
      onHalted: (symbols, isHalted, detail) => {
        this.#tell(() => {
          this.#states.halted(symbols, isHalted, detail);
        });
      },
      onMapperEnd: (counts) => {
        for (const [name, value] of Object.entries(counts)) add(this.#mapperCounts, name, value);
      },
    };
  }

  #ticks(ticks: readonly Tick[]): void {
    const nowMs = this.#context.clock.elapsedMs();
    const market: Tick[] = [];
    for (const tick of ticks) {
      const { symbol } = tick;
      if (this.#states.isFatal(symbol)) continue;
      if (tick.kind === 'status') {
        // What the venue says of one symbol.
        this.#states.halted([symbol], tick.state === 'halted', tick.detail);
        continue;
      }
      if (!isNotice(tick)) {
        if (this.#away.delete(symbol)) {
          this.#holes.resumed([symbol], this.#context.received.nowMs());
        }
        this.#states.data(symbol, nowMs);
      }
      market.push(tick);
    }
    this.#publish(this.#states.take(this.#context.received.nowMs()));
    if (market.length > 0) this.#publish(this.#holes.push(market, this.#context.received.nowMs()));
  }

  async #fill(hole: TradeHole): Promise<void> {
    const { http, venue, credentials, received, redact } = this.#context;
    const { symbol } = hole.instrument.instrument;
    const ending = new AbortController();
    this.#fills.set(symbol, ending);
    this.#count('fills', 1);
    let result: Parameters<SymbolHoles['filled']>[1];
    try {
      result = await fetchMissingTrades({ http, venue, credentials, hole, signal: ending.signal });
      if (!result.isComplete) this.#count('incompleteFills', 1);
    } catch (error) {
      if (this.#signal.aborted) return;
      // Nobody waits for it any more: nothing was missing, or a gap has said so.
      if (ending.signal.aborted) this.#count('endedFills', 1);
      else {
        this.#count('failedFills', 1);
        const fault = redact(messageOf(error));
        this.#complain('missing trades could not be fetched', { symbol, fault });
      }
    } finally {
      this.#fills.delete(symbol);
    }
    if (this.#signal.aborted) return;
    this.#release(this.#holes.filled(symbol, result, received.nowMs()));
  }

  #crash(error: unknown): void {
    if (this.#error !== undefined) return;
    const { redact, venue } = this.#context;
    // The cause is not passed on: whatever it is, a key may be in it.
    const fault = redact(messageOf(error));
    this.#error =
      isMarketDataError(error) && error.message === fault
        ? error
        : new MarketDataError('ERR_INTERNAL', `${venue.capabilities.venue}: ${fault}`);
    void this.#connections.close();
    this.#wake();
  }

  /** Changes states, and publishes what has changed. */
  #tell(change: () => void): void {
    change();
    this.#publish(this.#states.take(this.#context.received.nowMs()));
  }

  #refuse(reason: string): void {
    if (this.#error !== undefined) return;
    const { venue, instruments, logger } = this.#context;
    const name = venue.capabilities.venue;
    const variables = venue.capabilities.credentials.map(({ variable }) => variable);
    const hint = variables.length > 0 ? `; check ${variables.join(', ')} and your plan` : '';
    this.#error = new MarketDataError(
      'ERR_VENUE_REFUSED',
      `${name}: ${reason}${hint}; it is not tried again`,
    );
    logger.error({ reason }, 'the venue refuses us, it is given up');
    const all = instruments.map(({ instrument }) => instrument.symbol);
    this.#publish(this.#holes.end(all, this.#context.received.nowMs()));
    this.#tell(() => {
      this.#states.fatal(all, reason);
    });
    void this.#connections.close();
    this.#wake();
  }

  /** Publishes what was held; a connection may have been lost since. */
  #release(ticks: readonly Tick[]): void {
    this.#publish(ticks);
    this.#tell(() => {
      this.#states.repeat(new Set(ticks.map(({ symbol }) => symbol)));
    });
  }

  #publish(ticks: readonly Tick[]): void {
    if (ticks.length === 0 || this.#signal.aborted) return;
    this.#queue.push(ticks);
    this.#wake();
  }

  /** Lets the reader go on when this turn of the event loop is over, so that it gets all of it at once. */
  #wake(): void {
    if (this.#isOpening) return;
    this.#isOpening = true;
    setImmediate(() => {
      this.#isOpening = false;
      this.#gate.open();
    });
  }

  #complain(what: string, fields: Readonly<Record<string, unknown>>): void {
    const count = (this.#complaints.get(what) ?? 0) + 1;
    this.#complaints.set(what, count);
    if (count > MAX_COMPLAINTS) return;
    this.#context.logger.warn(fields, what);
    if (count === MAX_COMPLAINTS) {
      this.#context.logger.warn({ what }, 'further ones of this kind are only counted');
    }
  }

  #count(name: ConnectionCount | RunCount, by: number): void {
    add(this.#counts, name, by);
  }
}

type RunCount =
  'lostConnections' | 'refusedSymbols' | 'fills' | 'incompleteFills' | 'failedFills' | 'endedFills';

function add(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}
