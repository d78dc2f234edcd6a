/** Pure: the command line of the bench. */
import { parseArgs } from 'node:util';

export const EXPERIMENTS = [
  'W1',
  'W2',
  'W3',
  'W4',
  'curve',
  'overload',
  'growth',
  'memory',
] as const;
export type ExperimentName = (typeof EXPERIMENTS)[number];

export interface BenchOptions {
  readonly experiments: readonly ExperimentName[];
  /** Names of systems. */
  readonly systems: readonly string[];
  /** Rising. */
  readonly clients: readonly number[];
  readonly windows: number;
  readonly windowMs: number;
  readonly warmMs: number;
  readonly patienceMs: number;
  /** File for all figures as JSON. */
  readonly jsonFile?: string;
}

export type ParsedArguments =
  | { readonly kind: 'run'; readonly options: BenchOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'invalid'; readonly problem: string };

/** What `--help` prints. */
export function helpText(systems: readonly string[]): string {
  return `Compares Tickwire's fan-out with that of others on this machine, over TLS 1.3.

  npm run bench -- [options]

  --workload W1,W2    what to measure (all of them, about 45 minutes):
                        W1        200 symbols, 5,000 ticks/s, 20 random symbols a client
                        W2        20 symbols, 2,000 ticks/s, every client takes all
                        W3        W1 with one client in five slow
                        W4        W1: how many clients before it falls behind
                        curve     W1: CPU against age at fixed flush intervals
                        overload  W2: the feed doubled until the server's core is full, and back
                        growth    what it costs when clients, symbols, subscriptions grow
                        memory    per idle connection
  --only tickwire,nats  systems (${systems.join(', ')})
  --clients 100,500,1000  of W1 and W2; W3, curve, overload and growth take the one in the middle,
                      memory the last, W4 begins with the first
  --windows 5         windows of a measurement; the figures are medians of them
  --window-ms 2000    length of a window
  --warm-ms 3000      before the first window
  --patience-ms 0     waits so long for others to leave the machine alone, before each measurement, and
                      repeats a disturbed one up to twice
  --json out.json     writes all windows to a file
`;
}

/** Reads the arguments behind the program's name. */
export function parseArguments(
  args: readonly string[],
  systems: readonly string[],
): ParsedArguments {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        workload: { type: 'string', default: EXPERIMENTS.join(',') },
        only: { type: 'string', default: systems.join(',') },
        clients: { type: 'string', default: '100,500,1000' },
        windows: { type: 'string', default: '5' },
        'window-ms': { type: 'string', default: '2000' },
        'warm-ms': { type: 'string', default: '3000' },
        'patience-ms': { type: 'string', default: '0' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const options: BenchOptions = {
      experiments: chosen('--workload', values.workload, EXPERIMENTS),
      systems: chosen('--only', values.only, systems),
      clients: values.clients
        .split(',')
        .map((text) => wholeNumber('--clients', text, 1, 100_000))
        .sort((a, b) => a - b),
      windows: wholeNumber('--windows', values.windows, 1, 1_000),
      windowMs: wholeNumber('--window-ms', values['window-ms'], 100, 600_000),
      warmMs: wholeNumber('--warm-ms', values['warm-ms'], 0, 600_000),
      patienceMs: wholeNumber('--patience-ms', values['patience-ms'], 0, 3_600_000),
      ...(values.json !== undefined && { jsonFile: values.json }),
    };
    return { kind: 'run', options };
  } catch (error) {
    return { kind: 'invalid', problem: error instanceof Error ? error.message : String(error) };
  }
}

/** In the order of `all`, so that what needs another's result comes behind it. */
function chosen<T extends string>(name: string, text: string, all: readonly T[]): T[] {
  const wanted = text.split(',').map((one) => one.trim());
  const unknown = wanted.find((one) => !all.some((known) => known === one));
  if (unknown !== undefined) {
    throw new Error(`expected ${name} to name some of ${all.join(', ')}, got ${unknown}`);
  }
  return all.filter((one) => wanted.includes(one));
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < min || value > max) {
    throw new Error(`expected ${name} to be whole, ${min} to ${max}, got ${text}`);
  }
  return value;
}
