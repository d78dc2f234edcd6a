/** Instruments and closed bars <-> the bytes that Redis holds. */
import './protobuf-runtime.ts';
import { market } from './gen/market.js';
import { malformed } from './byte-reader.ts';
import { exactReader } from './exact-reader.ts';
import { isMarketDataError } from './errors.ts';
import { assertInstrument, assertBar } from './validate.ts';
import type { Bar, Instrument } from './types.ts';

const { Bar: BarMessage, Instrument: InstrumentMessage } = market.v1;

/** Encodes an instrument for the hash `md:instruments`. @throws {MarketDataError} ERR_TICK_INVALID */
export function encodeInstrument(instrument: Instrument): Uint8Array {
  return InstrumentMessage.encode(instrumentToMessage(instrument)).finish();
}

/** Instrument as its generated message. @throws {MarketDataError} ERR_TICK_INVALID */
export function instrumentToMessage(
  instrument: Instrument,
): market.v1.Instrument.$Properties & { dayStartMinuteUtc: number | null } {
  assertInstrument(instrument);
  const { session, since, ...rest } = instrument;
  return {
    ...rest,
    ...(since && { sinceMs: since.ms, sinceSeq: since.seq }),
    dayStartMinuteUtc: session.kind === 'daily' ? session.startMinuteUtc : null,
  };
}

/** Decodes an instrument. @throws {MarketDataError} ERR_FRAME_MALFORMED, ERR_TICK_INVALID */
export function decodeInstrument(bytes: Uint8Array): Instrument {
  return instrumentFromMessage(
    decodeWith(() => InstrumentMessage.decode(exactReader(bytes)), 'instrument'),
  );
}

/** Instrument of its generated message. @throws {MarketDataError} ERR_TICK_INVALID */
export function instrumentFromMessage(message: market.v1.Instrument): Instrument {
  const instrument: Instrument = {
    symbol: message.symbol,
    venue: message.venue,
    displayName: message.displayName,
    priceDecimals: message.priceDecimals,
    sizeDecimals: message.sizeDecimals,
    tickSize: message.tickSize,
    currency: message.currency,
    session:
      message.dayStartMinuteUtc === null
        ? { kind: 'rolling24h' }
        : { kind: 'daily', startMinuteUtc: message.dayStartMinuteUtc },
    ...(message.rank > 0 && { rank: message.rank }),
    ...((message.sinceMs > 0 || message.sinceSeq > 0) && {
      since: { ms: message.sinceMs, seq: message.sinceSeq },
    }),
  };
  assertInstrument(instrument);
  return instrument;
}

/** Encodes a closed bar for a bars stream. @throws {MarketDataError} ERR_TICK_INVALID */
export function encodeBar(bar: Bar): Uint8Array {
  assertBar(bar);
  return BarMessage.encode({ ...bar }).finish();
}

/** Decodes a closed bar. @throws {MarketDataError} ERR_FRAME_MALFORMED, ERR_TICK_INVALID */
export function decodeBar(bytes: Uint8Array): Bar {
  const message = decodeWith(() => BarMessage.decode(exactReader(bytes)), 'bar');
  const bar: Bar = {
    openTimeMs: message.openTimeMs,
    open: message.open,
    high: message.high,
    low: message.low,
    close: message.close,
    volume: message.volume,
    tradeCount: message.tradeCount,
    turnover: message.turnover,
  };
  assertBar(bar);
  return bar;
}

/** Calls a generated decoder. @throws {MarketDataError} ERR_FRAME_MALFORMED for whatever it throws */
export function decodeWith<T>(decode: () => T, what: string): T {
  try {
    return decode();
  } catch (error) {
    if (isMarketDataError(error)) throw error;
    malformed(`${what} cannot be decoded: expected protobuf of market.proto`, error);
  }
}
