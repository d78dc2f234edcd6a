/** Generates proto/gen from the schema. Deterministic, so that a check can regenerate and compare. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const pbjs = fileURLToPath(new URL('../node_modules/protobufjs-cli/bin/pbjs', import.meta.url));

mkdirSync(`${here}gen`, { recursive: true });
// One module a schema: the browser loads only the frames, a feed only the market data.
for (const name of ['market', 'stream']) {
  execFileSync(
    process.execPath,
    [
      pbjs,
      ...['-t', 'static-module', '-w', 'esm', '--dts', '--root', name],
      ...['--no-verify', '--no-convert', '--no-service', '--no-delimited', '--no-typeurl'],
      '--null-semantics',
      '--force-number',
      ...['-o', `${here}gen/${name}.js`],
      `${here}${name}.proto`,
    ],
    { stdio: 'inherit' },
  );
}
