/** Kinds of values that flags and variables have, each with what it says when it is not one. */
import { z } from 'zod';
import { parseMoment, type Moment } from '../replay/time-window.ts';

type Field<Value> = z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>>;

/** User and password of an address. */
const USER_OF_URL = /:\/\/[^\s/]*@/;

/** A whole number in a range. */
export function whole(min: number, max: number): Field<number> {
  return z.string().transform((text, context) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    context.addIssue(`expected a whole number from ${String(min)} to ${String(max)}`);
    return z.NEVER;
  });
}

/** A number above 0, or one of the given words with its value. */
export function positive(max: number, words: Readonly<Record<string, number>> = {}): Field<number> {
  return z.string().transform((text, context) => {
    const isWord = Object.hasOwn(words, text);
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    const value = (isWord ? words[text] : undefined) ?? number;
    if (isWord || (value > 0 && value <= max)) return value;
    const orWords = Object.keys(words).map((word) => `, or ${word}`);
    context.addIssue(`expected a number above 0 and up to ${String(max)}${orWords.join('')}`);
    return z.NEVER;
  });
}

/** A moment of a recording. */
export function moment(): Field<Moment> {
  return z.string().transform((text, context) => {
    const parsed = parseMoment(text);
    if (parsed !== undefined) return parsed;
    context.addIssue('expected a time as 2024-08-08T23:55:00Z or an offset as +30s, +1m30s');
    return z.NEVER;
  });
}

/** A span of time as `90s`, `10m`, `1h30m`, in milliseconds. */
export function duration(): Field<number> {
  return z.string().transform((text, context) => {
    const parsed = parseMoment(`+${text}`);
    if (parsed?.kind === 'offset' && parsed.offsetMs > 0) return parsed.offsetMs;
    context.addIssue('expected a span of time as 90s, 10m, 1h30m');
    return z.NEVER;
  });
}

/** Names with commas between them, each once. */
export function list<Name extends string>(names: readonly Name[]): Field<readonly Name[]> {
  return z.string().transform((text, context) => {
    const parts = [...new Set(text.split(',').map((part) => part.trim()))];
    const unknown = parts.filter((part) => !names.some((name) => name === part));
    if (unknown.length === 0) return names.filter((name) => parts.includes(name));
    context.addIssue(
      `expected names out of ${names.join(', ')} with commas between them, got "${unknown.join(', ')}"`,
    );
    return z.NEVER;
  });
}

/** Lines for the problems of one schema, with what came unless the message says it. */
export function describeIssues(
  error: z.ZodError | undefined,
  given: Readonly<Record<string, unknown>>,
  prefix: string,
): string[] {
  return (error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0] ?? '');
    const value = given[name];
    const isShown = typeof value === 'string' && !issue.message.includes('got "');
    const got = isShown ? `, got "${value.replace(USER_OF_URL, '://***@')}"` : '';
    return `${prefix}${name}: ${issue.message}${got}`;
  });
}
