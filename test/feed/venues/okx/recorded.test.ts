import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { OkxMapper } from '../../../../feed/venues/okx/map.ts';
import type { Depth } from '../../../../proto/types.ts';
import { tickFault } from '../../../../proto/validate.ts';
import { readRecordedFrames, whyMissing } from '../cryptofeed-recording.ts';
import { venueInstrument } from '../venue-instruments.ts';

const FILE = 'cryptofeed/OKX.ws.1.0';
const missing = whyMissing(FILE);

/** The venue writes no zeros at the end. */
function textOf(scaled: number, decimals: number): string {
  const digits = String(scaled).padStart(decimals + 1, '0');
  const text = `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return text.replace(/\.?0+$/, '');
}

/** The sum that the venue gave in 2022: 25 levels of both sides, in turns. */
function checksumOf({ bids, asks }: Depth): number {
  const texts: string[] = [];
  for (let at = 0; at < 50; at += 2) {
    for (const side of [bids, asks]) {
      const [price, size] = side.slice(at, at + 2);
      if (price === undefined || size === undefined) continue;
      texts.push(textOf(price, 4), textOf(size, 8));
    }
  }
  return crc32(texts.join(':')) | 0;
}

describe.skipIf(missing !== '')(`recorded OKX frames${missing}`, () => {
  test("give books whose every checksum is the venue's own, and all their trades and quotes", () => {
    const natives = ['BTC-USDT', 'BTC-USD-220527', 'UNI-USD-SWAP'];
    const mapper = new OkxMapper(
      natives.map((native) => venueInstrument(native, `${native}.OKX`, 4, 8)),
      25,
    );
    const shown = new Map<string, Depth>();
    const kinds = { trade: 0, quote: 0, depth: 0, gap: 0, status: 0 };
    let sums = 0;
    for (const { frame, receivedTimeMs } of readRecordedFrames(FILE)) {
      for (const tick of mapper.map(frame, receivedTimeMs)) {
        expect(tickFault(tick)).toBeUndefined();
        expect(Math.abs(tick.venueTimeMs - receivedTimeMs)).toBeLessThan(60_000);
        kinds[tick.kind] += 1;
        if (tick.kind === 'depth') shown.set(tick.symbol, tick);
      }
      const checksum = /"checksum":(-?\d+)/.exec(frame)?.[1];
      const native = /"instId":"([^"]+)"/.exec(frame)?.[1];
      const depth = shown.get(`${native ?? ''}.OKX`);
      if (checksum === undefined || depth === undefined) continue;
      expect(checksumOf(depth)).toBe(Number(checksum));
      sums += 1;
    }
    expect(sums).toBe(290);
    expect(kinds).toMatchObject({ trade: 74, quote: 28, gap: 0 });
    expect(mapper.takeBookFaults()).toEqual([]);
    expect(mapper.counts()).toMatchObject({
      controlFrames: 18,
      unknownEvents: 0,
      unknownSymbols: 0,
      absurdTimes: 0,
      tradeIdJumps: 0,
    });
  });
});
