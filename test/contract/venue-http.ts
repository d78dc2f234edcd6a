/** What a Venue asks over HTTP and makes of the answers, as pure checks: addresses, and samples field by field. */
import { expect, test } from 'vitest';
import type { CandleSample, VenueSamples } from '../../feed/adapter/venue-samples.ts';
import type { Credentials, Venue } from '../../feed/venues/venue.ts';
import type { VenueInstrument } from '../../feed/venues/venue-mapper.ts';
import { isAbsurdPastTime } from '../../feed/venues/venue-time.ts';
import { INTERVAL_MS, type Bar, type BaseInterval } from '../../proto/types.ts';
import { barFault } from '../../proto/validate.ts';
import { addressFaults, withoutRows } from './addresses.ts';
import { noFaults, showTime, tickFaults } from './faults.ts';
import { sampleHole } from './sample-hole.ts';

/** A full minute, and a full hour. */
const NOW = Date.UTC(2026, 0, 5, 12);

/** Declares what holds of the requests, with samples or without. */
export function describeRequests(
  venue: Venue,
  samples: VenueSamples | undefined,
  instrument: VenueInstrument,
  credentials: Credentials,
): void {
  const { capabilities, candles, trades } = venue;

  test('asks over HTTP at addresses of its own, with its keys nowhere but where they belong', () => {
    const requests = [
      venue.instruments.request(credentials),
      ...(candles?.intervals ?? []).map((interval) =>
        candles?.request(instrument, interval, NOW - 3_600_000, NOW, credentials),
      ),
      trades?.request(holeAt(instrument), credentials),
      venue.book?.request(instrument, credentials),
    ];

    for (const request of requests) {
      if (request === undefined) continue;
      expect(new URL(request.url).protocol).toBe('https:');
      expect(request.weight ?? 1).toBeGreaterThan(0);
      if (capabilities.credentials.length === 0) expect(request.headers ?? {}).toEqual({});
    }
  });

  if (candles !== undefined) {
    test('asks for past bars of the span that is wanted, and for no more than maxBars', () => {
      const { intervals, maxBars } = candles;
      const maxRows = samples?.candles?.maxRows ?? maxBars + 1;
      const urls = intervals.map((interval) => {
        const fromMs = NOW - maxBars * INTERVAL_MS[interval];
        const { url } = candles.request(instrument, interval, fromMs, NOW, credentials);
        noFaults(
          addressFaults(url, { fromMs, toMs: NOW, maxRows }).map(
            (fault) => `${interval}: ${fault}`,
          ),
        );
        const hour = candles.request(instrument, interval, NOW - 3_600_000, NOW, credentials);
        return withoutRows(hour.url);
      });
      noFaults(repeated(urls).map((url) => `two intervals are asked for alike: ${url}`));
      noFaults(
        aboutInstrument(instrument, (one) => candles.request(one, '1m', NOW - 6e4, NOW, {})),
      );
    });
  }

  if (trades !== undefined) {
    test('asks for the past trades of the hole', () => {
      const hole = holeAt(instrument);
      const { afterId, afterTimeMs: fromMs, beforeTimeMs: toMs } = hole;
      const { url } = trades.request(hole, credentials);
      noFaults(addressFaults(url, { fromMs, toMs, ids: [afterId, hole.beforeId] }));
      noFaults(
        aboutInstrument(instrument, (one) =>
          trades.request({ ...hole, instrument: one }, credentials),
        ),
      );
    });
  }
}

/** Whether its services read the answers as the samples say; a run could only wait in vain otherwise. */
export function readsAnswer(
  venue: Venue,
  samples: VenueSamples,
  of: 'candles' | 'trades',
): boolean {
  const { candles, trades, instruments } = samples;
  const [instrument] = instruments.expected;
  if (instrument === undefined) return false;
  try {
    if (of === 'trades') {
      if (trades === undefined) return false;
      const page = venue.trades?.parse(trades.text, sampleHole(samples).hole);
      expect(page?.items).toMatchObject(trades.expected);
    } else {
      if (candles === undefined) return false;
      const page = venue.candles?.parse(candles.text, instrument, candles.interval ?? '1m');
      expect(page?.items).toMatchObject(candles.expected);
    }
  } catch {
    return false;
  }
  return true;
}

