/** Reads what a client sent without believing any of it. */

export type JsonObject = Readonly<Record<string, unknown>>;

/** The object in `text`; undefined when there is none. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of a list; none where there is no list. */
export function stringsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter((one): one is string => typeof one === 'string');
}

/** A number in a query, or what stands for none. */
export function numberOf(value: string | null, absent: number): number {
  return value === null || value === '' ? absent : Number(value);
}
