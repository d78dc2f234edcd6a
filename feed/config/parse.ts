/** Command line and environment of the feed: read, checked together, all problems at once. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseDirt } from '../dirt-flag.ts';
import { filesProblems, type FileReading } from '../files/files-options.ts';
import type { Moment } from '../replay/time-window.ts';
import { CATALOGUE } from '../simulator/catalogue.ts';
import type { DirtOptions } from '../simulator/dirt.ts';
import { MAX_ACTIVITY, MAX_SYMBOLS } from '../simulator/options.ts';
import { VENUE_CHANNELS } from '../venues/venue-capabilities.ts';
import {
  environmentSchema,
  type LogLevel,
  presentVariables,
  type Environment,
} from './environment.ts';
import { describeIssues, duration, list, moment, positive, whole } from './fields.ts';
import { FLAGS, misplacedFlags, readFlags, RECORD_FLAGS, type GivenFlags } from './flags.ts';
import {
  readSources,
  readSymbols,
  type LiveConfig,
  type NamedSource,
  type SourceConfig,
} from './sources.ts';

const DEFAULT_DEPTH_LEVELS = 10;
const MAX_DEPTH_LEVELS = 50;

const flagsSchema = z.object({
  takeover: z.boolean().default(false),
  'replace-history': z.boolean().default(false),
  speed: positive(1_000_000, { max: Infinity }).default(1),
  seed: whole(0, Number.MAX_SAFE_INTEGER).optional(),
  activity: positive(MAX_ACTIVITY).default(1),
  dirt: z
    .string()
    .transform((text, context): Partial<DirtOptions> => {
      const parsed = parseDirt(text);
      if ('dirt' in parsed) return parsed.dirt;
      for (const message of parsed.problems) context.addIssue(message);
      return z.NEVER;
    })
    .default({}),
  channels: list(VENUE_CHANNELS).default(VENUE_CHANNELS),
  'depth-levels': whole(1, MAX_DEPTH_LEVELS).default(DEFAULT_DEPTH_LEVELS),
  'no-history': z.boolean().default(false),
  venue: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,32}$/, 'expected 1 to 32 letters, digits, - or _')
    .transform((text) => text.toUpperCase())
    .optional(),
  file: z.array(z.string()).default([]),
  format: z.string().optional(),
  'venue-format': z.string().optional(),
  adapter: z.string().optional(),
  symbol: z.string().optional(),
  map: z.string().optional(),
  date: z.string().optional(),
  'time-unit': z.string().optional(),
  delimiter: z.string().optional(),
  decimals: z.string().optional(),
  loop: z.boolean().default(false),
  from: moment().optional(),
  to: moment().optional(),
});
type Flags = z.infer<typeof flagsSchema>;

const recordSchema = z.object({
  out: z.string().optional(),
  for: duration().optional(),
  overwrite: z.boolean().default(false),
});

/** Everything that the feed is told; durations in milliseconds. */
export interface FeedConfig {
  readonly source: SourceConfig;
  readonly redisUrl: string;
  readonly partitionCount: number;
  readonly retentionMs: number;
  readonly maxLogEntries: number;
  readonly maxBufferedTicks: number;
  /** Replaces a live feed of the same symbols. */
  readonly shouldTakeOver: boolean;
  /** Drops what is stored of symbols whose instrument is another one now. */
  readonly shouldReplaceHistory: boolean;
  readonly logLevel: LogLevel;
}

/** What `record` is told. */
export interface RecordConfig {
  readonly source: LiveConfig;
  /** File to write, absolute. */
  readonly path: string;
  /** Ends after so long, milliseconds; absent: when it is told to. */
  readonly durationMs?: number;
  readonly shouldOverwrite: boolean;
  readonly logLevel: FeedConfig['logLevel'];
}

/** What `symbols` is told. */
export interface SymbolsConfig {
  readonly sources: LiveConfig['sources'];
  readonly logLevel: FeedConfig['logLevel'];
}

interface Invalid {
  readonly kind: 'invalid';
  /** Every problem at once, one line each. */
  readonly problems: readonly string[];
}

/** Outcome of reading the command line. */
export type ParsedConfig =
  { readonly kind: 'run'; readonly config: FeedConfig } | { readonly kind: 'help' } | Invalid;

