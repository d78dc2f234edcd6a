/** What every Venue promises, as pure checks: its own claims, its texts, and what it makes of samples and of garbage. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VenueSamples } from '../../feed/adapter/venue-samples.ts';
import { venueProblems } from '../../feed/adapter/venue-shape.ts';
import type { Credentials, Venue } from '../../feed/venues/venue.ts';
import { VENUE_CHANNELS, type VenueChannel } from '../../feed/venues/venue-capabilities.ts';
import type { VenueInstrument } from '../../feed/venues/venue-mapper.ts';
import { isMarketDataError } from '../../proto/errors.ts';
import type { Tick } from '../../proto/types.ts';
import { barFault, instrumentFault } from '../../proto/validate.ts';
import { holdsFor, noFaults, tickFaults, unmarkedJumps } from './faults.ts';
import { garbage } from './garbage.ts';
import { describeAnswers, describeRequests, repeated } from './venue-http.ts';

const NOW = Date.UTC(2026, 0, 5, 12);
const DEPTH_LEVELS = 10;

/** Keys that are none, and easily found where they should not be. */
export function madeUpCredentials({ capabilities }: Venue): Credentials {
  return Object.fromEntries(
    capabilities.credentials.map(({ name }) => [name, `SECRET-${name}-5e1f`]),
  );
}

/** Instruments that the samples list, or one made of the first default symbol. */
export function sampleInstruments(
  { capabilities }: Venue,
  samples: VenueSamples | undefined,
): readonly VenueInstrument[] {
  if (samples !== undefined) return samples.instruments.expected;
  const [nativeSymbol = 'X'] = capabilities.defaultSymbols;
  const { venue } = capabilities;
  const instrument = {
    symbol: `${nativeSymbol}.${venue}`,
    venue,
    displayName: '',
    priceDecimals: 2,
    sizeDecimals: 2,
    tickSize: 1,
    currency: '',
    session: { kind: 'rolling24h' },
  } as const;
  return [{ nativeSymbol, instrument }];
}

/** Runs what may only fail by ERR_VENUE_PROTOCOL; undefined if it did. */
function protocol<Result>(what: string, run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (isMarketDataError(error) && error.code === 'ERR_VENUE_PROTOCOL') return undefined;
    const shown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Error(`${what} threw ${shown}, expected ERR_VENUE_PROTOCOL (wire.fail)`, {
      cause: error,
    });
  }
}

/**
 * Declares the suite for one venue.
 *
 * @param samples Absent: what needs them is left out.
 */
