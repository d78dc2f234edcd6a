import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryRoot, spawnProcess } from '../support/spawn-process.ts';

const COMPONENT = (type: string): string =>
  `<script lang="ts">\n  const price: ${type} = 'text';\n</script>\n\n<p>{price}</p>\n`;

/** Runs svelte-check on one component. */
async function check(component: string): Promise<number | null> {
  // Ignored by git, and below the project's node_modules.
  const parent = join(repositoryRoot, '.tickwire');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'typecheck-'));
  try {
    writeFileSync(join(folder, 'Planted.svelte'), component);
    const tsconfig = { extends: '../../tsconfig.json', include: ['*.svelte'], exclude: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
    const program = join(repositoryRoot, 'node_modules/svelte-check/bin/svelte-check');
    const args = [program, '--workspace', folder, '--tsconfig', 'tsconfig.json'];
    const run = await spawnProcess(process.execPath, [...args, '--fail-on-warnings']);
    const { code } = await run.exited;
    expect(run.stderr()).toBe('');
    return code;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('type check of components', () => {
  // The tool has been reported to pass while it checked nothing.
  test('fails on a planted error, and only on that', { timeout: 60_000 }, async () => {
    expect(await check(COMPONENT('number'))).toBe(1);
    expect(await check(COMPONENT('string'))).toBe(0);
  });
});
