/** Plays a scenario: a local venue server, a live source in front of it, steps one after the other. */
import { pino } from 'pino';
import { systemClock } from '../../../../feed/clock.ts';
import { openLiveSource, type LiveSource } from '../../../../feed/live/live-source.ts';
import type { LiveTimings } from '../../../../feed/live/timings.ts';
import { Random } from '../../../../feed/simulator/random.ts';
import type { Instrument } from '../../../../proto/types.ts';
import { VenueServer } from '../../../support/venues/venue-server.ts';
import { waitFor } from '../../../support/wait-for.ts';
import type { VenueFault } from '../../../support/venues/venue-faults.ts';
import type { VenueProtocol } from '../../../support/venues/venue-protocol.ts';
import type { Scenario, ScenarioFault, Step } from './scenario.ts';
import { Listener } from './listener.ts';
import type { VenueUnderTest } from './venue-under-test.ts';

/** What a scenario left behind. */
export interface Played {
  readonly server: VenueServer;
  readonly listener: Listener;
  /** Trades of each symbol that there were before the source was iterated, by symbol without venue. */
  readonly tradesBefore: ReadonlyMap<string, number>;
  readonly instruments: readonly Instrument[];
  readonly counts: Readonly<Record<string, number>>;
  /** What opening or iterating threw. */
  readonly error: unknown;
  /** Everything that was logged, recorded or thrown. */
  readonly said: string;
}

/** The market goes on by itself so often, and by so many events. */
const RUN_EVERY_MS = 20;
const RUN_EVENTS = 2;
const SHORT: Partial<LiveTimings> = {
  stepMs: 10,
  holdMs: 8_000,
  acknowledgeMs: 800,
  backoffMinMs: 20,
  backoffMaxMs: 80,
  calmBookMs: 200,
  closeMs: 200,
  renewNoticeMs: 50,
  renewOverlapMs: 200,
};
/** Trades before anybody listens, which nobody may take for new ones. */
const EARLIER_EVENTS = 60;
const WAIT_MS = 12_000;

export async function play(tested: VenueUnderTest, scenario: Scenario): Promise<Played> {
  const { protocol, credentials, heartbeatMs } = tested;
  const server = await VenueServer.open(protocol, {
    heartbeatMs,
    keys: Object.values(credentials),
    ...(scenario.limits && { limits: scenario.limits }),
  });
  const ending = new AbortController();
  const said: string[] = [];
  server.advance(EARLIER_EVENTS);
  server.settle();
  for (const fault of scenario.before ?? []) server.inject(faultOf(fault, protocol));
  const symbols = protocol.symbols.map(({ symbol }) => symbol);
  const listener = new Listener(symbols.map((symbol) => `${symbol}.${protocol.venue}`));
  const market = new RunningMarket(server);
  let source: LiveSource | undefined;
  let error: unknown;
  let tradesBefore = new Map<string, number>();
  try {
    const wrong = Object.keys(credentials).map((name): [string, string] => [name, `wrong-${name}`]);
    source = await openLiveSource({
      venue: tested.venue,
      symbols,
      channels: tested.channels,
      depthLevels: 10,
      credentials: scenario.hasWrongKeys === true ? Object.fromEntries(wrong) : credentials,
      urls: server.urls,
      history: false,
      clock: systemClock,
      random: uniform(scenario.name),
      logger: pino({ level: 'trace' }, { write: (line: string) => said.push(line) }),
      timings: { ...SHORT, ...scenario.timings },
      onFrame: (event) => said.push(JSON.stringify(event)),
      signal: ending.signal,
    });
    tradesBefore = new Map(symbols.map((symbol) => [symbol, server.market.trades(symbol).length]));
    const heard = listener.listen(source);
    market.run();
    await Promise.race([
      heard,
      playSteps(scenario, { server, listener, market, source, protocol }, tested),
    ]);
    // A refused source ends by itself.
    if (scenario.end.outcome === 'refused') await heard;
  } catch (thrown) {
    error = thrown;
    said.push(String(thrown));
  } finally {
    market.rest();
    ending.abort();
    await source?.close();
    await server.close();
  }
  if (error !== undefined && scenario.end.outcome !== 'refused') {
    throw new Error(storyOf(server, listener, said), { cause: error });
  }
  return {
    server,
    listener,
    tradesBefore,
    instruments: source?.instruments ?? [],
    counts: source?.counts() ?? {},
    error,
    said: said.join('\n'),
  };
}

/** What steps act on. */
interface Stage {
  readonly server: VenueServer;
  readonly listener: Listener;
  readonly market: RunningMarket;
  readonly source: LiveSource;
  readonly protocol: VenueProtocol;
}

async function playSteps(scenario: Scenario, stage: Stage, tested: VenueUnderTest): Promise<void> {
  const { server, listener, market } = stage;
  const fatal = scenario.end.fatal ?? [];
  const alive = listener.symbols.filter((_, index) => !fatal.includes(index));
  if (scenario.from !== 'start') await untilFlowing(listener, alive, tested);
  for (const step of scenario.steps) await carryOut(step, stage);
  if (scenario.end.outcome === 'refused') return;
  await untilFlowing(listener, alive, tested);
  market.rest();
  const isEnd = waitFor(
    async () => {
      server.settle();
      return waitFor(() => hasLast(server, listener, alive, tested), {
        what: 'the last events',
        timeoutMs: 1_000,
      });
    },
    { what: 'the last events of every symbol', timeoutMs: WAIT_MS },
  );
  // What is missing is said by who compares.
  await isEnd.catch((error: unknown) => listener.problems.push(String(error)));
}

