/** First line of a recording that says itself what it holds; pure. */
import { MarketDataError } from '../../proto/errors.ts';
import type { Instrument, Session } from '../../proto/types.ts';
import { instrumentFault } from '../../proto/validate.ts';
import { VENUE_CHANNELS, type VenueChannel } from '../venues/venue-capabilities.ts';
import { plainText, showJson } from '../venues/protocol-fault.ts';
import type { VenueInstrument } from '../venues/venue-mapper.ts';

/** Version of the format that is written; a reader refuses a newer one. */
export const RECORDING_VERSION = 1;

const MAX_DEPTH_LEVELS = 50;

/** What has to be known to map the frames of a recording as they were mapped live. */
export interface RecordingHeader {
  /** As in `VenueCapabilities.venue`, e.g. `KRAKEN`. */
  readonly venue: string;
  /** Ours with the venue's own names; at least one. */
  readonly instruments: readonly VenueInstrument[];
  readonly channels: readonly VenueChannel[];
  /** Levels a side of a Depth, 1..50. */
  readonly depthLevels: number;
}

/** Whether a line is a header, or was meant to be one. */
export function isHeaderLine(line: string): boolean {
  return line.startsWith('#{"tickwire"');
}

/** The header as a line, without its end. */
export function formatHeader(header: RecordingHeader): string {
  const { venue, channels, depthLevels } = header;
  const instruments = header.instruments.map(({ nativeSymbol, instrument }) => ({
    native: nativeSymbol,
    ...instrument,
  }));
  const fields = {
    tickwire: 'recording',
    version: RECORDING_VERSION,
    venue,
    channels,
    depthLevels,
  };
  return `#${JSON.stringify({ ...fields, instruments })}`;
}

/**
 * Reads a header line.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE: what was expected and what came.
 */
export function parseHeader(line: string): RecordingHeader {
  const fields = parseObject(line.slice(1));
  const { venue, version, channels, depthLevels, instruments } = fields;
  if (version !== RECORDING_VERSION) {
    fail(
      `version is ${showJson(version)}, this program reads ${String(RECORDING_VERSION)}: use a newer one`,
    );
  }
  if (typeof venue !== 'string' || venue === '')
    fail(`venue is ${showJson(venue)}, expected its name`);
  if (
    !Number.isInteger(depthLevels) ||
    (depthLevels as number) < 1 ||
    (depthLevels as number) > MAX_DEPTH_LEVELS
  ) {
    fail(`depthLevels is ${showJson(depthLevels)}, expected 1..${String(MAX_DEPTH_LEVELS)}`);
  }
  if (!Array.isArray(instruments) || instruments.length === 0) {
    fail('no instruments, expected at least one');
  }
  return {
    venue,
    depthLevels: depthLevels as number,
    channels: VENUE_CHANNELS.filter((name) => Array.isArray(channels) && channels.includes(name)),
    instruments: (instruments as readonly unknown[]).map(parseInstrument),
  };
}

function parseInstrument(value: unknown): VenueInstrument {
  const fields = value as Readonly<Record<string, unknown>> | null;
  if (typeof fields !== 'object' || fields === null)
    fail(`an instrument is ${showJson(value)}, expected an object`);
  const { native } = fields;
  const text = (name: string): string => {
    const field = fields[name];
    return typeof field === 'string'
      ? field
      : fail(`${name} of an instrument is ${showJson(field)}, expected a text`);
  };
  const number = (name: string): number => {
    const field = fields[name];
    return typeof field === 'number'
      ? field
      : fail(`${name} of an instrument is ${showJson(field)}, expected a number`);
  };
  if (typeof native !== 'string' || native === '') {
    fail(`an instrument has as native ${showJson(native)}, expected the venue's name of it`);
  }
  const instrument: Instrument = {
    symbol: text('symbol'),
    venue: text('venue'),
    displayName: text('displayName'),
    priceDecimals: number('priceDecimals'),
    sizeDecimals: number('sizeDecimals'),
    tickSize: number('tickSize'),
    currency: text('currency'),
    session: parseSession(fields['session']),
    ...(fields['rank'] === undefined ? {} : { rank: number('rank') }),
  };
  const fault = instrumentFault(instrument);
  if (fault !== undefined) fail(fault);
  return { instrument, nativeSymbol: native };
}

function parseSession(value: unknown): Session {
  const { kind, startMinuteUtc } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (kind === 'rolling24h') return { kind };
  if (kind === 'daily' && typeof startMinuteUtc === 'number') return { kind, startMinuteUtc };
  return fail(`session of an instrument is ${showJson(value)}`);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return fail('it is cut off or no JSON');
  }
}

function fail(message: string): never {
  throw new MarketDataError(
    'ERR_SOURCE_UNREADABLE',
    `header of the recording: ${plainText(message)}`,
  );
}
