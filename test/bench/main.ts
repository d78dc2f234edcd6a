/** The fan-out bench: `npm run bench -- --help`. */
import { writeFileSync } from 'node:fs';
import { helpText, parseArguments, type BenchOptions } from './arguments.ts';
import { killAll } from './bench-process.ts';
import { contestants } from './contestants/all.ts';
import { experiments } from './experiments/all.ts';
import { buildLoadGenerator } from './load/build.ts';
import { describeMachine } from './machine.ts';
import { installPeers } from './peers-folder.ts';
import { chooseCores, pinSelf } from './pinning.ts';
import { Runner } from './runner.ts';
import { tableText, type Table } from './table.ts';

const INTERRUPTED = 130;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<number> {
  const names = contestants.map(({ name }) => name);
  const parsed = parseArguments(process.argv.slice(2), names);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(helpText(names));
      return 0;
    case 'invalid':
      process.stderr.write(`${parsed.problem}; see --help\n`);
      return 1;
    case 'run':
      if (process.platform !== 'linux') {
        process.stderr.write('The bench runs on Linux only: it reads /proc and uses epoll\n');
        return 1;
      }
      await run(parsed.options);
      return 0;
  }
}

async function run(options: BenchOptions): Promise<void> {
  installPeers();
  buildLoadGenerator();
  const cores = chooseCores();
  pinSelf(cores);
  const { windows, windowMs, warmMs, patienceMs, clients } = options;
  const conditions = { cores, windows, windowMs, warmMs, patienceMs };
  const chosen = contestants.filter(({ name }) => options.systems.includes(name));
  const head = await describeMachine(conditions, chosen);
  for (const line of head) print(line);
  const runner = new Runner(conditions, chosen, print);
  const tables: Table[] = [];
  for (const name of options.experiments) {
    print(`\n${name}`);
    const table = await experiments[name](runner, clients);
    tables.push(table);
    print(`\n${tableText(table)}`);
    // After each, so that an interrupted run leaves what it has.
    if (options.jsonFile !== undefined) {
      const all = { head, options, tables, outcomes: runner.outcomes };
      writeFileSync(options.jsonFile, `${JSON.stringify(all, undefined, 1)}\n`);
    }
  }
  if (tables.length < 2) return;
  print(`\nAll of it as Markdown:\n\n${head.map((line) => `- ${line}`).join('\n')}\n`);
  for (const table of tables) print(tableText(table));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    killAll();
    process.exit(INTERRUPTED);
  });
}
// Guards of ended processes would keep this one alive.
process.exit(await main());
