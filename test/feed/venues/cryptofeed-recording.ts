/** Frames recorded by cryptofeed that lie beside the project, and instruments that fit their numbers. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decimalsOf } from '../../../feed/decimal.ts';
import type { VenueInstrument } from '../../../feed/venues/venue-mapper.ts';
import { repositoryRoot } from '../../support/spawn-process.ts';

const folder = join(repositoryRoot, '../shared/data/frames');

/** A frame and when it was received, UNIX ms. */
export interface RecordedFrame {
  readonly receivedTimeMs: number;
  readonly frame: string;
}

/** Path of a recorded file, e.g. `cryptofeed/COINBASE.ws.28.0`. */
export function framesPath(name: string): string {
  return join(folder, name);
}

/** For the name of a test: why it is skipped; empty where the file is there. */
export function whyMissing(name: string): string {
  return existsSync(framesPath(name)) ? '' : ` (skipped: no ${name} beside the project)`;
}

/** The received frames of a file, in order: lines `<UNIX seconds>: <frame>`. */
export function readRecordedFrames(name: string): RecordedFrame[] {
  const frames: RecordedFrame[] = [];
  for (const line of readFileSync(framesPath(name), 'utf8').split('\n')) {
    const match = /^(\d+\.\d+): (.*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    frames.push({ receivedTimeMs: Math.floor(Number(match[1]) * 1000), frame: match[2] });
  }
  return frames;
}

/** An instrument of a venue. */
export function venueInstrument(
  nativeSymbol: string,
  venue: string,
  priceDecimals: number,
  sizeDecimals: number,
): VenueInstrument {
  return {
    nativeSymbol,
    instrument: {
      symbol: `${nativeSymbol.replace('/', '-')}.${venue}`,
      venue,
      displayName: '',
      priceDecimals,
      sizeDecimals,
      tickSize: 1,
      currency: nativeSymbol.split(/[-/]/)[1] ?? '',
      session: { kind: 'rolling24h' },
    },
  };
}

/** Coinbase products of frames, with the decimals that their levels need. */
export function coinbaseInstruments(frames: readonly RecordedFrame[]): VenueInstrument[] {
  const found = new Map<string, { price: number; size: number }>();
  for (const { frame } of frames) {
    const native = /"product_id":"([^"]+)"/.exec(frame)?.[1];
    if (native === undefined) continue;
    let decimals = found.get(native);
    if (decimals === undefined) found.set(native, (decimals = { price: 0, size: 0 }));
    for (const [, price = '', size = ''] of frame.matchAll(/"([\d.]+)","([\d.]+)"\]/g)) {
      decimals.price = Math.max(decimals.price, decimalsOf(price));
      decimals.size = Math.max(decimals.size, decimalsOf(size));
    }
  }
  return [...found].map(([native, { price, size }]) =>
    venueInstrument(native, 'COINBASE', price, Math.max(size, 8)),
  );
}
