/** The ticks of the chaos tests: each one follows from the seed and its number alone. Pure. */
import { createRandom } from '../../bench/random.ts';
import type { AggressorSide, Instrument, Session, Tick } from '../../../proto/types.ts';

/** What a run of the source is made of. */
export interface MadeMarket {
  readonly seed: number;
  /** Venue milliseconds that pass in one real millisecond; 1: venue time is real time. */
  readonly speed: number;
  /** Real time at which the market began, UNIX ms. */
  readonly startedMs: number;
  readonly symbols: readonly string[];
  /** Without late trades and clocks that differ. */
  readonly isPunctual: boolean;
}

/** Ticks of all symbols together in a real second; the busy symbol has about half of them. */
export const TICKS_PER_SECOND = 400;

const SIDES: readonly AggressorSide[] = ['buy', 'sell', 'unknown'];
/** Where the venue's time begins when it is not the real one: a Tuesday evening, so that days roll over soon. */
const VENUE_START_MS = Date.UTC(2026, 2, 3, 21, 30);

const SESSIONS: readonly Session[] = [
  { kind: 'rolling24h' },
  { kind: 'daily', startMinuteUtc: 0 },
  { kind: 'daily', startMinuteUtc: 22 * 60 },
];

/** The instruments of a made market. */
export function instrumentsOf(symbols: readonly string[]): Instrument[] {
  return symbols.map((symbol, index) => ({
    symbol,
    venue: index % 2 === 0 ? 'CHAOS' : 'OTHER',
    displayName: `${symbol} for chaos tests`,
    priceDecimals: 2,
    sizeDecimals: 3,
    tickSize: 1,
    currency: 'USD',
    session: SESSIONS[index % SESSIONS.length] ?? { kind: 'rolling24h' },
    rank: index + 1,
  }));
}

/**
 * Makes tick number `n` as if it were received at `receivedTimeMs`.
 *
 * Sizes of trades are their numbers, so that each trade can be told from all others wherever it is shown.
 * One trade in 40 is late, most of them by seconds and some by minutes; one in 25 comes twice with the
 * same id; where venue time is real, some venue times are ahead of ours.
 */
export function makeTick(market: MadeMarket, n: number, receivedTimeMs: number): Tick {
  const { seed, speed, startedMs, symbols, isPunctual } = market;
  const random = createRandom((seed * 7_919 + n) | 0);
  // The first numbers of this generator are alike for neighbouring seeds.
  random();
  const symbolAt = random() < 0.5 ? 0 : Math.floor(random() * symbols.length);
  const symbol = symbols[symbolAt] ?? '';
  const venueNowMs =
    speed === 1
      ? receivedTimeMs
      : Math.floor(VENUE_START_MS + (receivedTimeMs - startedMs) * speed);
  const price = priceAt(symbolAt, n, random());
  const times = { symbol, receivedTimeMs, venueTimeMs: venueNowMs };
  const kind = random();
  if (kind < 0.3) {
    return {
      kind: 'quote',
      ...times,
      bidPrice: price - 1,
      bidSize: 1 + Math.floor(random() * 900),
      askPrice: price + 1 + Math.floor(random() * 3),
      // Now and then one side is empty.
      askSize: random() < 0.05 ? 0 : 1 + Math.floor(random() * 900),
    };
  }
  if (kind < 0.4) {
    const side = (step: number): number[] =>
      Array.from({ length: 5 }, (_, level) => [
        price + step * (level + 1),
        1 + Math.floor(random() * 900),
      ]).flat();
    return { kind: 'depth', ...times, bids: side(-1), asks: side(1) };
  }
  return {
    kind: 'trade',
    ...times,
    venueTimeMs: isPunctual ? venueNowMs : Math.floor(venueNowMs + skewMs(speed, random)),
    price,
    size: n + 1,
    aggressorSide: SIDES[Math.floor(random() * SIDES.length)] ?? 'unknown',
    tradeId: `${symbol}-${String(n)}`,
  };
}

/** A quote, a depth and a trade of every symbol: whatever was lost before, these are the last of it. */
export function closingTicks(market: MadeMarket, from: number, receivedTimeMs: number): Tick[] {
  const ticks: Tick[] = [];
  for (const symbol of market.symbols) {
    const awaited = new Set<Tick['kind']>(['quote', 'depth', 'trade']);
    for (let n = from; awaited.size > 0; n++) {
      const tick = makeTick({ ...market, symbols: [symbol] }, n, receivedTimeMs);
      if (!awaited.delete(tick.kind)) continue;
      // Numbers that no other trade has.
      const number = from + 1_000 + ticks.length;
      const isTrade = tick.kind === 'trade';
      ticks.push(
        isTrade ? { ...tick, size: number, tradeId: `${symbol}-${String(number)}` } : tick,
      );
    }
  }
  return ticks;
}

/** Whether a feed says trade number `n` twice. */
export function isRepeated(seed: number, n: number): boolean {
  const random = createRandom((seed * 104_729 + n) | 0);
  random();
  return random() < 0.04;
}

/** A bounded walk: no state, so that a restarted source goes on where it was. */
function priceAt(symbolAt: number, n: number, noise: number): number {
  const swing = Math.sin(n / 400 + symbolAt) * 300 + Math.sin(n / 37) * 40;
  return 10_000 * (symbolAt + 1) + Math.round(swing + noise * 20);
}

function skewMs(speed: number, random: () => number): number {
  const draw = random();
  if (draw < 0.02) return -random() * 6_000;
  if (draw < 0.025) return -random() * 400_000;
  if (speed !== 1) return 0;
  // A clock that is ahead, and a time that nobody believes.
  if (draw < 0.05) return random() * 1_500;
  return draw < 0.052 ? 120_000 : 0;
}
