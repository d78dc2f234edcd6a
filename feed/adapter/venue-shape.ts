/** Checks at run time that what a module exports is a venue; all problems at once. */
import { z } from 'zod';
import { BASE_INTERVALS } from '../../proto/types.ts';
import type { Venue } from '../venues/venue.ts';
import { VENUE_CHANNELS, type VenueCapabilities } from '../venues/venue-capabilities.ts';

const method = z.custom<(...args: never[]) => unknown>(
  (value) => typeof value === 'function',
  'expected a function',
);
const amount = z.number('expected a number above 0').positive('expected a number above 0');
const count = z
  .int('expected a whole number from 1 on')
  .min(1, 'expected a whole number from 1 on');
const text = z.string('expected a text').min(1, 'expected a text with something in it');
const rate = z.strictObject({ count, perMs: amount });

const capabilitiesSchema = z.strictObject({
  venue: z
    .string('expected a text')
    .regex(/^[A-Z0-9_-]{1,32}$/, 'expected 1 to 32 capital letters, digits, - or _, as "ACME"'),
  url: z.url({ protocol: /^wss?$/, error: 'expected an address as "wss://stream.example.com"' }),
  channels: z
    .strictObject({ trades: text.optional(), quotes: text.optional(), depth: text.optional() })
    .refine(
      (channels) => Object.values(channels).some((name) => name !== undefined),
      `expected at least one of ${VENUE_CHANNELS.join(', ')}`,
    ),
  tradeIds: z.enum(['contiguous', 'unique', 'none']),
  credentials: z.array(
    z.strictObject({
      name: text,
      variable: z
        .string('expected a text')
        .regex(/^[A-Z_][A-Z0-9_]*$/, 'expected an environment variable as "ACME_API_KEY"'),
    }),
    'expected an array, [] where no key is needed',
  ),
  defaultSymbols: z
    .array(text, 'expected an array of symbols as ["BTC-USD"]')
    .min(1, 'expected at least one symbol'),
  acknowledges: z.enum(['id', 'symbols', 'none']),
  bookResync: z.enum(['resubscribe', 'snapshot']).optional(),
  limits: z.strictObject({
    connections: count.optional(),
    connectionAttempts: rate.optional(),
    messages: rate.optional(),
    http: rate.optional(),
    topicsPerRequest: count.optional(),
    requestLength: count.optional(),
    symbolsPerConnection: count.optional(),
    planSymbols: count.optional(),
    topicsPerConnection: count.optional(),
    firstRequestMs: amount.optional(),
    connectionAgeMs: amount.optional(),
  }),
  symbolLimitCode: text.optional(),
  pingEveryMs: amount.optional(),
  socketPingEveryMs: amount.optional(),
  silenceMs: amount,
  dataSilenceMs: amount,
  temporaryStatuses: z.record(z.string().regex(/^[45]\d\d$/), amount).optional(),
  source: text,
} satisfies Record<keyof VenueCapabilities, z.ZodType>);

const venueSchema = z
  .looseObject({
    capabilities: capabilitiesSchema,
    stream: z.looseObject({
      connectUrl: method.optional(),
      authenticate: method.optional(),
      subscribe: method,
      unsubscribe: method,
      ping: method.optional(),
      classify: method,
    }),
    instruments: z.looseObject({ request: method, parse: method }),
    createMapper: method,
    candles: z
      .looseObject({
        intervals: z.array(z.enum(BASE_INTERVALS)).min(1, 'expected at least one interval'),
        maxBars: count,
        request: method,
        parse: method,
      })
      .optional(),
    trades: z
      .looseObject({ request: method, parse: method, matchIds: method.optional() })
      .optional(),
    book: z.looseObject({ request: method }).optional(),
    forStream: method.optional(),
  } satisfies Record<keyof Venue, z.ZodType>)
  .superRefine(({ capabilities, stream, book }, context) => {
    const { pingEveryMs, bookResync, credentials } = capabilities;
    const says = (path: readonly string[], message: string): void => {
      context.addIssue({ code: 'custom', path: [...path], message });
    };
    if (pingEveryMs !== undefined && stream.ping === undefined) {
      says(['stream', 'ping'], 'expected a function, because pingEveryMs is given');
    }
    if (bookResync === 'snapshot' && book === undefined) {
      says(['book'], 'expected { request }, because bookResync is "snapshot"');
    }
    const names = credentials.map(({ name }) => name);
    if (new Set(names).size < names.length) {
      says(['capabilities', 'credentials'], 'expected each name once');
    }
  });

/** Says what keeps a value from being a venue, each with the path of its field; none: it is one. */
export function venueProblems(value: unknown): readonly string[] {
  const { error } = venueSchema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => {
    const place = path.map(String).join('.');
    return place === '' ? message : `${place}: ${message}${got(value, path)}`;
  });
}

/** Whether a value is meant as a venue, be it a right one or not. */
export function looksLikeVenue(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && ('capabilities' in value || 'stream' in value)
  );
}

function got(value: unknown, path: readonly PropertyKey[]): string {
  let at: unknown = value;
  for (const key of path) {
    at =
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined;
  }
  if (at === undefined) return ', got nothing';
  if (typeof at === 'function') return ', got a function';
  if (typeof at === 'object') return '';
  return `, got ${JSON.stringify(at).slice(0, 80)}`;
}
