/** Which source the command line names, and what is told to it. */
import { resolve } from 'node:path';
import type { FileReading } from '../files/files-options.ts';
import type { Moment } from '../replay/time-window.ts';
import type { DirtOptions } from '../simulator/dirt.ts';
import { VENUE_NAMES, VENUES, type VenueName } from '../venues/catalogue.ts';
import type { VenueChannel } from '../venues/venue-capabilities.ts';
import { readVenueAccess, type Environment, type VenueAccess } from './environment.ts';
import type { SourceKind } from './flags.ts';

export interface SimulatorConfig {
  readonly kind: 'simulator';
  readonly symbolCount: number;
  /** Absent: a random one. */
  readonly seed?: number;
  /** Times real time; Infinity: as fast as possible. */
  readonly speed: number;
  readonly activity: number;
  readonly dirt: Partial<DirtOptions>;
}

export interface ReplayConfig {
  readonly kind: 'replay';
  /** At least one, absolute. */
  readonly paths: readonly string[];
  /** Times the recorded pace; Infinity: as fast as possible. */
  readonly speed: number;
  readonly isLooped: boolean;
  readonly from?: Moment;
  readonly to?: Moment;
  /** Module of the adapter whose recordings these are, absolute; absent: venues of ours alone. */
  readonly adapterPath?: string;
  /** What the files hold and how it is read; texts of the flags, absent where not given. */
  readonly reading: FileReading;
}

export interface StdinConfig {
  readonly kind: 'stdin';
  /** Venue of instruments that the input does not declare. */
  readonly venue: string;
}

/** One venue of ours, or an adapter of the user's own. */
export type LiveSourceConfig =
  | { readonly kind: 'venue'; readonly name: VenueName; readonly access: VenueAccess }
  | { readonly kind: 'module'; readonly path: string };

export interface LiveConfig {
  readonly kind: 'live';
  /** At least one. */
  readonly sources: readonly LiveSourceConfig[];
  /** Ours, with `.VENUE` where there are several sources; empty: what each source has as default. */
  readonly symbols: readonly string[];
  readonly channels: readonly VenueChannel[];
  /** Levels a side of the book. */
  readonly depthLevels: number;
  readonly hasHistory: boolean;
}

export type SourceConfig = SimulatorConfig | ReplayConfig | StdinConfig | LiveConfig;

/** What `--source` names. */
export type NamedSource =
  | { readonly kind: Exclude<SourceKind, 'live'> }
  | { readonly kind: 'live'; readonly sources: readonly LiveSourceConfig[] };

const MODULE = /^\.{0,2}[/\\]|^[A-Za-z]:[/\\]|\.[cm]?[jt]s$/;
const SYMBOL = /^[\x21-\x2b\x2d-\x7e]{1,64}$/;

/**
 * Reads `--source`: `simulator`, `replay`, `stdin`, venues and paths of modules with commas between them.
 *
 * @param directory Relative paths of modules begin there.
 * @returns         undefined where none of it can be understood.
 */
export function readSources(
  values: readonly string[],
  environment: Environment,
  directory: string,
  problems: string[],
): NamedSource | undefined {
  const names = [
    ...new Set(values.flatMap((value) => value.split(',')).map((name) => name.trim())),
  ];
  const sources: LiveSourceConfig[] = [];
  const alone: Exclude<SourceKind, 'live'>[] = [];
  for (const name of names) {
    if (name === 'simulator' || name === 'replay' || name === 'stdin') alone.push(name);
    else if (isVenue(name)) {
      const { access, problems: missing } = readVenueAccess(VENUES[name].capabilities, environment);
      problems.push(...missing);
      sources.push({ kind: 'venue', name, access });
    } else if (MODULE.test(name)) {
      sources.push({ kind: 'module', path: resolve(directory, name) });
    } else {
      problems.push(
        `--source: expected simulator, replay, stdin, ${VENUE_NAMES.join(', ')}, or the path of a module as ./my-feed.ts, got "${name}"`,
      );
    }
  }
  const [kind] = alone;
  if (kind === undefined) return sources.length === 0 ? undefined : { kind: 'live', sources };
  if (alone.length + sources.length > 1) {
    problems.push(
      `--source: ${kind} cannot be joined with others; start a second feed beside it (npm run feed)`,
    );
  }
  return { kind };
}

/** Reads `BTC-USDT.BINANCE,BTC-USD.KRAKEN`; with one venue its name may be left out. */
export function readSymbols(
  text: unknown,
  sources: readonly LiveSourceConfig[],
  problems: string[],
): readonly string[] {
  if (typeof text !== 'string') return [];
  const symbols = [...new Set(text.split(',').map((symbol) => symbol.trim()))];
  const malformed = symbols.filter((symbol) => !SYMBOL.test(symbol));
  if (malformed.length > 0) {
    problems.push(
      `--symbols: expected names as BTC-USDT or BTC-USDT.BINANCE with commas between them, got "${malformed.join(', ')}"`,
    );
    return [];
  }
  if (sources.some(({ kind }) => kind === 'module')) return symbols;
  const venues = sources.flatMap((source) =>
    source.kind === 'venue' ? [VENUES[source.name].capabilities.venue] : [],
  );
  const isOf = (symbol: string, venue: string): boolean => symbol.endsWith(`.${venue}`);
  const strays =
    sources.length > 1
      ? symbols.filter((symbol) => !venues.some((venue) => isOf(symbol, venue)))
      : symbols.filter(
          (symbol) =>
            VENUE_NAMES.some((name) => isOf(symbol, VENUES[name].capabilities.venue)) &&
            !venues.some((venue) => isOf(symbol, venue)),
        );
  if (strays.length > 0) {
    const wanted = venues.map((venue) => `.${venue}`).join(' or ');
    problems.push(`--symbols: expected each to end with ${wanted}, got "${strays.join(', ')}"`);
  }
  const idle = venues.filter((venue) => !symbols.some((symbol) => isOf(symbol, venue)));
  if (sources.length > 1 && idle.length > 0) {
    problems.push(`--symbols: names none of ${idle.join(', ')}, which --source names`);
  }
  return symbols;
}

function isVenue(name: string): name is VenueName {
  return (VENUE_NAMES as readonly string[]).includes(name);
}
