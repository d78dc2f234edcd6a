/** When the first step of every command installs the dependencies. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { isInstalled, nodeProblem } from '../../deploy/local/installed.mjs';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const WANTED = {
  '': { version: '0.1.0' },
  'node_modules/tsx': { version: '1.0.0', integrity: 'sha512-a' },
  'node_modules/vite': { version: '2.0.0', integrity: 'sha512-b', dev: true },
  'node_modules/other-system': { version: '3.0.0', integrity: 'sha512-c', optional: true },
};
const INSTALLED = {
  'node_modules/tsx': WANTED['node_modules/tsx'],
  'node_modules/vite': WANTED['node_modules/vite'],
};
let root: string;

beforeEach(() => {
  const directory = temporaryDirectory('installed');
  onTestFinished(() => {
    directory.remove();
  });
  root = directory.path;
  mkdirSync(join(root, 'node_modules', 'tsx'), { recursive: true });
  writeFileSync(join(root, 'node_modules', 'tsx', 'package.json'), '{}');
  writeLock('package-lock.json', WANTED);
  writeLock('node_modules/.package-lock.json', INSTALLED);
});

function writeLock(file: string, packages: object): void {
  writeFileSync(join(root, file), JSON.stringify({ lockfileVersion: 3, packages }));
}

describe('installed dependencies', () => {
  test('are good when they match the lock file, without the optional ones of other systems', () => {
    expect(isInstalled(root)).toBe(true);
  });

  test('are not good when an interrupted install left no record', () => {
    rmSync(join(root, 'node_modules', '.package-lock.json'));

    expect(isInstalled(root)).toBe(false);
  });

  test('are not good when the record is cut short', () => {
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages": {');

    expect(isInstalled(root)).toBe(false);
  });

  test('are not good when development dependencies were left out', () => {
    writeLock('node_modules/.package-lock.json', {
      'node_modules/tsx': WANTED['node_modules/tsx'],
    });

    expect(isInstalled(root)).toBe(false);
  });

  test('are not good when the lock file names another version', () => {
    writeLock('package-lock.json', {
      ...WANTED,
      'node_modules/vite': { version: '2.0.1', integrity: 'sha512-d', dev: true },
    });

    expect(isInstalled(root)).toBe(false);
  });

  test('are not good when node_modules was deleted in part', () => {
    rmSync(join(root, 'node_modules', 'tsx'), { recursive: true });

    expect(isInstalled(root)).toBe(false);
  });
});

describe('the version of Node', () => {
  test.each(['20.19.0', '20.20.2', '22.12.0', '24.0.0'])('%s is accepted', (version) => {
    expect(nodeProblem(version)).toBeUndefined();
  });

  test.each(['18.20.0', '20.18.3', '21.7.0', '22.11.0'])('%s is refused by name', (version) => {
    expect(nodeProblem(version)).toContain(`this is ${version}`);
  });
});