/** Declares what its services make of the answers among the samples. */
export function describeAnswers(venue: Venue, samples: VenueSamples, depthLevels: number): void {
  const [instrument] = samples.instruments.expected;
  if (instrument === undefined) return;

  const { candles, trades, book } = samples;
  if (candles !== undefined) {
    test('reads past bars, field by field', () => {
      const { interval = '1m', text, expected } = candles;
      const { items } = service(venue.candles, 'candles').parse(text, instrument, interval);

      noFaults(barFaults(items, interval));
      expect(items).toEqual(expected);
      expect(items.length, 'bars of samples.candles').toBeGreaterThan(0);
    });
  }

  if (trades !== undefined) {
    test('reads past trades, field by field', () => {
      const { hole } = sampleHole(samples);
      const { items } = service(venue.trades, 'trades').parse(trades.text, hole);

      noFaults(tickFaults(items));
      noFaults(
        items.flatMap(({ tradeId, venueTimeMs }) =>
          isAbsurdPastTime(venueTimeMs, hole.beforeTimeMs)
            ? `time of trade ${tradeId}: ${venueTimeMs === 0 ? 'before 2001, or none' : showTime(venueTimeMs)}; expected UNIX ms about ${showTime(hole.beforeTimeMs)} (seconds taken for ms?)`
            : [],
        ),
      );
      const symbols = new Set(items.map(({ symbol }) => symbol));
      expect([...symbols]).toEqual([instrument.instrument.symbol]);
      expect(
        items.map(({ venueTimeMs, price, size, aggressorSide, tradeId }) => ({
          ...{ venueTimeMs, price, size, aggressorSide, tradeId },
        })),
      ).toEqual(trades.expected);
    });
  }

  if (book !== undefined) {
    test('reads a book that was asked for', () => {
      service(venue.book, 'book');
      const mapper = venue.createMapper(samples.instruments.expected, depthLevels);
      const { symbol } = instrument.instrument;
      const ticks = mapper.map(book.text, book.receivedTimeMs, symbol);

      noFaults(tickFaults(ticks));
      expect(ticks).toEqual(book.expected);
      expect(ticks.map(({ kind }) => kind)).toContain('depth');
    });
  }
}

/** Bars of a sample, sorted as the runtime gives them. */
export function sortedBars({ expected }: CandleSample): Bar[] {
  return [...expected].sort((a, b) => a.openTimeMs - b.openTimeMs);
}

function barFaults(bars: readonly Bar[], interval: BaseInterval): string[] {
  return bars.flatMap((bar, at) => {
    const { openTimeMs } = bar;
    const fault =
      isAbsurdPastTime(openTimeMs, Infinity) || openTimeMs % INTERVAL_MS[interval] !== 0
        ? `its open time ${showTime(openTimeMs)} is no begin of ${interval} (another unit than ms?)`
        : barFault(bar);
    return fault === undefined ? [] : [`bar ${String(at)} is invalid: ${fault}`];
  });
}

function service<Service>(found: Service | undefined, name: string): Service {
  if (found === undefined) throw new Error(`samples.${name}: the venue has no ${name}`);
  return found;
}

function holeAt(instrument: VenueInstrument): {
  readonly instrument: VenueInstrument;
  readonly afterId: string;
  readonly beforeId: string;
  readonly afterTimeMs: number;
  readonly beforeTimeMs: number;
} {
  const times = { afterTimeMs: NOW - 60_000, beforeTimeMs: NOW };
  return { instrument, afterId: '41', beforeId: '44', ...times };
}

/** Whether another instrument is asked for elsewhere. */
function aboutInstrument(
  instrument: VenueInstrument,
  request: (instrument: VenueInstrument) => { readonly url: string },
): string[] {
  const { url } = request(instrument);
  const other = { ...instrument, nativeSymbol: `${instrument.nativeSymbol}Q` };
  return request(other).url === url ? [`the same address for every instrument: ${url}`] : [];
}

/** What is there more than once. */
export function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, at) => texts.indexOf(text) < at))];
}
