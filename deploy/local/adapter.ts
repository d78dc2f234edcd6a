/** `npm run test:adapter -- ./my-feed.ts`: the contract suite against an adapter of the user's own. */
import { programArgs, runOnce } from './run-once.ts';

/**
 * Runs the suite.
 *
 * @param args Path of the module.
 * @returns    0 when the adapter keeps the contract.
 */
export async function run(args: readonly string[]): Promise<number> {
  return runOnce(programArgs('test/contract/adapter/main.ts', args), {});
}
