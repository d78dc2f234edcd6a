/** How the cost grows with clients, with symbols that nobody wants, and with subscriptions. */
import { outcomeNotes, type Outcome } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import { decimal, percent, whole, type Table } from '../table.ts';
import { W1, W1_UNWANTED, W2, type Workload } from '../workloads.ts';
import { middle, ours, type ClientCounts } from './experiment.ts';

/** Tickwire only. */
export async function growth(runner: Runner, clients: ClientCounts): Promise<Table> {
  const count = middle(clients);
  const cases: readonly (readonly [Workload, number])[] = [
    [W1, Math.round(count / 2)],
    [W1, count],
    [W1, 2 * count],
    [W1_UNWANTED, count],
    [W2, count],
  ];
  const rows: string[][] = [];
  const outcomes: Outcome[] = [];
  for (const contestant of ours(runner)) {
    for (const [workload, clientCount] of cases) {
      const outcome = await runner.run({ contestant, workload, clients: clientCount });
      outcomes.push(outcome);
      const head = [workload.name, whole(clientCount)];
      if (outcome.kind !== 'measured') {
        rows.push([...head, outcome.kind]);
        continue;
      }
      const { summary } = outcome;
      rows.push([
        ...head,
        percent(summary.cpuShare),
        decimal((summary.cpuShare * 1e6) / clientCount, 0),
        decimal(summary.cpuPerMillion, 2),
        whole(summary.updatesPerSecond),
        decimal(summary.messagesPerSecond / clientCount, 1),
        `${whole(summary.ageP50Ms)} / ${whole(summary.ageP99Ms)}`,
      ]);
    }
  }
  return {
    title: 'Growth of tickwire’s cost',
    notes: [
      `\`${W1_UNWANTED.name}\`: next to W1's own, as many symbols with as many ticks that nobody subscribes to`,
      ...outcomeNotes(outcomes),
    ],
    headers: [
      'workload',
      'clients',
      'core',
      'us/s a client',
      'CPU s/M upd',
      'updates/s',
      'frames/s a client',
      'age p50 / p99 ms',
    ],
    rows,
  };
}
