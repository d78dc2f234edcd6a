/** Makes a source of what a source function returned: a TickSource as it is, or anything that yields tick lines. */
import { MarketDataError } from '../../proto/errors.ts';
import type { TickSource } from '../source.ts';
import type { SourceFunctionContext } from './adapter-context.ts';
import { IterableSource } from './iterable-source.ts';
import { looksLikeVenue } from './venue-shape.ts';

/**
 * @param path Of the module, for messages.
 * @throws {MarketDataError} ERR_CONFIG_INVALID when it is neither.
 */
export function sourceOf(path: string, made: unknown, context: SourceFunctionContext): TickSource {
  if (looksLikeVenue(made)) {
    fail(
      path,
      'its function returned a venue; name the function: `export function createVenue(toolkit)`',
    );
  }
  if (typeof made !== 'object' || made === null || !(Symbol.asyncIterator in made)) {
    fail(
      path,
      `its function returned ${made === null ? 'null' : typeof made}, expected an async iterable of ticks ` +
        '(an async generator function is one), or a TickSource',
    );
  }
  if (!('instruments' in made)) {
    return new IterableSource({ ...context, path, items: made as AsyncIterable<unknown> });
  }
  const problems = sourceProblems(made);
  if (problems.length > 0) fail(path, `this is no TickSource yet: ${problems.join('; ')}`);
  return made as unknown as TickSource;
}

function sourceProblems(made: object): string[] {
  const fields = made as Readonly<Record<string, unknown>>;
  const problems: string[] = [];
  if (!Array.isArray(fields['instruments'])) problems.push('instruments: expected an array');
  if (typeof fields['canWait'] !== 'boolean') problems.push('canWait: expected true or false');
  for (const name of ['counts', 'close']) {
    if (typeof fields[name] !== 'function') problems.push(`${name}: expected a function`);
  }
  for (const name of ['history', 'startAfter', 'takeInstruments']) {
    if (fields[name] !== undefined && typeof fields[name] !== 'function') {
      problems.push(`${name}: expected a function, or nothing`);
    }
  }
  return problems;
}

function fail(path: string, message: string): never {
  throw new MarketDataError('ERR_CONFIG_INVALID', `${path}: ${message}`);
}
