/** The server's configuration: environment variables, checked all at once. */
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { DEFAULT_PARTITION_COUNT } from '../proto/redis-keys.ts';

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** An empty variable counts as not set, as in compose files. */
function optional<T extends z.ZodType>(schema: T): z.ZodPreprocess<T> {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

function count(fallback: number, min: number, max: number): z.ZodType<number> {
  return optional(z.coerce.number().int().min(min).max(max).default(fallback));
}

/** Every variable with its default; the README's table is checked against these keys. */
export const serverSchema = z.object({
  REDIS_URL: optional(
    z
      .url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' })
      .default('redis://127.0.0.1:6379'),
  ),
  PARTITIONS: count(DEFAULT_PARTITION_COUNT, 1, 1024),
  HOST: optional(z.string().default('127.0.0.1')),
  PORT: count(8443, 0, 65_535),
  TLS_CERT_FILE: optional(z.string().optional()),
  TLS_KEY_FILE: optional(z.string().optional()),
  PLAINTEXT: optional(z.stringbool().default(false)),
  ALLOWED_ORIGINS: optional(z.string().default('')),
  WEB_ROOT: optional(z.string().default('web/dist')),
  SERVER_WORKERS: z.preprocess(
    (value) => (value === 'auto' ? 0 : value),
    optional(z.coerce.number('expected a number, or auto').int().min(0).max(256).default(1)),
  ),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  CLIENT_LIMIT: count(10_000, 1, 1_000_000),
  CLIENT_LIMIT_PER_ADDRESS: count(1_000, 1, 1_000_000),
  TOPIC_LIMIT: count(600, 1, 100_000),
  HISTORY_LIMIT: count(2_000, 1, 10_000),
  MESSAGES_PER_SECOND: count(100, 1, 100_000),
  MAX_PAYLOAD_BYTES: count(65_536, 1_024, 16_777_216),
  FLUSH_MIN_MS: count(16, 1, 1_000),
  FLUSH_MAX_MS: count(1_000, 10, 10_000),
  VENUE_SILENT_AFTER_MS: count(3_000, 500, 86_400_000),
  HEARTBEAT_INTERVAL_MS: count(5_000, 200, 60_000),
  HEARTBEAT_TIMEOUT_MS: count(10_000, 500, 300_000),
  ACK_TIMEOUT_MS: count(30_000, 1_000, 600_000),
  DRAIN_NOTICE_MS: count(500, 0, 60_000),
  DRAIN_SPREAD_MS: count(1_500, 0, 60_000),
});

/** Configuration, nested by who uses it. */
export interface ServerConfig {
  readonly redis: { readonly url: string; readonly partitionCount: number };
  readonly listen: { readonly host: string; readonly port: number };
  /** Undefined: plain HTTP, for a TLS proxy on the same machine. */
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly allowedOrigins: readonly string[];
  readonly webRoot: string;
  /** Server processes behind the port; 1: this one alone, with no other in between. */
  readonly workers: number;
  readonly logLevel: string;
  readonly limits: {
    readonly clients: number;
    readonly clientsPerAddress: number;
    readonly topics: number;
    readonly history: number;
    readonly messagesPerSecond: number;
    readonly maxPayloadBytes: number;
  };
  readonly flush: { readonly minMs: number; readonly maxMs: number };
  readonly venueSilentAfterMs: number;
  readonly heartbeat: { readonly intervalMs: number; readonly timeoutMs: number };
  readonly ackTimeoutMs: number;
  readonly drain: {
    /** Time between "not ready" and the first client that is sent away, milliseconds. */
    readonly noticeMs: number;
    /** Time over which clients are sent away, milliseconds. */
    readonly spreadMs: number;
  };
}

export type ConfigResult =
  | { readonly kind: 'ok'; readonly config: ServerConfig }
  /** All problems, one a line. */
  | { readonly kind: 'invalid'; readonly problems: string };

/** Checks the environment; says everything that is wrong with it, not only the first thing. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const parsed = serverSchema.safeParse(environment);
  const issues = parsed.error?.issues ?? [];
  const wrong = new Set(issues.map(({ path }) => path[0]));
  // With the wrong ones at their defaults, what the others say together can be judged as well.
  const others = Object.entries(environment).filter(([name]) => !wrong.has(name));
  const env = parsed.data ?? serverSchema.parse(Object.fromEntries(others));
  const together = problemsTogether(env).filter(({ name }) => !wrong.has(name));
  if (issues.length + together.length > 0) {
    const error = new z.ZodError([
      ...issues,
      ...together.map(({ name, message }) => ({
        code: 'custom' as const,
        path: [name],
        message,
        input: environment[name],
      })),
    ]);
    return { kind: 'invalid', problems: z.prettifyError(error) };
  }
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = env;
  return {
    kind: 'ok',
    config: {
      redis: { url: env.REDIS_URL, partitionCount: env.PARTITIONS },
      listen: { host: env.HOST, port: env.PORT },
      tls: certFile && keyFile ? { certFile, keyFile } : undefined,
      allowedOrigins: originsOf(env.ALLOWED_ORIGINS),
      webRoot: env.WEB_ROOT,
      workers: env.SERVER_WORKERS || availableParallelism(),
      logLevel: env.LOG_LEVEL,
      limits: {
        clients: env.CLIENT_LIMIT,
        clientsPerAddress: env.CLIENT_LIMIT_PER_ADDRESS,
        topics: env.TOPIC_LIMIT,
        history: env.HISTORY_LIMIT,
        messagesPerSecond: env.MESSAGES_PER_SECOND,
        maxPayloadBytes: env.MAX_PAYLOAD_BYTES,
      },
      flush: { minMs: env.FLUSH_MIN_MS, maxMs: env.FLUSH_MAX_MS },
      venueSilentAfterMs: env.VENUE_SILENT_AFTER_MS,
      heartbeat: { intervalMs: env.HEARTBEAT_INTERVAL_MS, timeoutMs: env.HEARTBEAT_TIMEOUT_MS },
      ackTimeoutMs: env.ACK_TIMEOUT_MS,
      drain: { noticeMs: env.DRAIN_NOTICE_MS, spreadMs: env.DRAIN_SPREAD_MS },
    },
  };
}

interface Problem {
  readonly name: string;
  readonly message: string;
}

function problemsTogether(env: z.infer<typeof serverSchema>): Problem[] {
  const problems: Problem[] = [];
  const problem = (name: string, message: string): void => {
    problems.push({ name, message });
  };
  const hasTls = env.TLS_CERT_FILE !== undefined && env.TLS_KEY_FILE !== undefined;
  if ((env.TLS_CERT_FILE === undefined) !== (env.TLS_KEY_FILE === undefined)) {
    problem('TLS_CERT_FILE', 'expected together with TLS_KEY_FILE, got only one of them');
  } else if (!hasTls && !env.PLAINTEXT) {
    problem(
      'TLS_CERT_FILE',
      'expected a certificate and TLS_KEY_FILE (npm start makes them), or PLAINTEXT=true behind a TLS proxy',
    );
  }
  if (env.PLAINTEXT && !LOOPBACK.includes(env.HOST)) {
    problem('PLAINTEXT', `only with HOST on loopback, got HOST=${env.HOST}`);
  }
  if (env.FLUSH_MIN_MS > env.FLUSH_MAX_MS) problem('FLUSH_MIN_MS', 'is above FLUSH_MAX_MS');
  if (env.HEARTBEAT_INTERVAL_MS >= env.HEARTBEAT_TIMEOUT_MS) {
    problem('HEARTBEAT_INTERVAL_MS', 'must be shorter than HEARTBEAT_TIMEOUT_MS');
  }
  for (const origin of originsOf(env.ALLOWED_ORIGINS)) {
    if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
      problem('ALLOWED_ORIGINS', `expected origins like https://desk.example.com, got ${origin}`);
    }
  }
  return problems;
}

function originsOf(text: string): string[] {
  return text
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
}