/** Outcome of reading a command line that may begin with a command. */
export type ParsedCommand =
  | ParsedConfig
  | { readonly kind: 'record'; readonly config: RecordConfig }
  | { readonly kind: 'symbols'; readonly config: SymbolsConfig };

/**
 * Reads a command line: `record` and `symbols` are commands, without one the feed runs.
 *
 * @param args        Command line after the program's name.
 * @param environment Such as process.env.
 */
export function parseFeedCommand(args: readonly string[], environment: Environment): ParsedCommand {
  const [command, ...rest] = args;
  if (command === 'record') return parseRecord(rest, environment);
  if (command === 'symbols') return parseSymbols(rest, environment);
  return parseFeedConfig(args, environment);
}

/** Reads the command line of a feed that runs. */
export function parseFeedConfig(args: readonly string[], environment: Environment): ParsedConfig {
  const reading = readAll(args, FLAGS, environment);
  if (reading === 'help') return { kind: 'help' };
  const { flags, settings, source, problems } = reading;
  if (flags !== undefined && source?.kind === 'replay') {
    problems.push(...filesProblems(readingOf(flags)));
  }
  const { from, to } = flags ?? {};
  if (from !== undefined && to !== undefined && !mayPrecede(from, to)) {
    problems.push('--to: expected a moment after --from');
  }
  if (
    flags === undefined ||
    settings === undefined ||
    source === undefined ||
    problems.length > 0
  ) {
    return { kind: 'invalid', problems };
  }
  const config = sourceOf(reading, source, flags, directoryOf(environment));
  const shouldTakeOver = flags.takeover;
  const shouldReplaceHistory = flags['replace-history'];
  return {
    kind: 'run',
    config: { ...settings, shouldTakeOver, shouldReplaceHistory, source: config },
  };
}

