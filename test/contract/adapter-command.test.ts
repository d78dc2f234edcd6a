import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot, spawnProcess, type ExitStatus } from '../support/spawn-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const directory = temporaryDirectory('adapter-command');

/** Runs the command as npm does, from the directory outside of the repository. */
async function run(...args: string[]): Promise<{ status: ExitStatus; said: string }> {
  const command = await spawnProcess(
    process.execPath,
    ['--import', 'tsx', 'test/contract/adapter/main.ts', ...args],
    { env: { INIT_CWD: directory.path, NO_COLOR: '1' } },
  );
  const status = await command.exited;
  return { status, said: command.stdout() + command.stderr() };
}

test('a copy of the template passes the suite, wherever it lies', async () => {
  copyFileSync(
    join(repositoryRoot, 'feed/examples/my-feed.ts'),
    join(directory.path, 'my-feed.ts'),
  );

  const { status, said } = await run('./my-feed.ts');

  expect(status.code, said).toBe(0);
  expect(said).toMatch(/EXAMPLE as a venue > maps its frames to the ticks expected/);
  expect(said).toMatch(/EXAMPLE over real sockets > comes back after a lost connection/);
  expect(said).toMatch(/EXAMPLE over real sockets > fills a hole with past trades/);
  expect(said).toMatch(/ 0 failed, 0 skipped/);
  expect(said).not.toContain('NOT checked');
});

test('a module that is wrong is told what is wrong with it', async () => {
  writeFileSync(join(directory.path, 'wrong.mjs'), 'export default { capabilities: {} };');

  const { status, said } = await run('wrong.mjs');

  expect(status.code).toBe(1);
  expect(said).toMatch(
    /this is no venue yet:\n\s+capabilities\.venue: expected a text, got nothing/,
  );
});

test('a venue without samples passes, and is told at the end what that does not cover', async () => {
  const template = readFileSync(join(repositoryRoot, 'feed/examples/my-feed.ts'), 'utf8');
  const path = join(directory.path, 'no-samples.ts');
  writeFileSync(path, template.replace('export const samples', 'const samples'));

  const { status, said } = await run('./no-samples.ts');

  expect(status.code, said).toBe(0);
  const end = said.slice(said.indexOf('NOT checked'));
  for (const part of ['market data', 'past bars', 'past trades', 'control frames']) {
    expect(end).toContain(`  - ${part}`);
  }
});

test('mistakes are named, and those that make a run useless do not wait for it', async () => {
  let module = readFileSync(join(repositoryRoot, 'feed/examples/my-feed.ts'), 'utf8');
  const mistakes = [
    ["venueTimeMs: wire.time(row['time'], 'time')", 'venueTimeMs: 1767614400'],
    ['&interval=${interval}', '&limit=5000'],
    ["price: wire.price(market, event['price'], 'price')", "price: wire.price(market, 1, 'price')"],
    ['channels.map((name) =>', '[...channels, ...channels].map((name) =>'],
  ] as const;
  for (const [right, wrong] of mistakes) module = module.replace(right, wrong);
  writeFileSync(join(directory.path, 'mistakes.ts'), module);
  const beganMs = performance.now();

  const { status, said } = await run('./mistakes.ts');

  expect(status.code, said).toBe(1);
  expect(said).toMatch(
    /time of trade 42: before 2001, or none; expected UNIX ms about 2026-01-05T12/,
  );
  expect(said).toMatch(/limit=5000 asks for more than the 501 rows that maxBars allows/);
  expect(said).toMatch(
    /runs: not tried, because its mapper throws on its samples: .*expected a dec/,
  );
  expect(performance.now() - beganMs).toBeLessThan(9_000);
});

test('a generator is opened as the feed would', async () => {
  writeFileSync(
    join(directory.path, 'generator.mjs'),
    `export default async function* ({ clock, signal }) {
      for (let id = 1; !signal.aborted; id++) {
        yield { symbol: 'ACME', price: 100 + id, size: 1, id };
        await clock.sleep(1, signal);
      }
    }`,
  );

  const { status, said } = await run('./generator.mjs');

  expect(status.code, said).toBe(0);
  expect(said).toContain('2 passed, 0 failed');
});

test('without a module it says how it is used', async () => {
  const { status, said } = await run();

  expect(status.code).toBe(2);
  expect(said).toMatch(/^Usage: npm run test:adapter/);
});
