/** Types of installed.mjs, which is plain JavaScript because it runs before anything is installed. */

/** Returns what is wrong with this version of Node (such as `20.19.0`), or undefined. */
export function nodeProblem(version: string): string | undefined;

/** Says whether a complete install of the lock file in `root`, development dependencies included, is there. */
export function isInstalled(root: string): boolean;
