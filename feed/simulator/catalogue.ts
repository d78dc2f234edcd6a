/** Well-known instruments, written by hand, in the order in which they are offered. */
import type { Session } from '../../proto/types.ts';
import type { Factor } from './common-factors.ts';
import type { MarketSpec } from './market-spec.ts';
import type { ProfileName } from './profiles.ts';

export const VENUE = 'SIM';

const ROLLING: Session = { kind: 'rolling24h' };
/** The day of New York stocks begins with the regular session, 09:30 winter time. */
const NEW_YORK: Session = { kind: 'daily', startMinuteUtc: 870 };

/** Usual company a symbol keeps, as shares of its variance. */
const CRYPTO: MarketSpec['loadings'] = { crypto: 0.72, market: 0.06 };
const TECHNOLOGY: MarketSpec['loadings'] = { market: 0.35, technology: 0.2 };
const FINANCE: MarketSpec['loadings'] = { market: 0.3, finance: 0.2 };
const CONSUMER: MarketSpec['loadings'] = { market: 0.3, consumer: 0.12 };
const DOLLAR: MarketSpec['loadings'] = { dollar: -0.5, market: 0.04 };
const DOLLAR_BASE: MarketSpec['loadings'] = { dollar: 0.5 };
/** Crosses against bitcoin: the common part of both mostly cancels. */
const CROSS: MarketSpec['loadings'] = { crypto: 0.08 };

/** Numbers as people write them; turned into scaled integers by `specFrom`. */
export interface Listing {
  readonly symbol: string;
  readonly name: string;
  readonly currency: string;
  /** Price in units of the currency, and the decimals that it is quoted with. */
  readonly price: number;
  readonly priceDecimals: number;
  /** Price step in the last decimal; 1 unless given. */
  readonly tickSize?: number;
  readonly sizeDecimals: number;
  /** Sizes in units of the thing traded. */
  readonly orderSize: number;
  readonly topSize: number;
  readonly lotSize: number;
  readonly ordersPerSecond: number;
  readonly volatilityBp: number;
  readonly spreadTicks?: number;
  readonly loadings: Readonly<Partial<Record<Factor, number>>>;
  readonly lagMs: number;
  readonly depthIntervalMs?: number;
}

/** Turns a listing into a market with exact scaled integers. */
export function specFrom(profile: ProfileName, listing: Listing): MarketSpec {
  const tickSize = listing.tickSize ?? 1;
  const priceScale = 10 ** listing.priceDecimals;
  const sizeScale = 10 ** listing.sizeDecimals;
  const isStock = profile === 'large-tick' || profile === 'small-tick';
  return {
    instrument: {
      symbol: listing.symbol,
      venue: VENUE,
      displayName: listing.name,
      priceDecimals: listing.priceDecimals,
      sizeDecimals: listing.sizeDecimals,
      tickSize,
      currency: listing.currency,
      session: isStock ? NEW_YORK : ROLLING,
    },
    profile,
    openingPrice: Math.round((listing.price * priceScale) / tickSize) * tickSize,
    ordersPerSecond: listing.ordersPerSecond,
    volatilityBp: listing.volatilityBp,
    orderSize: Math.round(listing.orderSize * sizeScale),
    topSize: Math.round(listing.topSize * sizeScale),
    lotSize: Math.round(listing.lotSize * sizeScale),
    spreadTicks: listing.spreadTicks ?? 1,
    loadings: listing.loadings,
    lagMs: listing.lagMs,
    depthIntervalMs: listing.depthIntervalMs ?? (profile === 'crypto-liquid' ? 100 : 200),
  };
}

type Row = readonly [
  symbol: string,
  name: string,
  price: number,
  ordersPerSecond: number,
  volatilityBp: number,
];

function crypto(
  [symbol, name, price, ordersPerSecond, volatilityBp]: Row,
  priceDecimals: number,
  sizeDecimals: number,
  orderSize: number,
  lotSize: number,
): MarketSpec {
  const currency = symbol.slice(symbol.indexOf('-') + 1);
  return specFrom('crypto-liquid', {
    symbol,
    name,
    currency,
    price,
    priceDecimals,
    sizeDecimals,
    orderSize,
    topSize: orderSize * 80,
    lotSize,
    ordersPerSecond,
    volatilityBp,
    loadings: currency === 'BTC' ? CROSS : CRYPTO,
    lagMs: symbol === 'BTC-USD' ? 0 : 60 + 120 / (1 + ordersPerSecond),
  });
}

function stock(
  profile: 'large-tick' | 'small-tick',
  [symbol, name, price, ordersPerSecond, volatilityBp]: Row,
  topSize: number,
  spreadTicks: number,
  loadings: MarketSpec['loadings'],
): MarketSpec {
  return specFrom(profile, {
    symbol,
    name,
    currency: 'USD',
    price,
    priceDecimals: 2,
    sizeDecimals: 0,
    orderSize: profile === 'large-tick' ? 300 : 160,
    topSize,
    lotSize: 100,
    ordersPerSecond,
    volatilityBp,
    spreadTicks,
    loadings,
    lagMs: 40 + 100 / (1 + ordersPerSecond),
  });
}

