/** Plausible further instruments, made from the seed once the hand-written catalogue is used up. */
import { specFrom } from './catalogue.ts';
import { FX_PAIRS } from './fx-pairs.ts';
import type { MarketSpec } from './market-spec.ts';
import { Random } from './random.ts';

const STARTS =
  'Al Bel Cor Del Fen Gal Hal Jor Kel Lan Mer Nor Or Pel Quan Ril Sol Tor Ul Ver Wes Xen Yar Zel Am Bry Cal Dor El Fal Har Lor Mon Nex Por Ras Sal Tel Vin Wil'.split(
    ' ',
  );
const MIDDLES = 'a e i o u ar en is or an el on ta ra no li ma vi co de'.split(' ');
const STOCK_ENDS = 'ton well dale ford field worth gate stone mark land by wick'.split(' ');
const TOKEN_ENDS = 'x o a ium is on ex ra ly um ara ix'.split(' ');
const TRADES: readonly (readonly [name: string, factor: 'technology' | 'finance' | 'consumer'])[] =
  [
    ['Semiconductor', 'technology'],
    ['Software', 'technology'],
    ['Networks', 'technology'],
    ['Robotics', 'technology'],
    ['Bancorp', 'finance'],
    ['Financial', 'finance'],
    ['Insurance', 'finance'],
    ['Capital', 'finance'],
    ['Foods', 'consumer'],
    ['Retail', 'consumer'],
    ['Pharma', 'consumer'],
    ['Motors', 'consumer'],
    ['Energy', 'consumer'],
    ['Airlines', 'consumer'],
  ];
/** Letters that no exchange would list in a row. */
const UNFIT = /SEX|XXX|ASS|TIT|CUM|FAG|NAZ|KKK/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Share of FX pairs and of tokens among further instruments, while pairs last; the others are stocks. */
const FX_SHARE = 0.1;
const TOKEN_SHARE = 0.3;

/**
 * Makes instruments with names unlike each other and unlike those taken.
 *
 * The first n of a longer list are the list of n.
 *
 * @param seed  Seed of the simulation.
 * @param count How many, >= 0.
 * @param taken Symbols that are in use.
 */
export function generateInstruments(
  seed: number,
  count: number,
  taken: Iterable<string>,
): MarketSpec[] {
  const random = new Random(seed, 'generated-instruments');
  const used = new Set(taken);
  const pairs = FX_PAIRS.filter(({ symbol }) => !used.has(symbol));
  const specs: MarketSpec[] = [];
  while (specs.length < count) {
    const kind = random.uniform();
    const pair = kind < FX_SHARE ? pairs.shift() : undefined;
    let spec: MarketSpec;
    if (pair !== undefined) {
      spec = specFrom('fx', {
        ...pair,
        sizeDecimals: 0,
        orderSize: 100_000,
        topSize: 1_000_000,
        lotSize: 10_000,
        ordersPerSecond: pace(random),
        volatilityBp: 0.3 + 0.3 * random.uniform(),
        spreadTicks: 8 + random.integer(20),
        loadings: { dollar: 0.3 },
        lagMs: 50 + 150 * random.uniform(),
        depthIntervalMs: 500,
      });
    } else if (kind < FX_SHARE + TOKEN_SHARE) {
      spec = token(random, used);
    } else {
      spec = stock(random, used);
    }
    used.add(spec.instrument.symbol);
    specs.push(spec);
  }
  return specs;
}

function token(random: Random, used: ReadonlySet<string>): MarketSpec {
  const name = word(random, TOKEN_ENDS);
  const symbol = `${unusedTicker(random, name, 4, (ticker) => used.has(`${ticker}-USD`))}-USD`;
  // From fractions of a cent to hundreds of dollars, quoted with about five significant digits.
  const price = 10 ** (-5 + 7 * random.uniform());
  const priceDecimals = Math.max(2, Math.min(8, 4 - Math.floor(Math.log10(price))));
  const orderSize = significant(200 / price);
  return specFrom('crypto-liquid', {
    symbol,
    name: `${name} / US dollar`,
    currency: 'USD',
    price,
    priceDecimals,
    sizeDecimals: orderSize >= 100 ? 0 : 4,
    orderSize,
    topSize: orderSize * 60,
    lotSize: orderSize >= 100 ? 1 : 0.001,
    ordersPerSecond: pace(random),
    volatilityBp: 1.5 + 1.5 * random.uniform(),
    loadings: { crypto: 0.3 + 0.3 * random.uniform() },
    lagMs: 100 + 100 * random.uniform(),
    depthIntervalMs: 500,
  });
}

function stock(random: Random, used: ReadonlySet<string>): MarketSpec {
  const [trade, factor] = TRADES[random.integer(TRADES.length)] ?? ['Industries', 'consumer'];
  const name = word(random, STOCK_ENDS);
  const symbol = unusedTicker(random, name, 2 + random.integer(3), (ticker) => used.has(ticker));
  const price = Math.exp(Math.log(45) + 1.1 * random.normal());
  const bounded = Math.min(900, Math.max(6, price));
  const isLargeTick = bounded < 30;
  return specFrom(isLargeTick ? 'large-tick' : 'small-tick', {
    symbol,
    name: `${name} ${trade}`,
    currency: 'USD',
    price: bounded,
    priceDecimals: 2,
    sizeDecimals: 0,
    orderSize: isLargeTick ? 250 : 140,
    topSize: isLargeTick ? 5000 : 150,
    lotSize: 100,
    ordersPerSecond: pace(random),
    volatilityBp: 0.6 + 0.6 * random.uniform(),
    spreadTicks: isLargeTick ? 1 : 2 + Math.round(bounded / 60),
    loadings: { market: 0.2 + 0.2 * random.uniform(), [factor]: 0.15 },
    lagMs: 80 + 120 * random.uniform(),
    depthIntervalMs: 500,
  });
}

/** Orders per second of a lesser-known symbol. */
function pace(random: Random): number {
  return 0.7 + 1.3 * random.uniform() ** 2;
}

function word(random: Random, ends: readonly string[]): string {
  const pick = (parts: readonly string[]): string => parts[random.integer(parts.length)] ?? '';
  return pick(STARTS) + pick(MIDDLES) + pick(ends);
}

/** Letters of the name in their order, as exchanges do it; with other last letters if that is taken. */
function unusedTicker(
  random: Random,
  name: string,
  length: number,
  isTaken: (ticker: string) => boolean,
): string {
  const letters = name.toUpperCase();
  for (let attempt = 0; ; attempt++) {
    let ticker = letters.charAt(0);
    for (let at = 1; at < letters.length && ticker.length < length; at++) {
      const isNeeded = letters.length - at <= length - ticker.length;
      if (isNeeded || random.chance(0.6)) ticker += letters.charAt(at);
    }
    if (attempt > 4) ticker = ticker.slice(0, -1) + ALPHABET.charAt(random.integer(26));
    if (attempt > 40) ticker += ALPHABET.charAt(random.integer(26));
    if (!isTaken(ticker) && !UNFIT.test(ticker)) return ticker;
  }
}

/** Rounds to one significant digit, so that sizes look like what people type. */
function significant(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return Math.max(0.01, Math.round(value / unit) * unit);
}
