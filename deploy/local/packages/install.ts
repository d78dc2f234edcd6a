/** Carries out an installation with the system's package manager, saying each step. */
import { spawnSync } from 'node:child_process';
import type { Command, InstallPlan } from './package-manager.ts';

/**
 * Runs the plan's commands until one attempt succeeds.
 *
 * @param say Prints one line.
 * @returns   Whether an attempt succeeded.
 */
export function install(plan: InstallPlan, say: (line: string) => void): boolean {
  if (plan.refresh !== undefined) run(plan.refresh, plan.env, say);
  return plan.attempts.some((attempt) => run(attempt, plan.env, say));
}

function run(
  [program, ...args]: Command,
  env: Readonly<Record<string, string>>,
  say: (line: string) => void,
): boolean {
  say(`  $ ${[program, ...args].join(' ')}`);
  const result = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  return result.status === 0;
}