export function describeVenue(venue: Venue, samples: VenueSamples | undefined): void {
  const { capabilities, stream } = venue;
  const { venue: name, limits } = capabilities;
  const channels = VENUE_CHANNELS.filter((one) => capabilities.channels[one] !== undefined);
  const credentials = madeUpCredentials(venue);
  const instruments = sampleInstruments(venue, samples);
  const frames = [
    ...(samples?.data ?? []).map(({ frame }) => frame),
    ...(samples?.control ?? []).map(({ frame }) => frame),
  ];

  describe(`${name} as a venue`, () => {
    test('claims what can be', () => {
      const { pingEveryMs = 0, socketPingEveryMs = 0, silenceMs, dataSilenceMs } = capabilities;

      expect(venueProblems(venue)).toEqual([]);
      expect(Math.max(pingEveryMs, socketPingEveryMs)).toBeLessThan(silenceMs);
      expect(dataSilenceMs).toBeGreaterThanOrEqual(silenceMs);
      expect(capabilities.defaultSymbols.filter((one) => one.endsWith(`.${name}`))).toEqual([]);
      // Keys are asked for where they are used, and only there.
      const usesKeys = stream.connectUrl !== undefined || stream.authenticate !== undefined;
      expect(usesKeys && capabilities.credentials.length === 0).toBe(false);
      if (capabilities.bookResync !== undefined) expect(channels).toContain('depth');
    });

    test('asks for each channel of each symbol once, within its limits of a request', () => {
      const { requestLength = Infinity, topicsPerRequest = Infinity } = limits;
      for (const count of [1, 7, 400]) {
        const natives = Array.from({ length: count }, (_, index) => `Q${String(index + 1_000)}Z`);
        for (const wanted of [channels, ...channels.map((one): VenueChannel[] => [one])]) {
          for (const request of ['subscribe', 'unsubscribe'] as const) {
            const texts = stream[request](natives, wanted, '8301');

            const what = `${request} of ${String(count)} symbols for ${wanted.join(', ')}`;
            const said = (fault: string): string => `${what}: ${fault}`;
            expect(texts.length, said('number of texts')).toBeGreaterThan(0);
            for (const text of texts) {
              const topics = (text.match(/q\d{4}z/gi) ?? []).length;
              const isId = capabilities.acknowledges !== 'id' || text.includes('8301');
              expect(text.length, said('limits.requestLength')).toBeLessThanOrEqual(requestLength);
              expect(topics, said('limits.topicsPerRequest')).toBeLessThanOrEqual(topicsPerRequest);
              if (!isId) noFaults([said(`the id is not in ${text.slice(0, 200)}`)]);
            }
            const named = texts.join(' ').match(/q\d{4}z/gi) ?? [];
            expect(new Set(named).size, said('symbols that are named')).toBe(count);
            noFaults(repeated(texts).map((text) => said(`the same request text twice: ${text}`)));
            // Some ask for halts together with trades; but every symbol as often as any other.
            expect(named.length % count, said('some symbols oftener than others')).toBe(0);
          }
        }
      }
    });

    test('holds its keys back from what may be shown', () => {
      expect(JSON.stringify(capabilities)).not.toContain('SECRET-');
      for (const text of stream.subscribe(['X'], channels, '1'))
        expect(text).not.toContain('SECRET-');
    });

    const [instrument] = instruments;
    if (instrument !== undefined) describeRequests(venue, samples, instrument, credentials);

    test('understands any frame as a control frame, or as none, and never throws', () => {
      holdsFor(
        'classify: a ControlFrame or undefined for every text, never throws',
        garbage(frames),
        (frame) => {
          expect(['object', 'undefined']).toContain(typeof stream.classify(frame));
        },
      );
    });

    test('maps garbage to valid ticks, or refuses it as a breach of the protocol', () => {
      const symbols = new Set(instruments.map(({ instrument: { symbol } }) => symbol));
      holdsFor(
        'map: valid ticks of its instruments, or ERR_VENUE_PROTOCOL, and it goes on after that',
        fc.array(garbage(frames), { minLength: 1, maxLength: 5 }),
        (spoiled) => {
          const mapper = venue.createMapper(instruments, DEPTH_LEVELS);
          for (const frame of spoiled) {
            const ticks = protocol('map', () => mapper.map(frame, NOW)) ?? [];
            noFaults(tickFaults(ticks));
            const others = ticks.filter(({ symbol }) => !symbols.has(symbol));
            noFaults(others.map(({ symbol }) => `a tick of ${symbol}, which is no instrument`));
          }
          for (const { frame, receivedTimeMs, symbolHint } of samples?.data ?? []) {
            protocol('map of a sample behind it', () =>
              mapper.map(frame, receivedTimeMs, symbolHint),
            );
          }
          for (const [count, value] of Object.entries(mapper.counts())) {
            if (!(value >= 0)) noFaults([`counts().${count} is ${String(value)}`]);
          }
        },
      );
    });

    test('refuses garbage over HTTP as a breach of the protocol', () => {
      if (instrument === undefined) throw new Error('expected an instrument among the samples');
      const hole = { instrument, afterId: '41', afterTimeMs: NOW - 60_000, beforeTimeMs: NOW };
      const texts = [samples?.instruments, samples?.candles, samples?.trades].flatMap(
        (sample) => sample?.text ?? [],
      );
      holdsFor('parse: what is valid, or ERR_VENUE_PROTOCOL', garbage(texts), (text) => {
        // What of it can be no instrument is left out by whoever asked.
        protocol('instruments.parse', () => venue.instruments.parse(text));
        const bars = protocol('candles.parse', () => venue.candles?.parse(text, instrument, '1m'));
        noFaults((bars?.items ?? []).flatMap((bar) => barFault(bar) ?? []));
        const trades = protocol('trades.parse', () => venue.trades?.parse(text, hole));
        noFaults(tickFaults(trades?.items ?? []));
      });
    });

    if (samples !== undefined) describeSamples(venue, samples);
  });
}