async function carryOut(step: Step, stage: Stage): Promise<void> {
  const { server, listener, market, source, protocol } = stage;
  const until = async (what: string, condition: () => boolean): Promise<void> => {
    await waitFor(condition, { what, timeoutMs: WAIT_MS, intervalMs: 5 });
  };
  switch (step.do) {
    case 'inject':
      server.inject(faultOf(step.fault, protocol));
      break;
    case 'advance':
      server.advance(step.count);
      break;
    case 'rest':
      market.rest();
      break;
    case 'run':
      market.run();
      break;
    case 'awaitState': {
      const wanted = step.symbol === undefined ? undefined : listener.symbols[step.symbol];
      const symbols = wanted === undefined ? listener.symbols : [wanted];
      await until(`state ${step.state} of ${symbols.join(' and ')}`, () =>
        symbols.every((symbol) => listener.statesOf(symbol).at(-1) === step.state),
      );
      break;
    }
    case 'awaitStateSeen': {
      const symbol = listener.symbols[step.symbol] ?? '';
      await until(`state ${step.state} of ${symbol}`, () =>
        listener.statesOf(symbol).includes(step.state),
      );
      break;
    }
    case 'awaitConnections': {
      const accepted = (): number =>
        server.handshakes.filter(({ status }) => status === 101).length;
      await until(`connection ${step.count}`, () => accepted() >= step.count);
      const before = listener.tradeCount;
      await until('trades', () => listener.tradeCount > before);
      break;
    }
    case 'awaitHandshakes':
      await until(`handshake ${step.count}`, () => server.handshakes.length >= step.count);
      break;
    case 'awaitUsed':
      await until(`the end of ${step.kind}`, () => server.left(step.kind) === 0);
      break;
    case 'awaitWithheld':
      await until('requests', () => server.withheldCount >= step.count);
      break;
    case 'awaitRequestsRepeated': {
      const { withheldCount, handshakes } = server;
      const before = handshakes.length;
      await until(
        'requests once more',
        () => server.withheldCount > withheldCount || handshakes.length > before,
      );
      break;
    }
    case 'awaitSessions':
      await until(`${step.count} open connections`, () => server.sessions.size === step.count);
      break;
    case 'awaitCount':
      await until(step.name, () => (source.counts()[step.name] ?? 0) > 0);
      break;
    case 'awaitEnd':
      await until('the end of the source', () => listener.hasEnded);
      break;
  }
}

/** Everything is subscribed, and trades come. */
async function untilFlowing(
  listener: Listener,
  symbols: readonly string[],
  { channels, venue }: VenueUnderTest,
): Promise<void> {
  const kinds = { trades: 'trade', quotes: 'quote', depth: 'depth' } as const;
  const wanted = channels.filter((channel) => venue.capabilities.channels[channel] !== undefined);
  await waitFor(
    () =>
      symbols.every((symbol) => {
        const isLive = listener.statesOf(symbol).at(-1) === 'live';
        return isLive && wanted.every((channel) => listener.last(symbol, kinds[channel]));
      }),
    { what: 'all symbols to flow', timeoutMs: WAIT_MS, intervalMs: 5 },
  );
}

/** Whether the last trades, and with them all that was before, have come, and the books that stand behind them. */
function hasLast(
  server: VenueServer,
  listener: Listener,
  symbols: readonly string[],
  { venue }: VenueUnderTest,
): boolean {
  const { tradeIds, channels } = venue.capabilities;
  return symbols.every((symbol) => {
    const made = symbol.slice(0, symbol.lastIndexOf('.'));
    const truth = server.market.trades(made).at(-1);
    const trade = listener.last(symbol, 'trade');
    if (truth === undefined || trade?.venueTimeMs !== truth.timeMs) return false;
    if (tradeIds !== 'none' && !trade.tradeId.endsWith(truth.id)) return false;
    // Each end of the market changes the size of the best bid: who has it has the whole book.
    const [price, size] = listener.last(symbol, 'depth')?.bids ?? [];
    const best = server.market.best(made, 1).bids;
    const isBook = channels.depth === undefined || (price === best[0] && size === best[1]);
    return isBook && listener.statesOf(symbol).at(-1) === 'live';
  });
}

class RunningMarket {
  readonly #server: VenueServer;
  #timer: NodeJS.Timeout | undefined;

  constructor(server: VenueServer) {
    this.#server = server;
  }

  run(): void {
    this.#timer ??= setInterval(() => {
      this.#server.advance(RUN_EVENTS);
    }, RUN_EVERY_MS);
  }

  rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}

function uniform(name: string): () => number {
  const random = new Random(1, name);
  return () => random.uniform();
}

/** The fault of the venue's symbol that stands at the place. */
function faultOf(fault: ScenarioFault, { symbols }: VenueProtocol): VenueFault {
  switch (fault.kind) {
    case 'forgetSymbol':
      return { kind: fault.kind, symbol: symbols[fault.place]?.symbol ?? '' };
    case 'loseTrades':
    case 'loseBookUpdates':
    case 'refuseSubscriptions': {
      const { kind, count, place } = fault;
      const symbol = place === undefined ? undefined : symbols[place]?.symbol;
      return { kind, count, ...(symbol !== undefined && { symbol }) };
    }
    default:
      return fault;
  }
}

/** What may explain a scenario that came to no end. */
function storyOf(server: VenueServer, listener: Listener, said: readonly string[]): string {
  const states = listener.symbols.map((one) => `${one}: ${listener.statesOf(one).join(', ')}`);
  const violations = server.violations.map(({ rule, detail }) => `${rule}: ${detail}`);
  const log = said.filter((line) => line.includes('"level"')).slice(-10);
  return ['came to no end', ...states, ...violations, ...log].join('\n');
}
