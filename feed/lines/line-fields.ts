/** Fields of one tick line: what each has to be, and errors that say what came; pure. */
import { MarketDataError } from '../../proto/errors.ts';
import { plainText, showValue } from '../venues/protocol-fault.ts';
import { parseExactJson } from './exact-json.ts';
import { parseLineTime } from './line-time.ts';

/** Numbers stand in it as their text. */
export type LineFields = Readonly<Record<string, unknown>>;

/** Price and size as they were written. */
export type LevelText = readonly [price: string, size: string];

const NOT_JSON = /[:[,]\s*(NaN|[-+]?Infinity|None|True|False|nan|inf)\b/;

/** @throws {MarketDataError} ERR_TICK_INVALID, always. */
export function failLine(message: string): never {
  throw new MarketDataError('ERR_TICK_INVALID', plainText(message));
}

/**
 * Parses a line that has to be a JSON object.
 *
 * @throws {MarketDataError} ERR_TICK_INVALID
 */
export function lineFields(line: string): LineFields {
  let value: unknown;
  try {
    value = parseExactJson(line);
  } catch {
    const word = NOT_JSON.exec(line)?.[1];
    const hint = word === undefined ? '' : `; ${word} is no JSON: leave such a line out`;
    return failLine(`expected a JSON object, got ${showValue(line)}${hint}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as LineFields;
  }
  return failLine(`expected a JSON object, got ${showValue(line)}`);
}

/** A field that has to be a text with something in it. */
export function textField(fields: LineFields, name: string, example: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  return failLine(`${name} is ${showValue(value)}, expected ${example}`);
}

/** A field that may be left out, or null, or empty. */
export function optionalText(fields: LineFields, name: string): string {
  const value = fields[name] ?? '';
  if (typeof value === 'string') return value;
  return failLine(`${name} is ${showValue(value)}, expected a text`);
}

/** A time, UNIX ms; `absentMs` where the field is left out or null. */
export function timeField(fields: LineFields, name: string, absentMs: number): number {
  const value = fields[name] ?? '';
  if (value === '') return absentMs;
  const timeMs = typeof value === 'string' ? parseLineTime(value) : NaN;
  if (!Number.isNaN(timeMs)) return timeMs;
  return failLine(
    `${name} is ${showValue(value)}, expected a time as "2026-01-05T12:00:00.250Z" or UNIX s, ms, us or ns`,
  );
}

/** A count that may be left out: 0 then. */
export function countField(fields: LineFields, name: string): number {
  const value = fields[name] ?? '0';
  const count = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : NaN;
  if (Number.isSafeInteger(count)) return count;
  return failLine(`${name} is ${showValue(value)}, expected a whole number`);
}

/** A flag that may be left out: false then. */
export function flagField(fields: LineFields, name: string): boolean {
  const value = fields[name] ?? false;
  if (typeof value === 'boolean') return value;
  return failLine(`${name} is ${showValue(value)}, expected true or false`);
}

/** Price and size of one side; undefined where both are left out or null: no orders. */
export function quoteSide(
  fields: LineFields,
  priceName: string,
  sizeName: string,
): { readonly price: string; readonly size: string } | undefined {
  if (
    (fields[priceName] ?? undefined) === undefined &&
    (fields[sizeName] ?? undefined) === undefined
  ) {
    return undefined;
  }
  return {
    price: textField(fields, priceName, 'a number'),
    size: textField(fields, sizeName, 'a number (1 where your source gives no sizes)'),
  };
}

/** Rows `[price, size]` of one side of a book. */
export function levelFields(fields: LineFields, name: string): readonly LevelText[] {
  const rows = fields[name];
  if (!Array.isArray(rows)) {
    failLine(`${name} is ${showValue(rows)}, expected an array of [price, size], [] for none`);
  }
  return rows.map((row: unknown) => {
    const [price, size] = Array.isArray(row) ? (row as readonly unknown[]) : [];
    if (typeof price === 'string' && typeof size === 'string') return [price, size] as const;
    return failLine(`${name} holds ${showValue(row)}, expected [price, size]`);
  });
}
