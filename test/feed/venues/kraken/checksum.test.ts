import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../../../feed/decimal.ts';
import { BookChecksum } from '../../../../feed/venues/kraken/book.ts';
import {
  addToCrc,
  checksumDigits,
  CRC_START,
  endCrc,
} from '../../../../feed/venues/kraken/checksum.ts';
import { KrakenMapper } from '../../../../feed/venues/kraken/map.ts';
import { BookSide } from '../../../../feed/venues/order-book.ts';
import {
  framesPath,
  readRecordedFrames,
  venueInstrument,
  whyMissing,
} from '../cryptofeed-recording.ts';
import {
  bookFrame,
  createKrakenFrames,
  plainChecksum,
  plainLevels,
  truncatePlain,
  type PlainSide,
} from './made-frames.ts';
import { zlibCrc32 } from './zlib-crc.ts';

const V1_BOOKS = 'cryptofeed/KRAKEN.ws.50.0';
const VECTOR = 'vendor-samples/kraken-v2-checksum-vector.json';
const V1_DEPTH = 1000;

type V1Level = readonly [price: string, size: string, time: string, ...rest: string[]];
type V1Part = Readonly<Partial<Record<'as' | 'bs' | 'a' | 'b', readonly V1Level[]>>> & {
  readonly c?: string;
};

class V1Book {
  readonly bids = new BookSide(1);
  readonly asks = new BookSide(-1);
  readonly #sum = new BookChecksum();

  apply(isAsk: boolean, levels: readonly V1Level[]): void {
    const side = isAsk ? this.asks : this.bids;
    for (const [price, size] of levels) {
      const digits = checksumDigits(price) + checksumDigits(size);
      this.#sum.changed(isAsk, side.set(parseDecimal(price, 10), parseDecimal(size, 8), digits));
    }
    side.truncate(V1_DEPTH);
  }

  checksum(): string {
    return String(this.#sum.of(this.bids, this.asks));
  }
}

describe('Kraken checksum', () => {
  test('is the CRC-32 that zlib computes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,300}$/), (text) => {
        expect(endCrc(addToCrc(CRC_START, text))).toBe(zlibCrc32(text));
      }),
    );
  });

  test.each([
    ['45285.2', '452852'],
    ['0.00100000', '100000'],
    ['7', '7'],
    ['0', ''],
  ])('takes %s as %s', (text, digits) => {
    expect(checksumDigits(text)).toBe(digits);
  });

  test.skipIf(whyMissing(VECTOR) !== '')(`agrees with the vector${whyMissing(VECTOR)}`, () => {
    const frame = readFileSync(framesPath(VECTOR), 'utf8').trim();
    expect(frame).toContain('"checksum":3310070434');
    const mapper = new KrakenMapper([venueInstrument('BTC/USD', 'KRAKEN', 1, 8)]);

    const [depth] = mapper.map(frame, Date.UTC(2026, 0, 1));
    expect(depth).toMatchObject({ kind: 'depth' });
    expect(mapper.takeBookFaults()).toEqual([]);

    mapper.map(frame.replace('"qty":0.10000000', '"qty":0.1000000'), Date.UTC(2026, 0, 1));
    expect(mapper.takeBookFaults()).toMatchObject([{ reason: 'checksum' }]);
  });

  test.skipIf(whyMissing(V1_BOOKS) !== '')(
    `agrees with all 4,269 recorded ones of version 1${whyMissing(V1_BOOKS)}`,
    () => {
      const books = new Map<string, V1Book>();
      let agreements = 0;
      for (const { frame } of readRecordedFrames(V1_BOOKS)) {
        if (!frame.startsWith('[')) continue;
        const parts = JSON.parse(frame) as unknown[];
        const pair = parts.at(-1) as string;
        for (const part of parts.slice(1, -2) as V1Part[]) {
          if (part.as !== undefined || part.bs !== undefined) books.set(pair, new V1Book());
          const book = books.get(pair);
          book?.apply(true, part.as ?? part.a ?? []);
          book?.apply(false, part.bs ?? part.b ?? []);
          if (part.c === undefined) continue;
          expect(book?.checksum()).toBe(part.c);
          agreements += 1;
        }
      }
      expect(agreements).toBe(4_269);
    },
  );
});

describe('Kraken book', () => {
  test('stays equal to a plainly kept one over thousands of frames, and its sums agree', () => {
    const mapper = new KrakenMapper([venueInstrument('BTC/USD', 'KRAKEN', 1, 8)]);
    for (const { frame, receivedTimeMs } of createKrakenFrames(5_000)) {
      mapper.map(frame, receivedTimeMs);
    }
    expect(mapper.takeBookFaults()).toEqual([]);
    expect(mapper.counts()).toMatchObject({ bookFaults: 0, lostTrades: 0, unknownEvents: 0 });
  });

  test('stays equal to a plainly kept one whatever changes come', () => {
    const change = fc.record({
      isAsk: fc.boolean(),
      distance: fc.integer({ min: 1, max: 25 }),
      size: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 1e10 })),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 40 }), (frames) => {
        const mapper = new KrakenMapper([venueInstrument('BTC/USD', 'KRAKEN', 1, 8)]);
        const bids: PlainSide = new Map([[1000, 1]]);
        const asks: PlainSide = new Map([[1001, 1]]);
        const now = Date.UTC(2026, 0, 5, 12);
        let shown = mapper.map(
          bookFrame('snapshot', [...bids], [...asks], plainChecksum(bids, asks)),
          now,
        )[0];
        for (const changes of frames) {
          const rows: [number, number][][] = [[], []];
          for (const { isAsk, distance, size } of changes) {
            const price = isAsk ? 1000 + distance : 1001 - distance;
            const side = isAsk ? asks : bids;
            if (size === 0) side.delete(price);
            else side.set(price, size);
            rows[isAsk ? 1 : 0]?.push([price, size]);
          }
          truncatePlain(bids, false);
          truncatePlain(asks, true);
          const sum = plainChecksum(bids, asks);
          shown =
            mapper.map(bookFrame('update', rows[0] ?? [], rows[1] ?? [], sum), now)[0] ?? shown;
          expect(mapper.takeBookFaults()).toEqual([]);
          expect(shown).toMatchObject({
            bids: plainLevels(bids, false).flat(),
            asks: plainLevels(asks, true).flat(),
          });
        }
      }),
    );
  });
});
