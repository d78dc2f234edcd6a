/** Memory of the server without clients, and with connections that are subscribed while nothing ticks. */
import { outcomeNotes, type Outcome } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import { decimal, mebibytes, whole, type Table } from '../table.ts';
import { W1, type Workload } from '../workloads.ts';
import { fed, most, type ClientCounts } from './experiment.ts';

const IDLE: Workload = { ...W1, name: 'idle', title: 'W1 without ticks', ticksPerSecond: 0 };

/** The largest number of clients. */
export async function memory(runner: Runner, clients: ClientCounts): Promise<Table> {
  const count = most(clients);
  const rows: string[][] = [];
  const outcomes: Outcome[] = [];
  for (const contestant of fed(runner)) {
    const task = { contestant, workload: IDLE, clients: count, windows: 1 };
    const outcome = await runner.run(task);
    outcomes.push(outcome);
    if (outcome.kind !== 'measured') {
      rows.push([contestant.name, outcome.kind]);
      continue;
    }
    const before = outcome.rssBeforeBytes;
    const after = outcome.summary.rssBytes;
    const connected = count - outcome.failedClients;
    rows.push([
      contestant.name,
      mebibytes(before),
      mebibytes(after),
      decimal((after - before) / connected / 1024, 1),
    ]);
  }
  return {
    title: `Memory: ${whole(count)} idle connections, each subscribed to 20 symbols`,
    notes: ['resident set of the server; Redis is not counted', ...outcomeNotes(outcomes)],
    headers: ['system', 'RSS MB without', 'RSS MB with', 'KB a connection'],
    rows,
  };
}
