/** Gets Redis on Debian and Ubuntu without root: downloads the packages and unpacks them into a folder. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGES = ['redis-server', 'redis-tools'];

/** Path of the program that `unpackRedis` makes in `directory`. */
export function unpackedRedis(directory: string): string {
  return join(directory, 'redis-server');
}

/**
 * Downloads and unpacks Redis and those of its libraries that this system lacks.
 *
 * @param directory Folder of its own; emptied first.
 * @param say       Prints one line.
 * @returns         Absolute path of a program to start as redis-server.
 * @throws {Error}  saying which step failed and what it printed.
 */
export function unpackRedis(directory: string, say: (line: string) => void): string {
  const debs = join(directory, 'debs');
  const root = join(directory, 'root');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(debs, { recursive: true });
  mkdirSync(root);
  const apt = download(PACKAGES, debs, [], say)
    ? []
    : // A machine whose package lists nobody fetched yet: they can be fetched into a folder of one's own.
      privateLists(directory, say);
  if (apt.length > 0 && !download(PACKAGES, debs, apt, say)) {
    throw new Error('apt-get download redis-server redis-tools failed; its message stands above');
  }
  extractAll(debs, root);
  const program = join(root, 'usr', 'bin', 'redis-server');
  const libraries = missingLibraries(listLibraries(program, root));
  if (libraries.length > 0) {
    say(`This system lacks ${libraries.join(', ')}: fetching them too`);
    const depends = output('dpkg-deb', ['-f', firstDeb(debs, 'redis-tools'), 'Depends']);
    download(libraryPackages(depends), debs, apt, say);
    extractAll(debs, root);
  }
  const stillMissing = missingLibraries(listLibraries(program, root));
  if (stillMissing.length > 0) {
    throw new Error(`redis-server was unpacked but lacks ${stillMissing.join(', ')}`);
  }
  const wrapper = unpackedRedis(directory);
  writeFileSync(
    wrapper,
    `#!/bin/sh\nLD_LIBRARY_PATH=${quote(libraryPath(root))} exec ${quote(program)} "$@"\n`,
  );
  chmodSync(wrapper, 0o755);
  for (const leftOver of [debs, join(directory, 'apt')]) {
    rmSync(leftOver, { recursive: true, force: true });
  }
  return wrapper;
}

/**
 * Returns the libraries that `ldd` could not find, as it names them.
 *
 * @see ldd(1): a missing one is shown as `libname.so.1 => not found`
 */
export function missingLibraries(lddOutput: string): readonly string[] {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
}

/** Returns the packages with libraries in a Debian `Depends` field; the C library is always there. */
export function libraryPackages(depends: string): readonly string[] {
  return depends
    .split(',')
    .map((alternatives) => /^\s*([a-z0-9][a-z0-9.+-]*)/.exec(alternatives)?.[1] ?? '')
    .filter((name) => /^(lib|lua)/.test(name) && name !== 'libc6');
}

/** Tells apt to keep lists and state in a folder of the user's, and fetches the lists. */
function privateLists(directory: string, say: (line: string) => void): readonly string[] {
  const lists = join(directory, 'apt');
  mkdirSync(join(lists, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(lists, 'cache', 'archives', 'partial'), { recursive: true });
  const options = [
    '-o',
    `Dir::State::lists=${join(lists, 'lists')}`,
    '-o',
    `Dir::Cache=${join(lists, 'cache')}`,
  ];
  say('  $ apt-get update   (into that folder: the system has no package lists)');
  spawnSync('apt-get', [...options, 'update', '-qq'], { stdio: ['ignore', 'inherit', 'inherit'] });
  return options;
}

function download(
  packages: readonly string[],
  into: string,
  aptOptions: readonly string[],
  say: (line: string) => void,
): boolean {
  say(`  $ apt-get download ${packages.join(' ')}`);
  const result = spawnSync('apt-get', [...aptOptions, 'download', '-qq', ...packages], {
    cwd: into,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return result.status === 0;
}

function extractAll(debs: string, root: string): void {
  for (const file of readdirSync(debs)) output('dpkg', ['-x', join(debs, file), root]);
}

function firstDeb(debs: string, name: string): string {
  const file = readdirSync(debs).find((candidate) => candidate.startsWith(`${name}_`));
  if (file === undefined) throw new Error(`Expected a package ${name} in ${debs}`);
  return join(debs, file);
}

function listLibraries(program: string, root: string): string {
  return output('ldd', [program], { LD_LIBRARY_PATH: libraryPath(root) });
}

/** Folders of libraries of the unpacked packages, as the loader wants them. */
function libraryPath(root: string): string {
  return ['usr/lib', 'lib']
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => [
      ...readdirSync(folder)
        .filter((name) => name.includes('-linux-'))
        .map((name) => join(folder, name)),
      folder,
    ])
    .join(':');
}

function output(program: string, args: readonly string[], env = {}): string {
  const result = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env } });
  if (result.error !== undefined || result.status !== 0) {
    throw new Error(
      `${program} ${args.join(' ')} failed: ${result.error?.message ?? result.stderr.trim()}`,
    );
  }
  return result.stdout;
}

/** Quotes for the shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
