/** Reads the fields of a Coinbase frame, refusing what the venue does not document; pure. */
import { decimalFault, parseDecimal } from '../../decimal.ts';
import { failProtocol, showValue } from '../protocol-fault.ts';

/** A frame as JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What is needed to read a product's numbers. */
export interface ProductDecimals {
  /** Name of the product at the venue. */
  readonly native: string;
  readonly priceDecimals: number;
  readonly sizeDecimals: number;
}

export function parseObject(frame: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch (cause) {
    fail(`expected a JSON frame, got ${showValue(frame)}`, cause);
  }
  if (!isJsonObject(value)) fail(`expected a JSON object as frame, got ${showValue(frame)}`);
  return value;
}

/** Whether a value is an object and no array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An id as digits. Beyond 2^53 JSON.parse has rounded it: then it is taken from the text. */
export function idOf(
  product: ProductDecimals,
  event: JsonObject,
  frame: string,
  field: string,
): string {
  const value = event[field];
  if (Number.isSafeInteger(value) && (value as number) >= 0) return String(value);
  const digits =
    typeof value === 'number'
      ? new RegExp(`"${field}"\\s*:\\s*(\\d+)\\s*[,}]`).exec(frame)?.[1]
      : undefined;
  return digits ?? fail(`${product.native}: ${field} is ${showValue(value)}, expected an integer`);
}

export function sizeOf(product: ProductDecimals, text: unknown, field: string): number {
  const size = decimalOf(product, text, field, product.sizeDecimals);
  if (size < 0) fail(`${product.native}: ${field} is ${showValue(text)}, expected at least 0`);
  return size;
}

export function decimalOf(
  product: ProductDecimals,
  text: unknown,
  field: string,
  decimals: number,
): number {
  const value = typeof text === 'string' ? parseDecimal(text, decimals) : NaN;
  if (Number.isNaN(value)) {
    fail(`${product.native}: ${field}: ${decimalFault(text, decimals) ?? ''}`);
  }
  return value;
}

export function fail(message: string, cause?: unknown): never {
  return failProtocol('Coinbase', message, cause);
}
