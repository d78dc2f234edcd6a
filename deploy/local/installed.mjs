/** Tells whether Node is new enough and node_modules is what package-lock.json asks for. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Returns what is wrong with this version of Node, or undefined.
 *
 * @param {string} version Such as `20.19.0`.
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isGood = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22;
  return isGood
    ? undefined
    : `Tickwire needs Node 20.19 or later (of the 22 line 22.12 or later), this is ${version}: see https://nodejs.org/en/download`;
}

/**
 * Says whether a complete install of the lock file, development dependencies included, is there.
 *
 * npm writes node_modules/.package-lock.json as its last step, so an interrupted install has none.
 *
 * @param {string} root Folder of package.json.
 * @returns {boolean}
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return (
    Object.entries(wanted).every(([path, entry]) => isSatisfied(path, entry, installed[path])) &&
    // A folder deleted by hand is found for what every command needs first.
    existsSync(join(root, 'node_modules', 'tsx', 'package.json'))
  );
}

/**
 * @param {string} path Folder relative to the root; empty for the project itself.
 * @param {{version?: string, integrity?: string, optional?: boolean}} wanted
 * @param {{version?: string, integrity?: string} | undefined} installed
 */
function isSatisfied(path, wanted, installed) {
  if (path === '') return true;
  // Optional packages of other systems are left out by npm.
  if (installed === undefined) return wanted.optional === true;
  return installed.version === wanted.version && installed.integrity === wanted.integrity;
}

/** @param {string} file A lock file; undefined is returned when it is absent or broken. */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
