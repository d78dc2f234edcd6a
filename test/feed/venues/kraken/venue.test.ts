import { describe, expect, test } from 'vitest';
import { kraken } from '../../../../feed/venues/kraken/venue.ts';
import { venueInstrument } from '../venue-instruments.ts';

const NOW = Date.UTC(2026, 0, 2);

describe('Kraken books', () => {
  test('are kept as deep as they are subscribed, however few levels are shown', () => {
    const [subscription = ''] = kraken.stream.subscribe(['BTC/USD'], ['depth'], '1');
    const { params } = JSON.parse(subscription) as { params: { depth: number } };
    const mapper = kraken.createMapper([venueInstrument('BTC/USD', 'BTC-USD.KRAKEN', 1, 8)], 2);
    const book = (type: string, bids: readonly { price: number; qty: number }[]): string =>
      JSON.stringify({ channel: 'book', type, data: [{ symbol: 'BTC/USD', bids, asks: [] }] });
    const levels = Array.from({ length: params.depth }, (_, at) => ({ price: 1_000 - at, qty: 1 }));
    mapper.map(book('snapshot', levels), NOW);

    const fall = levels.slice(0, -2).map(({ price }) => ({ price, qty: 0 }));
    const [depth] = mapper.map(book('update', fall), NOW);

    const lowest = (1_001 - params.depth) * 10;
    expect(depth).toMatchObject({ bids: [lowest + 10, 100_000_000, lowest, 100_000_000] });
  });
});
