/** Made-up instruments with realistic names, prices and decimals. */
import type { InstrumentView } from '../../../../web/state/views.ts';

type Row = readonly [symbol: string, name: string, price: number, decimals: number, size: number];

const ROWS: readonly Row[] = [
  ['BTC-USD', 'Bitcoin / US dollar', 67_412.5, 2, 5],
  ['ETH-USD', 'Ether / US dollar', 3_521.18, 2, 4],
  ['SOL-USD', 'Solana / US dollar', 172.44, 2, 2],
  ['DOGE-USD', 'Dogecoin / US dollar', 0.15234, 5, 0],
  ['SHIB-BTC', 'Shiba Inu / Bitcoin', 0.00000038, 8, 0],
  ['EUR-USD', 'Euro / US dollar', 1.08523, 5, 0],
  ['USD-JPY', 'US dollar / Japanese yen', 151.237, 3, 0],
  ['GBP-USD', 'British pound / US dollar', 1.26714, 5, 0],
  ['AAPL', 'Apple Inc.', 228.31, 2, 0],
  ['MSFT', 'Microsoft Corporation', 417.02, 2, 0],
  ['NVDA', 'NVIDIA Corporation', 121.67, 2, 0],
  ['BRK.A', 'Berkshire Hathaway Inc. Class A', 681_480.01, 2, 0],
  ['F', 'Ford Motor Company', 10.88, 2, 0],
  ['GE', 'General Electric', 187.4, 2, 0],
  ['XOM', 'Exxon Mobil Corporation', 116.93, 2, 0],
  ['JPM', 'JPMorgan Chase & Co.', 211.05, 2, 0],
  ['TSLA', 'Tesla, Inc.', 254.27, 2, 0],
  ['AMZN', 'Amazon.com, Inc.', 186.51, 2, 0],
  ['BTCUSDT', 'Bitcoin / Tether', 61_837.63, 8, 8],
];

/** @param count The first ones have real names, the rest numbers. */
export function demoInstruments(count: number): InstrumentView[] {
  return Array.from({ length: count }, (_, i) => {
    const row =
      ROWS[i] ?? ([`STK${String(i).padStart(3, '0')}`, `Sample stock ${i}`, 0, 2, 0] as const);
    const [symbol, displayName, , priceDecimals, sizeDecimals] = row;
    const tickSize = symbol === 'BTCUSDT' ? 1_000_000 : 1;
    const currency = symbol.split('-')[1] ?? (symbol === 'BTCUSDT' ? 'USDT' : 'USD');
    return { symbol, displayName, venue: 'SIM', priceDecimals, sizeDecimals, tickSize, currency };
  });
}

/** Scaled price to begin with. */
export function demoPrice(instrument: InstrumentView): number {
  const row = ROWS.find(([symbol]) => symbol === instrument.symbol);
  const number = Number(instrument.symbol.replace(/\D/g, '')) || 100;
  return Math.round((row?.[2] ?? 20 + (number % 97) * 3.17) * 10 ** instrument.priceDecimals);
}
