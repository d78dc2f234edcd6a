/** The recorded Binance frames beside the project, and a plain computation straight from them. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const folder = fileURLToPath(new URL('../../../shared/data/binance-spot-frames/', import.meta.url));

/** Files of the recording, with the symbol that each holds. */
export const RECORDINGS = [
  { symbol: 'BTCUSDT', path: `${folder}binance_spot_btcusdt_20240808.ndts.gz` },
  { symbol: 'ETHUSDT', path: `${folder}binance_spot_ethusdt_20240808.ndts.gz` },
] as const;

/** Whether the recording is there; tests that need it are skipped without. */
export const hasRecordings = RECORDINGS.every(({ path }) => existsSync(path));

/** Appended to the names of tests that need the recording, so that a skipped one says why. */
export const whyRecordingsAreMissing = hasRecordings
  ? ''
  : ' (skipped: the recorded frames are not beside the project)';

/** One bar in the venue's own numbers, exact. */
export interface PlainBar {
  readonly openTimeMs: number;
  open: bigint;
  high: bigint;
  low: bigint;
  close: bigint;
  volume: bigint;
  tradeCount: number;
}

/** What a recording says happened, prices and sizes times 10^8. */
export interface PlainSummary {
  tradeCount: number;
  volume: bigint;
  lastPrice: bigint;
  readonly seconds: Map<number, PlainBar>;
  readonly minutes: Map<number, PlainBar>;
}

/**
 * Adds up the trades of a recording. Shares no code with the feed or the server, on purpose.
 *
 * @param path A gzip file of lines `<receive time, ns> <frame>`.
 */
export function summarize(path: string): PlainSummary {
  const summary: PlainSummary = {
    tradeCount: 0,
    volume: 0n,
    lastPrice: 0n,
    seconds: new Map(),
    minutes: new Map(),
  };
  for (const line of gunzipSync(readFileSync(path)).toString().split('\n')) {
    if (!line.includes('@trade"')) continue;
    const { data } = JSON.parse(line.slice(line.indexOf(' '))) as {
      data: { p: string; q: string; T: number };
    };
    // Binance gives eight decimals always.
    const price = BigInt(data.p.replace('.', ''));
    const size = BigInt(data.q.replace('.', ''));
    summary.tradeCount += 1;
    summary.volume += size;
    summary.lastPrice = price;
    addTo(summary.seconds, data.T - (data.T % 1_000), price, size);
    addTo(summary.minutes, data.T - (data.T % 60_000), price, size);
  }
  return summary;
}

function addTo(bars: Map<number, PlainBar>, openTimeMs: number, price: bigint, size: bigint): void {
  const bar = bars.get(openTimeMs);
  if (!bar) {
    bars.set(openTimeMs, {
      openTimeMs,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: size,
      tradeCount: 1,
    });
    return;
  }
  if (price > bar.high) bar.high = price;
  if (price < bar.low) bar.low = price;
  bar.close = price;
  bar.volume += size;
  bar.tradeCount += 1;
}
