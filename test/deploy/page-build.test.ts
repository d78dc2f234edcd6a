/** When the page counts as built from the present sources. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { fingerprintFiles } from '../../deploy/local/page/build-page.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

let root: string;

beforeEach(() => {
  const directory = temporaryDirectory('page');
  onTestFinished(() => {
    directory.remove();
  });
  root = directory.path;
  mkdirSync(join(root, 'web', 'charts'), { recursive: true });
  writeFileSync(join(root, 'web', 'charts', 'axis.ts'), 'one');
  writeFileSync(join(root, 'web', 'main.ts'), 'two');
});

function fingerprint(): string {
  return fingerprintFiles(root, ['web', 'absent.json']);
}

describe('fingerprint of the sources', () => {
  test('stays the same while nothing changes, and without regard to the built page', () => {
    const before = fingerprint();

    mkdirSync(join(root, 'web', 'dist'));
    writeFileSync(join(root, 'web', 'dist', 'index.html'), 'built');

    expect(fingerprint()).toBe(before);
  });

  test('changes with content, with a name and with a new file', () => {
    const seen = new Set([fingerprint()]);

    writeFileSync(join(root, 'web', 'main.ts'), 'three');
    seen.add(fingerprint());
    renameSync(join(root, 'web', 'main.ts'), join(root, 'web', 'entry.ts'));
    seen.add(fingerprint());
    writeFileSync(join(root, 'absent.json'), '');
    seen.add(fingerprint());

    expect(seen.size).toBe(4);
  });
});
