/** The protobuf form of what GET /api/bars answers. */
import './protobuf-runtime.ts';
import { malformed } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { isMarketDataError } from './errors.ts';
import { exactReader } from './exact-reader.ts';
import type { BarView, GapView } from './frames.ts';
import { market } from './gen/stream.js';
import { barSeriesOf, gapsOf } from './server-frame-codec.ts';
import type { Interval } from './types.ts';
import { writeGapSpans, writeSeries } from './update-writer.ts';

/** Bars of a range, and all that is needed to read their numbers. */
export interface BarsReply {
  readonly symbol: string;
  readonly interval: Interval;
  /** Decimals by which prices are scaled. */
  readonly priceDecimals: number;
  /** Decimals by which volumes are scaled. */
  readonly sizeDecimals: number;
  /** Oldest first; the newest of all may still be open. */
  readonly bars: readonly BarView[];
  /** Whether there is anything older than the first bar, or than the range when there is no bar. */
  readonly hasOlder: boolean;
  /** Times in the answer's range between which ticks are missing, oldest first. */
  readonly gaps: readonly GapView[];
}

/** Encodes an answer. @throws {MarketDataError} ERR_TICK_INVALID when a number is no integer of its range. */
export function encodeBarsReply(reply: BarsReply): Uint8Array {
  const out = new ByteWriter(64 + reply.bars.length * 24);
  out.byte(0x0a);
  out.text(reply.symbol);
  out.byte(0x10);
  out.varint(reply.priceDecimals);
  out.byte(0x18);
  out.varint(reply.sizeDecimals);
  out.byte(0x22);
  writeSeries(out, { interval: reply.interval, bars: reply.bars, isHistory: false }, 0);
  if (reply.hasOlder) {
    out.byte(0x28);
    out.byte(1);
  }
  if (reply.gaps.length > 0) {
    out.byte(0x32);
    writeGapSpans(out, reply.gaps);
  }
  return out.view();
}

/** Decodes an answer. @throws {MarketDataError} ERR_FRAME_MALFORMED when the bytes are no BarsReply. */
export function decodeBarsReply(bytes: Uint8Array): BarsReply {
  let wire: market.v1.BarsReply.$Properties;
  try {
    wire = market.v1.BarsReply.decode(exactReader(bytes));
  } catch (error) {
    if (isMarketDataError(error)) throw error;
    malformed('not a BarsReply of stream.proto', error);
  }
  const [series] = wire.bars ? barSeriesOf(wire.bars, 0) : [];
  if (!series) malformed('BarsReply: expected bars of a known interval');
  return {
    symbol: wire.symbol ?? '',
    interval: series.interval,
    priceDecimals: wire.priceDecimals ?? 0,
    sizeDecimals: wire.sizeDecimals ?? 0,
    bars: series.bars,
    hasOlder: wire.hasOlder ?? false,
    gaps: wire.gaps ? gapsOf(wire.gaps) : [],
  };
}
