/** Flags and environment of the feed: read, checked together, all problems at once. */
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { DEFAULT_PARTITION_COUNT } from '../proto/redis-keys.ts';
import { parseDirt } from './dirt-flag.ts';
import { VENUE_FORMATS, type VenueFormatName } from './replay/formats.ts';
import { parseMoment, type Moment } from './replay/time-window.ts';
import { CATALOGUE } from './simulator/catalogue.ts';
import type { DirtOptions } from './simulator/dirt.ts';
import { MAX_ACTIVITY, MAX_SYMBOLS } from './simulator/options.ts';

/** Every source that `--source` can name. */
export const SOURCE_NAMES = ['simulator', 'replay'] as const;
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
const FORMAT_NAMES = Object.keys(VENUE_FORMATS) as [VenueFormatName, ...VenueFormatName[]];

/** Environment variables; an empty one counts as absent. */
export const environmentSchema = z.object({
  /** Redis to write to. */
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+/, 'expected a URL as redis://host:6379 or rediss://host:6380')
    .default('redis://127.0.0.1:6379'),
  /** Partitions of the deployment; every process must be told the same. */
  PARTITIONS: whole(1, 1024).default(DEFAULT_PARTITION_COUNT),
  /** Age at which log entries are trimmed, milliseconds. */
  LOG_RETENTION_MS: whole(1_000, 604_800_000).default(600_000),
  /** Entries that a partition's log keeps at most, whatever their age. */
  LOG_MAX_ENTRIES: whole(100, 100_000_000).default(80_000),
  /** Ticks kept while Redis is away. */
  FEED_BUFFER_TICKS: whole(1_000, 50_000_000).default(200_000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

const flagsSchema = z.object({
  source: z.enum(SOURCE_NAMES, `expected one of ${SOURCE_NAMES.join(', ')}`),
  takeover: z.boolean().default(false),
  speed: positive(1_000_000, { max: Infinity }).default(1),
  symbols: whole(1, MAX_SYMBOLS).default(CATALOGUE.length),
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
  file: z.array(z.string()).default([]),
  'venue-format': z
    .enum(FORMAT_NAMES, `expected one of ${FORMAT_NAMES.join(', ')}`)
    .default('binance'),
  loop: z.boolean().default(false),
  from: moment().optional(),
  to: moment().optional(),
});

/** Flags that only one of the sources understands. */
const FLAGS_OF = {
  simulator: ['symbols', 'seed', 'activity', 'dirt'],
  replay: ['file', 'venue-format', 'loop', 'from', 'to'],
} as const satisfies Readonly<Record<(typeof SOURCE_NAMES)[number], readonly string[]>>;

const FLAG_TYPES = {
  help: { type: 'boolean', short: 'h' },
  source: { type: 'string' },
  takeover: { type: 'boolean' },
  speed: { type: 'string' },
  symbols: { type: 'string' },
  seed: { type: 'string' },
  activity: { type: 'string' },
  dirt: { type: 'string' },
  file: { type: 'string', multiple: true },
  'venue-format': { type: 'string' },
  loop: { type: 'boolean' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

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
  /** At least one. */
  readonly paths: readonly string[];
  readonly format: VenueFormatName;
  /** Times the recorded pace; Infinity: as fast as possible. */
  readonly speed: number;
  readonly isLooped: boolean;
  readonly from?: Moment;
  readonly to?: Moment;
}

/** Everything that the feed is told; durations in milliseconds. */
export interface FeedConfig {
  readonly source: SimulatorConfig | ReplayConfig;
  readonly redisUrl: string;
  readonly partitionCount: number;
  readonly retentionMs: number;
  readonly maxLogEntries: number;
  readonly maxBufferedTicks: number;
  /** Replaces a live feed of the same symbols. */
  readonly shouldTakeOver: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
}

/** Outcome of reading the command line. */
export type ParsedConfig =
  | { readonly kind: 'run'; readonly config: FeedConfig }
  | { readonly kind: 'help' }
  /** Every problem at once, one line each. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/**
 * Reads flags and environment.
 *
 * @param args        Command line after the program's name.
 * @param environment Such as process.env.
 */
export function parseFeedConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedConfig {
  const { given, problems } = readFlags(args);
  if (given['help'] === true) return { kind: 'help' };
  const flagValues = { source: given['file'] === undefined ? 'simulator' : 'replay', ...given };
  const variables = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const flags = flagsSchema.safeParse(flagValues);
  const settings = environmentSchema.safeParse(variables);
  problems.push(
    ...describe(flags.error, flagValues, '--'),
    ...describe(settings.error, variables, ''),
  );
  problems.push(...misplacedFlags(given, flagValues.source));
  if (flags.data?.source === 'replay' && flags.data.file.length === 0) {
    problems.push('--file: expected at least one recording for --source replay');
  }
  const { from, to } = flags.data ?? {};
  if (from !== undefined && to !== undefined && !mayPrecede(from, to)) {
    problems.push('--to: expected a moment after --from');
  }
  if (!flags.success || !settings.success || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  const shouldTakeOver = flags.data.takeover;
  const source = sourceOf(flags.data);
  return { kind: 'run', config: { ...settingsOf(settings.data), shouldTakeOver, source } };
}

type Settings = Omit<FeedConfig, 'source' | 'shouldTakeOver'>;

function settingsOf(variables: z.infer<typeof environmentSchema>): Settings {
  return {
    redisUrl: variables.REDIS_URL,
    partitionCount: variables.PARTITIONS,
    retentionMs: variables.LOG_RETENTION_MS,
    maxLogEntries: variables.LOG_MAX_ENTRIES,
    maxBufferedTicks: variables.FEED_BUFFER_TICKS,
    logLevel: variables.LOG_LEVEL,
  };
}

function sourceOf(flags: z.infer<typeof flagsSchema>): SimulatorConfig | ReplayConfig {
  const { speed: times, seed, from, to } = flags;
  switch (flags.source) {
    case 'simulator':
      return {
        kind: 'simulator',
        symbolCount: flags.symbols,
        ...(seed !== undefined && { seed }),
        speed: times,
        activity: flags.activity,
        dirt: flags.dirt,
      };
    case 'replay':
      return {
        kind: 'replay',
        paths: flags.file,
        format: flags['venue-format'],
        speed: times,
        isLooped: flags.loop,
        ...(from !== undefined && { from }),
        ...(to !== undefined && { to }),
      };
  }
}

interface GivenFlags {
  readonly given: Readonly<Record<string, unknown>>;
  readonly problems: string[];
}

function readFlags(args: readonly string[]): GivenFlags {
  // Not strict: that would stop at the first problem.
  const { tokens } = parseArgs({
    args: [...args],
    options: FLAG_TYPES,
    strict: false,
    tokens: true,
  });
  const given: Record<string, unknown> = {};
  const problems: string[] = [];
  /** Index of the argument behind a faulty flag: its value, of which there is nothing more to say. */
  let ignored = -1;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (token.index === ignored) continue;
      problems.push(`${token.value}: expected flags only; --help lists them`);
    }
    if (token.kind !== 'option') continue;
    if (!isFlag(token.name)) {
      problems.push(`${token.rawName}: there is no such flag; --help lists all`);
      ignored = token.index + 1;
    } else if (FLAG_TYPES[token.name].type === 'boolean') {
      if (token.value === undefined) given[token.name] = true;
      else problems.push(`--${token.name}: takes no value, got "${token.value}"`);
    } else if (token.value === undefined || token.value === '') {
      problems.push(`--${token.name}: expected a value after it`);
    } else if (token.value.startsWith('--') && !token.inlineValue) {
      problems.push(`--${token.name}: expected a value after it, got the flag ${token.value}`);
      ignored = token.index + 2;
    } else if (token.name === 'file') {
      given['file'] = [...((given['file'] as string[] | undefined) ?? []), token.value];
    } else given[token.name] = token.value;
  }
  return { given, problems };
}

function misplacedFlags(given: Readonly<Record<string, unknown>>, source: unknown): string[] {
  const others = SOURCE_NAMES.filter((name) => name !== source);
  if (others.length === SOURCE_NAMES.length) return [];
  return others.flatMap((other) =>
    FLAGS_OF[other]
      .filter((flag) => flag in given)
      .map(
        (flag) => `--${flag}: belongs to --source ${other}, but the source is ${String(source)}`,
      ),
  );
}

function mayPrecede(from: Moment, to: Moment): boolean {
  if (from.kind === 'time' && to.kind === 'time') return from.timeMs < to.timeMs;
  if (from.kind === 'offset' && to.kind === 'offset') return from.offsetMs < to.offsetMs;
  return true;
}

function whole(min: number, max: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return z.string().transform((text, context) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    context.addIssue(`expected a whole number from ${String(min)} to ${String(max)}`);
    return z.NEVER;
  });
}

/** A number above 0, or one of the given words with its value. */
function positive(
  max: number,
  words: Readonly<Record<string, number>> = {},
): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return z.string().transform((text, context) => {
    const value = words[text] ?? (/^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN);
    if (text in words || (value > 0 && value <= max)) return value;
    const orWords = Object.keys(words).map((word) => `, or ${word}`);
    context.addIssue(`expected a number above 0 and up to ${String(max)}${orWords.join('')}`);
    return z.NEVER;
  });
}

function moment(): z.ZodPipe<z.ZodString, z.ZodTransform<Moment, string>> {
  return z.string().transform((text, context) => {
    const parsed = parseMoment(text);
    if (parsed !== undefined) return parsed;
    context.addIssue('expected a time as 2024-08-08T23:55:00Z or an offset as +30s, +1m30s');
    return z.NEVER;
  });
}

function isFlag(name: string): name is keyof typeof FLAG_TYPES {
  return Object.hasOwn(FLAG_TYPES, name);
}

function describe(
  error: z.ZodError | undefined,
  given: Readonly<Record<string, unknown>>,
  prefix: string,
): string[] {
  return (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0] ?? '');
    const value = given[name];
    const got =
      typeof value === 'string' && !issue.message.includes('got "') ? `, got "${value}"` : '';
    return `${prefix}${name}: ${issue.message}${got}`;
  });
}