function parseRecord(args: readonly string[], environment: Environment): ParsedCommand {
  const reading = readAll(args, { ...FLAGS, ...RECORD_FLAGS }, environment);
  if (reading === 'help') return { kind: 'help' };
  const { flags, settings, source, problems, given } = reading;
  const recording = recordSchema.safeParse(given);
  problems.push(...describeIssues(recording.error, given, '--'));
  if (source !== undefined && source.kind !== 'live') {
    problems.push(`--source: expected a venue to record, got "${source.kind}"`);
  }
  if (source?.kind === 'live' && source.sources.length > 1) {
    problems.push('--source: expected one venue, a recording holds one; start one record for each');
  }
  const out = recording.data?.out;
  if (out === undefined) problems.push('--out: expected the file to write, as kraken.ndts.gz');
  if (flags === undefined || settings === undefined || source?.kind !== 'live') {
    return { kind: 'invalid', problems };
  }
  if (out === undefined || recording.data === undefined || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  const { for: durationMs, overwrite: shouldOverwrite } = recording.data;
  return {
    kind: 'record',
    config: {
      source: liveOf(reading, source.sources, flags),
      path: resolve(directoryOf(environment), out),
      ...(durationMs !== undefined && { durationMs }),
      shouldOverwrite,
      logLevel: settings.logLevel,
    },
  };
}

function parseSymbols(args: readonly string[], environment: Environment): ParsedCommand {
  const { help, source: sourceFlag } = FLAGS;
  const reading = readAll(args, { help, source: sourceFlag }, environment);
  if (reading === 'help') return { kind: 'help' };
  const { settings, source, problems } = reading;
  if (source !== undefined && source.kind !== 'live') {
    problems.push(`--source: expected a venue, got "${source.kind}"`);
  }
  if (settings === undefined || source?.kind !== 'live' || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  return { kind: 'symbols', config: { sources: source.sources, logLevel: settings.logLevel } };
}

interface Reading {
  readonly given: GivenFlags['given'];
  readonly flags: Flags | undefined;
  readonly settings:
    Omit<FeedConfig, 'source' | 'shouldTakeOver' | 'shouldReplaceHistory'> | undefined;
  readonly source: NamedSource | undefined;
  /** Of the simulator. */
  readonly symbolCount: number;
  /** Of venues. */
  readonly symbols: readonly string[];
  readonly problems: string[];
}

function readAll(
  args: readonly string[],
  specs: Parameters<typeof readFlags>[1],
  environment: Environment,
): Reading | 'help' {
  const { given, problems } = readFlags(args, specs);
  if (given['help'] === true) return 'help';
  const named = given['source'] ?? [given['file'] === undefined ? 'simulator' : 'replay'];
  const source = Array.isArray(named)
    ? readSources(named as readonly string[], environment, directoryOf(environment), problems)
    : undefined;
  if (source !== undefined) problems.push(...misplacedFlags(given, source.kind));
  if (source?.kind === 'replay' && given['file'] === undefined) {
    problems.push('--file: expected at least one file for --source replay');
  }
  const flags = flagsSchema.safeParse(given);
  const variables = presentVariables(environment);
  const settings = environmentSchema.safeParse(variables);
  problems.push(
    ...describeIssues(flags.error, given, '--'),
    ...describeIssues(settings.error, variables, ''),
  );
  return {
    given,
    flags: flags.data,
    source,
    symbolCount: source?.kind === 'simulator' ? readSymbolCount(given, problems) : 0,
    symbols: source?.kind === 'live' ? readSymbols(given['symbols'], source.sources, problems) : [],
    problems,
    settings: settings.data && {
      redisUrl: settings.data.REDIS_URL,
      partitionCount: settings.data.PARTITIONS,
      retentionMs: settings.data.LOG_RETENTION_MS,
      maxLogEntries: settings.data.LOG_MAX_ENTRIES,
      maxBufferedTicks: settings.data.FEED_BUFFER_TICKS,
      logLevel: settings.data.LOG_LEVEL,
    },
  };
}

function readSymbolCount(given: GivenFlags['given'], problems: string[]): number {
  const text = given['symbols'];
  if (text === undefined) return CATALOGUE.length;
  const parsed = whole(1, MAX_SYMBOLS).safeParse(text);
  problems.push(...describeIssues(parsed.error, { '': text }, '--symbols'));
  return parsed.data ?? 0;
}

function sourceOf(
  reading: Reading,
  source: NamedSource,
  flags: Flags,
  directory: string,
): SourceConfig {
  switch (source.kind) {
    case 'simulator': {
      const { speed, seed, activity, dirt } = flags;
      const { symbolCount } = reading;
      return {
        kind: 'simulator',
        symbolCount,
        ...(seed !== undefined && { seed }),
        speed,
        activity,
        dirt,
      };
    }
    case 'replay': {
      const { file, speed, loop, from, to, adapter } = flags;
      return {
        kind: 'replay',
        paths: file.map((path) => resolve(directory, path)),
        speed,
        isLooped: loop,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
        ...(adapter !== undefined && { adapterPath: resolve(directory, adapter) }),
        reading: readingOf(flags),
      };
    }
    case 'stdin':
      return { kind: 'stdin', venue: flags.venue ?? 'STDIN' };
    case 'live':
      return liveOf(reading, source.sources, flags);
  }
}

function readingOf(flags: Flags): FileReading {
  const { format, venue, symbol, map, date, delimiter, decimals } = flags;
  const all = {
    format,
    venueFormat: flags['venue-format'],
    venue,
    symbol,
    map,
    date,
    timeUnit: flags['time-unit'],
    delimiter,
    decimals,
  };
  return presentVariables(all);
}

function liveOf({ symbols }: Reading, sources: LiveConfig['sources'], flags: Flags): LiveConfig {
  return {
    kind: 'live',
    sources,
    symbols,
    channels: flags.channels,
    depthLevels: flags['depth-levels'],
    hasHistory: !flags['no-history'],
  };
}

/** Where the user stood: npm runs its scripts in the project's folder. */
function directoryOf(environment: Environment): string {
  const directory = environment['INIT_CWD'];
  return directory === undefined || directory === '' ? process.cwd() : directory;
}

function mayPrecede(from: Moment, to: Moment): boolean {
  if (from.kind === 'time' && to.kind === 'time') return from.timeMs < to.timeMs;
  if (from.kind === 'offset' && to.kind === 'offset') return from.offsetMs < to.offsetMs;
  return true;
}
