/** The recorder's configuration: environment variables, checked all at once. */
import { z } from 'zod';
import { DEFAULT_PARTITION_COUNT } from '../../proto/redis-keys.ts';
import { INTERVAL_MS, type BaseInterval } from '../../proto/types.ts';
import { parseDuration, type Retention } from './retention.ts';

const YEARS_100_MS = 100 * 365 * 86_400_000;
/** Fewer bars than this are no history. */
const BARS_MIN = 60;

/** An empty variable counts as not set, as in compose files. */
function optional<T extends z.ZodType>(schema: T): z.ZodPreprocess<T> {
  return z.preprocess((value) => (value === '' ? undefined : value), schema);
}

function count(fallback: number, min: number, max: number): z.ZodType<number> {
  return optional(z.coerce.number().int().min(min).max(max).default(fallback));
}

function retention(fallback: string, interval: BaseInterval): z.ZodType<string> {
  const minMs = BARS_MIN * INTERVAL_MS[interval];
  return optional(
    z
      .string()
      .refine(
        (text) => {
          const ms = parseDuration(text);
          return ms !== undefined && ms >= minMs && ms <= YEARS_100_MS;
        },
        {
          error: ({ input }) =>
            `expected a duration such as 90m, 2h or 365d, of ${String(BARS_MIN)} bars to 100 years, got "${String(input)}"`,
        },
      )
      .default(fallback),
  );
}

/** Every variable with its default; the README's table is checked against these keys. */
export const recorderSchema = z.object({
  REDIS_URL: optional(
    z
      .url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' })
      .default('redis://127.0.0.1:6379'),
  ),
  PARTITIONS: count(DEFAULT_PARTITION_COUNT, 1, 1024),
  LOG_LEVEL: optional(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  RECORDER_SNAPSHOT_MS: count(10_000, 100, 600_000),
  RETAIN_1S: retention('2h', '1s'),
  RETAIN_1M: retention('7d', '1m'),
  RETAIN_1H: retention('365d', '1h'),
});

/** Configuration of one recorder. */
export interface RecorderConfig {
  readonly redis: { readonly url: string; readonly partitionCount: number };
  readonly logLevel: string;
  /** Time between two rounds of snapshots of a partition, milliseconds. */
  readonly snapshotMs: number;
  readonly retention: Retention;
}

export type RecorderConfigResult =
  | { readonly kind: 'ok'; readonly config: RecorderConfig }
  /** All problems, one a line. */
  | { readonly kind: 'invalid'; readonly problems: string };

/** Checks the environment; says everything that is wrong with it, not only the first thing. */
export function readRecorderConfig(
  environment: Readonly<Record<string, string | undefined>>,
): RecorderConfigResult {
  const parsed = recorderSchema.safeParse(environment);
  if (!parsed.success) return { kind: 'invalid', problems: z.prettifyError(parsed.error) };
  const env = parsed.data;
  return {
    kind: 'ok',
    config: {
      redis: { url: env.REDIS_URL, partitionCount: env.PARTITIONS },
      logLevel: env.LOG_LEVEL,
      snapshotMs: env.RECORDER_SNAPSHOT_MS,
      retention: {
        '1s': parseDuration(env.RETAIN_1S) ?? 0,
        '1m': parseDuration(env.RETAIN_1M) ?? 0,
        '1h': parseDuration(env.RETAIN_1H) ?? 0,
      },
    },
  };
}
