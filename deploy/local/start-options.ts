/** Flags and environment of `npm start`: read, checked together, everything else goes to the feed. */
import { z } from 'zod';
import { parseFeedConfig, type ParsedConfig } from '../../feed/config/parse.ts';
import { withoutPassword } from './redis/probe-redis.ts';

/** Flags with a value, and what they set. */
const VALUE_FLAGS = { '--port': 'PORT', '--host': 'HOST', '--log-level': 'LOG_LEVEL' } as const;
const SWITCHES = ['--open', '--no-build', '--no-feed', '--watch', '--help', '-h'] as const;
type Switch = (typeof SWITCHES)[number];

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;

/** Variables the launcher itself understands; an empty one counts as absent. */
export const environmentSchema = z.object({
  PORT: z.coerce
    .number('expected a port number')
    .int('expected a whole number')
    .min(1, 'expected 1 to 65535')
    .max(65_535, 'expected 1 to 65535')
    .default(8443),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'expected a host name or an IP address')
    .default('127.0.0.1'),
  LOG_LEVEL: z.enum(LOG_LEVELS, `expected one of ${LOG_LEVELS.join(', ')}`).default('info'),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\/.+/, 'expected a URL as redis://host:6379 or rediss://host:6380')
    .optional(),
  TLS_CERT_FILE: z.string().optional(),
  TLS_KEY_FILE: z.string().optional(),
  WEB_ROOT: z.string().optional(),
});

/** What `npm start` shall do. */
export interface StartOptions {
  /** TCP port of the page. */
  readonly port: number;
  /** Address the server binds to. */
  readonly host: string;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** A Redis of the user's own; absent: a private one. */
  readonly redisUrl?: string;
  /** A certificate of the user's own; absent: one of the local authority. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** A page built elsewhere; absent: web/dist, built when the sources are newer. */
  readonly webRoot?: string;
  readonly shouldOpenBrowser: boolean;
  readonly shouldBuild: boolean;
  readonly shouldFeed: boolean;
  readonly shouldWatch: boolean;
  /** Everything that is not a flag of the launcher, in order. */
  readonly feedArgs: readonly string[];
  /** Whether the feed takes its ticks from standard input. */
  readonly feedReadsInput: boolean;
}

/** Outcome of reading the command line. */
export type ParsedOptions =
  | { readonly kind: 'run'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  /** Every problem at once, one line each. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** Text of `npm start -- --help`. */
export const START_HELP = `Usage: npm start [-- flags]

Starts a private Redis (unless REDIS_URL is set), the feed, the recorder and the server, and prints the page's
address.

  --port <n>           Port of the page (PORT), default 8443
  --host <address>     Address to bind to (HOST), default 127.0.0.1: this machine only
  --log-level <level>  ${LOG_LEVELS.join(', ')} (LOG_LEVEL), default info
  --open               Opens the page in the browser
  --no-build           Takes web/dist as it is
  --no-feed            Starts no feed: something else writes to Redis
  --watch              Restarts feed, recorder and server, and rebuilds the page, when sources change
  --help               This text, and the feed's own

Environment: REDIS_URL (a Redis to use instead of a private one), TLS_CERT_FILE and TLS_KEY_FILE
(a certificate to use instead of a local one), WEB_ROOT (a page built elsewhere), TICKWIRE_DATA_DIR
(folder for Redis data and certificates, default .tickwire).

All other flags go to the feed.`;

/**
 * Reads flags and environment; a flag wins over its variable.
 *
 * @param args        Command line after the command's name.
 * @param environment Such as process.env.
 */
export function parseStartOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ParsedOptions {
  const { values, switches, feedArgs, problems } = readFlags(args);
  if (switches.has('--help') || switches.has('-h')) return { kind: 'help' };
  const given = Object.fromEntries(
    Object.entries({ ...environment, ...values }).filter(([, value]) => isSet(value)),
  );
  const parsed = environmentSchema.safeParse(given);
  if (isSet(given['TLS_CERT_FILE']) !== isSet(given['TLS_KEY_FILE'])) {
    problems.push('TLS_CERT_FILE, TLS_KEY_FILE: expected both or none of them, got one');
  }
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => describe(issue, given)));
  const feed = switches.has('--no-feed') ? undefined : readFeed(feedArgs, given);
  if (feed?.kind === 'invalid') problems.push(...feed.problems);
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems };
  const { PORT, HOST, LOG_LEVEL, REDIS_URL, TLS_CERT_FILE, TLS_KEY_FILE, WEB_ROOT } = parsed.data;
  return {
    kind: 'run',
    options: {
      port: PORT,
      host: HOST,
      logLevel: LOG_LEVEL,
      ...(REDIS_URL !== undefined && { redisUrl: REDIS_URL }),
      ...(TLS_CERT_FILE !== undefined &&
        TLS_KEY_FILE !== undefined && {
          tls: { certFile: TLS_CERT_FILE, keyFile: TLS_KEY_FILE },
        }),
      ...(WEB_ROOT !== undefined && { webRoot: WEB_ROOT }),
      shouldOpenBrowser: switches.has('--open'),
      shouldBuild: !switches.has('--no-build') && WEB_ROOT === undefined,
      shouldFeed: !switches.has('--no-feed'),
      shouldWatch: switches.has('--watch'),
      feedArgs,
      feedReadsInput: feed?.kind === 'run' && feed.config.source.kind === 'stdin',
    },
  };
}

/** What the feed would do, or refuse, known before anything is started for it. */
function readFeed(
  args: readonly string[],
  given: Readonly<Record<string, string | undefined>>,
): ParsedConfig {
  // These two are the launcher's own to judge.
  return parseFeedConfig(args, { ...given, REDIS_URL: undefined, LOG_LEVEL: undefined });
}

interface Flags {
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<Switch>;
  readonly feedArgs: readonly string[];
  readonly problems: string[];
}

function readFlags(args: readonly string[]): Flags {
  const values: Record<string, string> = {};
  const switches = new Set<Switch>();
  const feedArgs: string[] = [];
  const problems: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const [flag, inline] = splitOnce(arg);
    if (isValueFlag(flag)) {
      const value = inline ?? args[(index += 1)];
      if (value === undefined || value === '') problems.push(`${flag}: expected a value after it`);
      else values[VALUE_FLAGS[flag]] = value;
    } else if (isSwitch(arg)) {
      switches.add(arg);
    } else {
      feedArgs.push(arg);
    }
  }
  if (switches.has('--no-feed') && feedArgs.length > 0) {
    problems.push(`--no-feed: flags for the feed make no sense beside it: ${feedArgs.join(' ')}`);
  }
  return { values, switches, feedArgs, problems };
}

function splitOnce(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

function isValueFlag(flag: string): flag is keyof typeof VALUE_FLAGS {
  return Object.hasOwn(VALUE_FLAGS, flag);
}

function isSwitch(arg: string): arg is Switch {
  return (SWITCHES as readonly string[]).includes(arg);
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

function describe(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): string {
  const name = issue.path.join('.');
  const value = given[name];
  const got = typeof value === 'string' ? `, got "${withoutPassword(value)}"` : '';
  return `${name}: ${issue.message}${got}`;
}
