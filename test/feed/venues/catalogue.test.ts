import { describe, expect, test } from 'vitest';
import { VENUE_NAMES, VENUES } from '../../../feed/venues/catalogue.ts';
import { VENUE_CHANNELS } from '../../../feed/venues/venue-capabilities.ts';
import { venueInstrument } from './venue-instruments.ts';

describe('the catalogue', () => {
  test('has every venue under its name in lower case', () => {
    expect(Object.keys(VENUES)).toEqual([...VENUE_NAMES]);
    expect(VENUE_NAMES).toHaveLength(8);
    expect(
      Object.values(VENUES).map(({ capabilities }) => capabilities.venue.toLowerCase()),
    ).toEqual([...VENUE_NAMES]);
  });
});

describe.each(VENUE_NAMES)('%s', (name) => {
  const venue = VENUES[name];
  const { capabilities, stream } = venue;
  const channels = VENUE_CHANNELS.filter((channel) => capabilities.channels[channel] !== undefined);
  const credentials = Object.fromEntries(
    capabilities.credentials.map((field) => [field.name, 'made-up-secret']),
  );
  const instrument = venueInstrument('ABC', `ABC.${capabilities.venue}`, 2, 6);

  test('says how a book is had anew, if it has books', () => {
    expect(capabilities.bookResync !== undefined).toBe(channels.includes('depth'));
    expect(venue.book !== undefined).toBe(capabilities.bookResync === 'snapshot');
    const mapper = venue.createMapper([instrument], 10);
    expect('takeBookFaults' in mapper).toBe(capabilities.bookResync !== undefined);
  });

  test('says what is to be done every so often, and does it', () => {
    expect(stream.ping !== undefined).toBe(capabilities.pingEveryMs !== undefined);
    expect(stream.authenticate !== undefined || stream.connectUrl !== undefined).toBe(
      capabilities.credentials.length > 0,
    );
  });

  test('has limits that allow something, and says where its facts come from', () => {
    const { connectionAttempts, messages, http, ...numbers } = capabilities.limits;
    for (const limit of [connectionAttempts, messages, http]) {
      if (limit === undefined) continue;
      expect(limit.count).toBeGreaterThan(0);
      expect(limit.perMs).toBeGreaterThan(0);
    }
    for (const value of Object.values(numbers)) expect(value).toBeGreaterThan(0);
    expect(capabilities.silenceMs).toBeLessThan(capabilities.dataSilenceMs);
    expect(capabilities.source).toMatch(/20\d\d/);
  });

  test('is asked for in encrypted ways only, at a weight that its limit allows', () => {
    const hole = {
      instrument,
      afterId: '5',
      afterTimeMs: 1_790_000_000_000,
      beforeId: '9',
      beforeTimeMs: 1_790_000_060_000,
    };
    const [interval = '1m'] = venue.candles?.intervals ?? [];
    const requests = [
      venue.instruments.request(credentials),
      venue.candles?.request(
        instrument,
        interval,
        1_790_000_000_000,
        1_790_000_060_000,
        credentials,
      ),
      venue.trades?.request(hole, credentials),
      venue.book?.request(instrument, credentials),
    ].filter((request) => request !== undefined);
    for (const { url, weight = 1 } of requests) {
      expect(url).toMatch(/^https:\/\/[^/]+\//);
      expect(() => new URL(url)).not.toThrow();
      expect(weight).toBeLessThanOrEqual(capabilities.limits.http?.count ?? Infinity);
    }
    expect(capabilities.url).toMatch(/^wss:\/\//);
  });

  test('subscribes to one channel without the others, within its limits', () => {
    for (const channel of channels) {
      const texts = stream.subscribe(['ABC', 'DEF'], [channel], '7');
      expect(texts.length).toBeGreaterThan(0);
      expect(texts.join()).toMatch(/abc|ABC/);
      expect(stream.unsubscribe(['ABC'], [channel], '8').length).toBeGreaterThan(0);
    }
    const longest = Math.max(
      ...stream.subscribe(['ABC'], channels, '7').map((text) => text.length),
    );
    expect(longest).toBeLessThanOrEqual(capabilities.limits.requestLength ?? Infinity);
  });

  test.each(['', '[]', '{}', 'null', '5', '"text"', '{"a":', '{"data":null}', '[null]', '[5]'])(
    'takes %j for no word about the connection',
    (frame) => {
      expect(stream.classify(frame)).toBeUndefined();
    },
  );
});
