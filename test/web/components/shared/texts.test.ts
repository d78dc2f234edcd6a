import { describe, expect, test } from 'vitest';
import { countdownText } from '../../../../web/components/chart/countdown-text.ts';
import { intervalLabel, intervalWords } from '../../../../web/components/chart/interval-text.ts';
import { durationText, latencyText } from '../../../../web/components/shared/duration-text.ts';
import {
  priceText,
  reasonSentence,
  shortName,
  symbolParts,
} from '../../../../web/components/shared/instrument-text.ts';
import { hasPipFraction, priceParts } from '../../../../web/components/shared/price-parts.ts';
import { offsetText, timeText, zoneName } from '../../../../web/components/shared/zone-clocks.ts';
import type { InstrumentView } from '../../../../web/state/views.ts';
import { demoInstruments } from '../demo/demo-instruments.ts';

const plain = (text: string): string => text.replaceAll('\u202f', ' ');
const named = (symbol: string) => {
  const found = demoInstruments(30).find((instrument) => instrument.symbol === symbol);
  if (!found) throw new Error(`Expected ${symbol} among the demo instruments`);
  return found;
};

describe('durations', () => {
  test.each([
    [-5, '0 s'],
    [1_400, '1 s'],
    [89_000, '89 s'],
    [95_000, '1 min'],
    [7_200_000, '2 h'],
    [172_800_000, '2 d'],
  ])('%d ms reads %s', (durationMs, text) => {
    expect(plain(durationText(durationMs))).toBe(text);
  });

  test.each([
    [-1, ''],
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [3_240, '3.2 s'],
    [9_960, '10 s'],
  ])('a delay of %d ms reads %s', (delayMs, text) => {
    expect(plain(latencyText(delayMs))).toBe(text);
  });
});

describe('prices', () => {
  test.each([
    ['67 412.50', false, '67 412.', '50', ''],
    ['1.08523', true, '1.08', '52', '3'],
    ['151.237', true, '151.', '23', '7'],
    ['188.4', false, '18', '8.4', ''],
    ['7', false, '7', '', ''],
    ['–', false, '–', '', ''],
  ])(
    '%s (fraction: %s) is split into parts that join to it',
    (text, fraction, head, pips, rest) => {
      expect(priceParts(text, fraction)).toEqual({ head, pips, fraction: rest });
    },
  );

  test('only currency pairs have fractions of a pip', () => {
    expect(hasPipFraction(named('EUR-USD'))).toBe(true);
    expect(hasPipFraction(named('USD-JPY'))).toBe(true);
    expect(hasPipFraction(named('DOGE-USD'))).toBe(false);
    expect(hasPipFraction(named('BTC-USD'))).toBe(false);
  });

  test('shows all eight decimals of a price that has them', () => {
    expect(priceText(named('SHIB-BTC'), 38)).toBe('0.00000038');
    expect(plain(priceText(named('BTCUSDT'), 6_183_763_000_000))).toBe('61 837.63');
    expect(plain(priceText(named('BTCUSDT'), 6_183_763_000_001))).toBe('61 837.63000001');
  });

  test('shows a dash for what is not known', () => {
    expect(priceText(null, 5)).toBe('–');
    expect(priceText(named('AAPL'), null)).toBe('–');
  });

  test('shortens names to what a narrow row needs', () => {
    expect(shortName(named('BTC-USD'))).toBe('Bitcoin');
    expect(shortName(named('AAPL'))).toBe('Apple');
    expect(shortName(named('BRK.A'))).toBe('Berkshire Hathaway');
    expect(shortName(null)).toBe('');
  });

  test('names the venue in a line of its own where the symbol ends with it', () => {
    const at = (symbol: string, venue: string, displayName: string): InstrumentView => ({
      ...named('BTC-USD'),
      symbol,
      venue,
      displayName,
    });
    const pair = at('BTC-USDT.BINANCE', 'BINANCE', 'BTC / USDT');
    expect(symbolParts(pair.symbol, pair)).toEqual({ ticker: 'BTC-USDT', venue: 'BINANCE' });
    expect(shortName(pair)).toBe('BINANCE');

    const stock = at('AAPL.ALPACA', 'ALPACA', 'Apple Inc. Common Stock');
    expect(symbolParts(stock.symbol, stock)).toEqual({ ticker: 'AAPL', venue: 'ALPACA' });
    expect(shortName(stock)).toBe('ALPACA · Apple');

    const share = at('BRK.A', 'NYSE', 'Berkshire Hathaway Inc.');
    expect(symbolParts(share.symbol, share)).toEqual({ ticker: 'BRK.A', venue: '' });
    expect(symbolParts('AAPL.ALPACA', null)).toEqual({ ticker: 'AAPL.ALPACA', venue: '' });
  });
});

describe('times', () => {
  const noon = Date.UTC(2026, 6, 1, 12, 0, 5, 900);

  test('are shown on the clock of the chosen zone', () => {
    expect(timeText('UTC', noon)).toBe('12:00:05');
    expect(timeText('Asia/Kolkata', noon)).toBe('17:30:05');
    expect(offsetText('Asia/Kolkata', noon)).toBe('UTC+5:30');
    expect(offsetText('America/New_York', noon)).toBe('UTC\u22124');
    expect(offsetText('UTC', noon)).toBe('UTC');
  });

  test('fall back to UTC for a zone that the browser does not know', () => {
    expect(timeText('Mars/Olympus', noon)).toBe('12:00:05');
    expect(zoneName('local')).not.toBe('local');
  });

  test('count down to the close of a candle that is open now', () => {
    expect(countdownText(noon, 60_000, noon + 17_500)).toBe('0:43');
    expect(countdownText(noon, 14_400_000, noon)).toBe('4:00:00');
    expect(countdownText(noon, 5_000, noon)).toBe('');
    expect(countdownText(noon, 60_000, noon + 60_000)).toBe('');
    expect(countdownText(undefined, 60_000, noon)).toBe('');
  });

  test('name candle lengths', () => {
    expect(intervalLabel('1m')).toBe('1m');
    expect(intervalLabel('1d')).toBe('1D');
    expect(intervalWords('15s')).toBe('15 second');
  });

  test('make a sentence of a reason', () => {
    expect(reasonSentence('no feed offers "X"')).toBe('No feed offers "X".');
    expect(reasonSentence('Not offered.')).toBe('Not offered.');
    expect(reasonSentence('')).toBe('');
  });
});
