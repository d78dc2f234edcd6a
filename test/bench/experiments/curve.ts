/** The curve: what CPU buys in age, at fixed flush intervals; the peers are points beside it. */
import { outcomeNotes, type Outcome } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import { decimal, percent, whole, type Table } from '../table.ts';
import { W1 } from '../workloads.ts';
import { fed, middle, ours, type ClientCounts } from './experiment.ts';

const INTERVALS_MS = [5, 10, 16, 25, 50, 100, 200];
/** The server takes no smaller FLUSH_MAX_MS. */
const LEAST_MAX_MS = 10;

/** W1 at the middle number of clients. */
export async function curve(runner: Runner, clients: ClientCounts): Promise<Table> {
  const workload = W1;
  const count = middle(clients);
  const rows: string[][] = [];
  const outcomes: Outcome[] = [];
  for (const contestant of ours(runner)) {
    for (const intervalMs of INTERVALS_MS) {
      const env = {
        FLUSH_MIN_MS: String(intervalMs),
        FLUSH_MAX_MS: String(Math.max(intervalMs, LEAST_MAX_MS)),
      };
      const outcome = await runner.run({ contestant, workload, clients: count, env });
      outcomes.push(outcome);
      rows.push(cells(`${contestant.name}, ${String(intervalMs)} ms`, outcome));
    }
  }
  for (const contestant of fed(runner)) {
    const outcome = await runner.run({ contestant, workload, clients: count });
    outcomes.push(outcome);
    rows.push(cells(contestant.name, outcome));
  }
  return {
    title: `Curve: CPU against age, W1 with ${whole(count)} clients`,
    notes: ['`tickwire` alone is adaptive (the default)', ...outcomeNotes(outcomes)],
    headers: ['system', 'CPU s/M upd', 'core', 'age p50 ms', 'age p99 ms', 'B/upd', 'of due'],
    rows,
  };
}

function cells(name: string, outcome: Outcome): string[] {
  if (outcome.kind !== 'measured') return [name, outcome.kind];
  const { cpuPerMillion, cpuShare, ageP50Ms, ageP99Ms, bytesPerUpdate, share } = outcome.summary;
  return [
    name,
    decimal(cpuPerMillion, 2),
    percent(cpuShare),
    whole(ageP50Ms),
    whole(ageP99Ms),
    decimal(bytesPerUpdate, 1),
    percent(share, 1),
  ];
}