function fx(
  [symbol, name, price, ordersPerSecond, volatilityBp]: Row,
  priceDecimals: number,
  spreadTicks: number,
  loadings: MarketSpec['loadings'],
): MarketSpec {
  const isMetal = symbol.startsWith('XAU');
  return specFrom('fx', {
    symbol,
    name,
    currency: symbol.slice(4),
    price,
    priceDecimals,
    sizeDecimals: 0,
    orderSize: isMetal ? 20 : 100_000,
    topSize: isMetal ? 300 : 2_000_000,
    lotSize: isMetal ? 1 : 10_000,
    ordersPerSecond,
    volatilityBp,
    spreadTicks,
    loadings,
    lagMs: 50,
  });
}

/** The first dozen mixes all kinds, so that a short list already looks like a trading desk's. */
export const CATALOGUE: readonly MarketSpec[] = [
  crypto(['BTC-USD', 'Bitcoin / US dollar', 64_250, 10, 1], 2, 8, 0.004, 0.00001),
  crypto(['ETH-USD', 'Ether / US dollar', 3_184.6, 7, 1.15], 2, 8, 0.04, 0.0001),
  stock('small-tick', ['AAPL', 'Apple', 228.4, 3, 0.6], 300, 3, TECHNOLOGY),
  fx(['EUR-USD', 'Euro / US dollar', 1.08432, 3, 0.3], 5, 8, DOLLAR),
  stock('small-tick', ['NVDA', 'NVIDIA', 141.2, 9, 1], 400, 2.5, TECHNOLOGY),
  crypto(['SOL-USD', 'Solana / US dollar', 152.36, 9, 1.7], 2, 6, 0.8, 0.001),
  stock('large-tick', ['BAC', 'Bank of America', 39.6, 3, 0.65], 9_000, 1, FINANCE),
  stock('small-tick', ['TSLA', 'Tesla', 262.8, 9, 1.1], 250, 5, TECHNOLOGY),
  fx(['USD-JPY', 'US dollar / Japanese yen', 151.234, 2.6, 0.35], 3, 7, DOLLAR_BASE),
  crypto(['XRP-USD', 'XRP / US dollar', 0.5843, 7, 1.8], 4, 1, 200, 1),
  stock('small-tick', ['MSFT', 'Microsoft', 431.9, 3, 0.55], 150, 5, TECHNOLOGY),
  crypto(['SHIB-USD', 'Shiba Inu / US dollar', 0.00001734, 5, 2], 8, 0, 900_000, 1),
  crypto(['XRP-BTC', 'XRP / bitcoin', 0.00000909, 2, 1.8], 8, 0, 120, 1),
  fx(['GBP-USD', 'Pound sterling / US dollar', 1.26875, 2.4, 0.32], 5, 10, DOLLAR),
  stock('large-tick', ['F', 'Ford Motor', 11.24, 2, 0.75], 24_000, 1, CONSUMER),
  crypto(['DOGE-USD', 'Dogecoin / US dollar', 0.12874, 7, 2], 5, 0, 900, 1),
  stock('small-tick', ['AMZN', 'Amazon', 197.3, 3, 0.7], 250, 3, TECHNOLOGY),
  fx(['XAU-USD', 'Gold / US dollar', 2_652.4, 2.4, 0.4], 2, 22, { dollar: -0.3 }),
  crypto(['ETH-BTC', 'Ether / bitcoin', 0.04957, 2.5, 0.8], 5, 4, 0.08, 0.0001),
  stock('large-tick', ['INTC', 'Intel', 23.8, 2.5, 0.9], 14_000, 1, TECHNOLOGY),
  stock('small-tick', ['META', 'Meta Platforms', 572.6, 2.6, 0.75], 120, 12, TECHNOLOGY),
  crypto(['ADA-USD', 'Cardano / US dollar', 0.3826, 5, 1.9], 4, 1, 300, 0.1),
  stock('large-tick', ['T', 'AT&T', 22.1, 1.2, 0.6], 12_000, 1, CONSUMER),
  stock('small-tick', ['JPM', 'JPMorgan Chase', 223.7, 1.5, 0.55], 200, 4, FINANCE),
  crypto(['DOGE-BTC', 'Dogecoin / bitcoin', 0.000002, 1.5, 2], 8, 0, 600, 1),
  fx(['AUD-USD', 'Australian dollar / US dollar', 0.66318, 1.8, 0.4], 5, 8, DOLLAR),
  stock('small-tick', ['GOOGL', 'Alphabet', 171.5, 3, 0.65], 250, 3, TECHNOLOGY),
  crypto(['LINK-USD', 'Chainlink / US dollar', 11.482, 4, 2], 3, 2, 8, 0.01),
  stock('large-tick', ['PFE', 'Pfizer', 28.6, 1.2, 0.65], 10_000, 1, CONSUMER),
  stock('small-tick', ['IBM', 'IBM', 214.9, 0.9, 0.5], 150, 6, TECHNOLOGY),
  crypto(['AVAX-USD', 'Avalanche / US dollar', 27.43, 4, 2], 2, 2, 3, 0.01),
  stock('large-tick', ['AAL', 'American Airlines', 12.9, 1.2, 1], 9_000, 1, CONSUMER),
];
