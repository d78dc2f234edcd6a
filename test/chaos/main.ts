/** `npm run test:chaos`: runs scenarios, one after the other or a few at once, and says what went wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { planMeasurement, planScenario, scenarioText } from './plan.ts';
import { recoveryTable, type RecoverySample } from './recovery.ts';
import { runScenario } from './run-scenario.ts';

const HELP = `Faults of all kinds on the whole system, then equality with the truth.

  npm run test:chaos -- [options]

  --seed 1      the first scenario
  --count 66    how many
  --at-once 2   how many at the same time
  --measure     faults apart from each other instead, for the table of recovery times
  --verbose     what the programs wrote, also when nothing went wrong
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
    'at-once': { type: 'string', default: '2' },
    measure: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const firstSeed = Number(values.seed);
// A seed alone is one that went wrong and is looked at.
const count = Number(values.count ?? (process.argv.includes('--seed') ? 1 : 66));
const seeds = Array.from({ length: count }, (_, index) => firstSeed + index);
const samples: RecoverySample[] = [];
const failed: number[] = [];
let trades = 0;

async function run(seed: number): Promise<void> {
  const scenario = values.measure ? planMeasurement(seed) : planScenario(seed);
  const result = await runScenario(scenario);
  samples.push(...result.samples);
  trades += result.tradeCount;
  const seconds = (result.durationMs / 1_000).toFixed(1);
  const isGood = result.problems.length === 0;
  process.stdout.write(`${isGood ? 'equal ' : 'FAILED'} seed ${String(seed)}, ${seconds} s\n`);
  if (isGood && !values.verbose) return;
  const directory = join(tmpdir(), 'tickwire-chaos');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `seed-${String(seed)}.log`);
  writeFileSync(file, result.output);
  process.stdout.write(
    `${scenarioText(scenario)}\n${result.problems.join('\n')}\n  what the programs wrote: ${file}\n` +
      `  repeat it: npm run test:chaos -- --seed ${String(seed)}${values.measure ? ' --measure' : ''}\n`,
  );
  if (!isGood) failed.push(seed);
}

async function work(): Promise<void> {
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await run(seed);
}

await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
process.stdout.write(
  `\n${recoveryTable(samples)}\n${String(count - failed.length)} scenarios equal, ${String(failed.length)} failed` +
    `${failed.length > 0 ? ` (seeds ${failed.toSorted((a, b) => a - b).join(', ')})` : ''}; ${String(trades)} trades\n`,
);
process.exit(failed.length > 0 ? 1 : 0);
