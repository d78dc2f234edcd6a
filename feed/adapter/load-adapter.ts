/** Loads an adapter of the user's own: a module that exports a venue, or a function that makes a source. */
import { MarketDataError } from '../../proto/errors.ts';
import type { TickSource } from '../source.ts';
import type { Venue } from '../venues/venue.ts';
import type { AdapterContext, SourceFunctionContext } from './adapter-context.ts';
import { importModule, type ModuleExports } from './import-module.ts';
import { sourceOf } from './made-source.ts';
import { createModuleRedaction, moduleFault } from './module-fault.ts';
import { toolkit } from './toolkit.ts';
import type { VenueSamples } from './venue-samples.ts';
import { looksLikeVenue, venueProblems } from './venue-shape.ts';

/** What a module turned out to be. */
export type Adapter =
  | {
      readonly kind: 'venue';
      readonly venue: Venue;
      /** For the contract suite; absent: the module has none. */
      readonly samples?: VenueSamples;
    }
  | {
      readonly kind: 'source';
      /** @throws {MarketDataError} ERR_SOURCE_UNREADABLE when the module's function fails. */
      readonly open: (context: SourceFunctionContext) => Promise<TickSource>;
    };

/** A module is loaded by then, ms. */
const LOAD_MS = 30_000;
/** How often is said that a source function has not returned, ms. */
const REMINDER_MS = 10_000;
const EXPECTED =
  'expected `export default` of a venue, `export function createVenue(toolkit)` that makes one, ' +
  'or `export default` of a function that makes a source; feed/examples/my-feed.ts is a template';

/**
 * Loads a module.
 *
 * @param path Absolute, or relative to `cwd`.
 * @param cwd  Where the user stood.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when it cannot be loaded; ERR_CONFIG_INVALID when it exports no
 *                           adapter, with everything that is wrong about it.
 */
export async function loadAdapter(path: string, cwd = process.cwd()): Promise<Adapter> {
  const exports = await inTime(path, 'its top level', importModule(path, cwd));
  const redact = createModuleRedaction(process.env);
  const createVenue = exports['createVenue'];
  if (createVenue !== undefined) {
    if (typeof createVenue !== 'function') fail(path, 'createVenue: expected a function');
    const make = createVenue as (given: typeof toolkit) => unknown;
    const making = run(path, 'createVenue', () => make(toolkit), redact);
    return venueAdapter(path, exports, await inTime(path, 'createVenue', making));
  }
  const value = exports['default'];
  if (looksLikeVenue(value)) return venueAdapter(path, exports, value);
  if (typeof value !== 'function') {
    const names = Object.keys(exports).filter((name) => name !== 'default');
    const found =
      value === undefined ? 'there is no default export' : `the default export is ${shown(value)}`;
    const others = names.length === 0 ? '' : ` (it exports ${names.join(', ')})`;
    return fail(path, `${found}${others}; ${EXPECTED}`);
  }
  const make = value as (context: AdapterContext) => unknown;
  return {
    kind: 'source',
    open: async (context) => {
      const call = (): unknown => make({ ...context, toolkit });
      const redacted = createModuleRedaction(context.environment);
      const made = await patiently(
        run(path, 'its function', call, redacted),
        context.signal,
        () => {
          context.logger.warn({ path }, 'its function has not returned yet: still waiting');
        },
      );
      return sourceOf(path, made, context);
    },
  };
}

function venueAdapter(path: string, exports: ModuleExports, value: unknown): Adapter {
  const problems = venueProblems(value);
  if (problems.length > 0) fail(path, `this is no venue yet:\n  ${problems.join('\n  ')}`);
  const samples = exports['samples'];
  return {
    kind: 'venue',
    venue: value as Venue,
    ...(samples !== undefined && { samples: samples as VenueSamples }),
  };
}

/** Calls what the module exports; what that throws is the module's fault. */
async function run(
  path: string,
  what: string,
  call: () => unknown,
  redact: (text: string) => string,
): Promise<unknown> {
  try {
    return await call();
  } catch (cause) {
    throw moduleFault(path, what, cause, redact);
  }
}

/** Settles as the work does; rejects when the signal is aborted, and says now and then that it still waits. */
async function patiently<Value>(
  work: Promise<Value>,
  signal: AbortSignal,
  stillWaiting: () => void,
): Promise<Value> {
  // Also keeps the process alive: nothing else might.
  const reminder = setInterval(stillWaiting, REMINDER_MS);
  const giveUp = new AbortController();
  try {
    const aborted = new Promise<never>((_resolve, reject) => {
      const stop = (): void => {
        reject(signal.reason as Error);
      };
      if (signal.aborted) stop();
      signal.addEventListener('abort', stop, { signal: giveUp.signal });
    });
    return await Promise.race([work, aborted]);
  } finally {
    giveUp.abort();
    clearInterval(reminder);
  }
}

/** Settles as the work does, or fails when it has not after `LOAD_MS`. */
async function inTime<Value>(path: string, what: string, work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const seconds = String(LOAD_MS / 1000);
      const message = `${path}: ${what} has not ended after ${seconds} s, expected it to end at once: wait in the function or generator that it exports`;
      reject(new MarketDataError('ERR_SOURCE_UNREADABLE', message));
    }, LOAD_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function shown(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? `an object with ${Object.keys(value).slice(0, 8).join(', ') || 'nothing in it'}`
    : `a ${typeof value}`;
}

function fail(path: string, message: string): never {
  throw new MarketDataError('ERR_CONFIG_INVALID', `${path}: ${message}`);
}