function describeSamples(venue: Venue, samples: VenueSamples): void {
  const { capabilities, stream } = venue;

  test('reads its instrument list: valid, each once, and named after the venue', () => {
    const { items } = venue.instruments.parse(samples.instruments.text);

    expect(items).toEqual(samples.instruments.expected);
    expect(items.length).toBeGreaterThan(0);
    for (const { instrument } of items) {
      expect(instrumentFault(instrument)).toBeUndefined();
      expect(instrument.venue).toBe(capabilities.venue);
      expect(instrument.symbol).toMatch(new RegExp(`.\\.${capabilities.venue}$`));
    }
    const symbols = items.map(({ instrument }) => instrument.symbol);
    expect(new Set(symbols).size).toBe(items.length);
    expect(new Set(items.map(({ nativeSymbol }) => nativeSymbol)).size).toBe(items.length);
  });

  test.each(samples.control)('understands $frame', ({ frame, means }) => {
    expect(stream.classify(frame)).toEqual(means);
    // It is no market data, and must not disturb the mapper either.
    const mapper = venue.createMapper(samples.instruments.expected, DEPTH_LEVELS);
    const ticks = protocol('map', () => mapper.map(frame, NOW)) ?? [];
    expect(ticks.filter(({ kind }) => kind !== 'status')).toEqual([]);
  });

  if (capabilities.acknowledges !== 'none') {
    test('understands the answers to its subscriptions as confirmations of them', () => {
      const channels = VENUE_CHANNELS.filter((one) => capabilities.channels[one] !== undefined);
      for (const { nativeSymbol } of samples.instruments.expected) {
        const texts = stream.subscribe([nativeSymbol], channels, '8301');
        const answers = texts.flatMap((text) => samples.answer(text));
        const isConfirmed = answers.some((answer) => {
          const control = stream.classify(answer);
          if (control?.kind !== 'acknowledged') return false;
          // Several messages of one request are numbered behind a hyphen.
          const isId = control.id?.split('-')[0] === '8301';
          return control.symbols?.includes(nativeSymbol) ?? isId;
        });
        if (isConfirmed) continue;
        noFaults([
          `no answer confirms ${nativeSymbol}: expected an acknowledged with id "8301" or symbols ["${nativeSymbol}"], got ` +
            JSON.stringify(answers.map((answer) => stream.classify(answer))),
        ]);
      }
    });
  }

  test('takes no market data for a control frame', () => {
    for (const { frame } of samples.data) expect(stream.classify(frame)).toBeUndefined();
  });

  test('maps its frames to the ticks expected, all of them valid', () => {
    const mapper = venue.createMapper(samples.instruments.expected, DEPTH_LEVELS);
    const all: Tick[] = [];
    for (const { frame, receivedTimeMs, symbolHint, ticks } of samples.data) {
      const mapped = mapper.map(frame, receivedTimeMs, symbolHint);
      expect(mapped, frame).toEqual(ticks);
      all.push(...mapped);
    }

    noFaults(tickFaults(all));
    expect(all.map(({ kind }) => kind)).toContain('trade');
    if (capabilities.tradeIds !== 'none') {
      expect(all.filter((tick) => tick.kind === 'trade' && tick.tradeId === '')).toEqual([]);
    }
  });

  if (capabilities.tradeIds === 'contiguous') {
    test('has trade ids that count up by one, and a gap tick wherever they jump', () => {
      noFaults(unmarkedJumps(samples.data.flatMap(({ ticks }) => ticks)));
    });
  }

  test('maps the frames of another connection the same way, because each has a mapper of its own', () => {
    const mappers = [1, 2].map(() =>
      venue.createMapper(samples.instruments.expected, DEPTH_LEVELS),
    );
    for (const { frame, receivedTimeMs, symbolHint } of samples.data) {
      const [first, second] = mappers.map((one) => one.map(frame, receivedTimeMs, symbolHint));
      expect(second).toEqual(first);
    }
  });

  describeAnswers(venue, samples, DEPTH_LEVELS);
}
