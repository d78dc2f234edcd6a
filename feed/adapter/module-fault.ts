/** What modules of the user's own throw, in words that hold no keys. */
import { MarketDataError } from '../../proto/errors.ts';
import { createRedaction } from '../live/redact.ts';
import { plainText } from '../venues/protocol-fault.ts';

/** Variables whose values are taken for keys. */
const SECRET_NAME = /KEY|SECRET|TOKEN|PASS|CREDENTIAL|AUTH/i;
/** A shorter value is no key, and stands in many words. */
const MIN_SECRET_LENGTH = 6;

/** Makes the function that takes keys of the environment out of texts, and queries out of addresses. */
export function createModuleRedaction(
  environment: Readonly<Record<string, string | undefined>>,
): (text: string) => string {
  const secrets = Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && value.length >= MIN_SECRET_LENGTH && SECRET_NAME.test(name)
      ? [[name, value] as const]
      : [],
  );
  return createRedaction(Object.fromEntries(secrets));
}

/** Says what was thrown, whatever it is. */
export function reasonOf(cause: unknown): string {
  try {
    return cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  } catch {
    return 'something without a text';
  }
}

/**
 * The error for what a module has thrown.
 *
 * @param what   Which part of it; empty: the module.
 * @param redact Of `createModuleRedaction`. A cause that held something to be hidden is left out.
 */
export function moduleFault(
  path: string,
  what: string,
  cause: unknown,
  redact: (text: string) => string,
): MarketDataError {
  const reason = reasonOf(cause);
  const shown = plainText(redact(reason));
  return new MarketDataError(
    'ERR_SOURCE_UNREADABLE',
    `${path}${what === '' ? '' : `: ${what}`} threw ${shown}`,
    shown === reason ? { cause } : undefined,
  );
}
