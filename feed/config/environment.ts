/** Environment variables of the feed; an empty one counts as absent. */
import { z } from 'zod';
import { DEFAULT_PARTITION_COUNT } from '../../proto/redis-keys.ts';
import type { Credentials } from '../venues/venue.ts';
import type { VenueCapabilities } from '../venues/venue-capabilities.ts';
import { whole } from './fields.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Environment = Readonly<Record<string, string | undefined>>;

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

/** Variables that are set. */
export function presentVariables(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
    ),
  );
}

/** Addresses in place of a venue's own: a sandbox, a proxy, a server on this machine. */
export interface VenueUrls {
  readonly stream?: string;
  readonly http?: string;
}

/** Where one venue is reached, and with which keys. */
export interface VenueAccess {
  readonly credentials: Credentials;
  readonly urls: VenueUrls;
}

/**
 * Reads a venue's keys, and addresses in place of its own: `KRAKEN_WS_URL`, `KRAKEN_HTTP_URL`.
 *
 * @returns What is set; problems never repeat a value, which may be a key.
 */
export function readVenueAccess(
  { venue, credentials: fields }: VenueCapabilities,
  environment: Environment,
): { readonly access: VenueAccess; readonly problems: readonly string[] } {
  const variables = presentVariables(environment);
  const problems: string[] = [];
  const credentials: Record<string, string> = {};
  for (const { name, variable } of fields) {
    const value = variables[variable];
    if (value === undefined)
      problems.push(`${variable}: expected the ${name} of ${venue}, got none`);
    else credentials[name] = value;
  }
  const prefix = venue.replace(/[^A-Za-z0-9]/g, '_').toUpperCase();
  const stream = readUrl(variables, `${prefix}_WS_URL`, ['ws:', 'wss:'], problems);
  const http = readUrl(variables, `${prefix}_HTTP_URL`, ['http:', 'https:'], problems);
  const urls = { ...(stream !== undefined && { stream }), ...(http !== undefined && { http }) };
  return { access: { credentials, urls }, problems };
}

function readUrl(
  variables: Readonly<Record<string, string>>,
  name: string,
  schemes: readonly string[],
  problems: string[],
): string | undefined {
  const text = variables[name];
  if (text === undefined) return undefined;
  if (URL.canParse(text) && schemes.includes(new URL(text).protocol)) return text;
  problems.push(`${name}: expected an address that begins with ${schemes.join('// or ')}//`);
  return undefined;
}
