/** Imports a module of the user's own, with errors that say what is wrong with it and where. */
import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MarketDataError } from '../../proto/errors.ts';
import { createModuleRedaction } from './module-fault.ts';

/** Names that a module exports, with what they are. */
export type ModuleExports = Readonly<Record<string, unknown>>;

/**
 * Imports a TypeScript or JavaScript module.
 *
 * @param path Absolute, or relative to `cwd`.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE when there is none, it cannot be compiled, or throws.
 */
export async function importModule(path: string, cwd: string): Promise<ModuleExports> {
  const file = resolve(cwd, path);
  if (!existsSync(file)) fail(`cannot load ${file}: there is no such file`);
  if (!statSync(file).isFile()) fail(`cannot load ${file}: it is a directory, expected a module`);
  try {
    return (await import(pathToFileURL(file).href)) as ModuleExports;
  } catch (cause) {
    // Whatever it printed of its environment stays out, so the error underneath is not passed on either.
    const redact = createModuleRedaction(process.env);
    return fail(`cannot load ${file}: ${redact(await reasonOf(cause, file))}`);
  }
}

async function reasonOf(cause: unknown, file: string): Promise<string> {
  if (!(cause instanceof Error)) return `it threw ${String(cause)}`;
  const { message } = cause;
  if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') {
    return `${message}; install what it imports beside it (npm install), or mend the path`;
  }
  // The compiler's messages name file and line.
  if (cause.name === 'TransformError' || message.includes(file)) return message;
  const place =
    placeIn(cause.stack ?? '', file) ??
    (cause.name === 'SyntaxError' ? placeIn(await checkSyntax(file), file) : undefined);
  return `${cause.name}: ${message}${place === undefined ? '' : ` (${place})`}`;
}

/** What Node prints of a syntax error; the error itself does not say where it is. */
async function checkSyntax(file: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--check', file], { timeout: 5_000 }, (_error, _out, printed) => {
      resolve(printed);
    });
  });
}

/** First `<file>:<line>` of a stack that is of the module. */
function placeIn(stack: string, file: string): string | undefined {
  const at = stack.indexOf(file);
  if (at < 0) return undefined;
  const place = /^:\d+/.exec(stack.slice(at + file.length));
  return place === null ? undefined : `${file}${place[0]}`;
}

function fail(message: string): never {
  throw new MarketDataError('ERR_SOURCE_UNREADABLE', message);
}
