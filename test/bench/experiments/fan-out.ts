/** W1 and W2: every system at each number of clients. W3: with slow clients among the others. */
import { MARKS, OUTCOME_HEADERS, outcomeCells, outcomeNotes, type Outcome } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import type { Table } from '../table.ts';
import { W1, withSlow, type Workload } from '../workloads.ts';
import { fed, middle, type ClientCounts, type Experiment } from './experiment.ts';

/** Makes the experiment of a workload without slow clients. */
export function fanOut(workload: Workload): Experiment {
  return async (runner: Runner, clients: ClientCounts): Promise<Table> => {
    const outcomes: Outcome[] = [];
    for (const count of clients) {
      for (const contestant of runner.contestants) {
        outcomes.push(await runner.run({ contestant, workload, clients: count }));
      }
    }
    return {
      title: `${workload.name}: ${workload.title}`,
      notes: [...MARKS, ...outcomeNotes(outcomes)],
      headers: OUTCOME_HEADERS,
      rows: outcomes.map(outcomeCells),
    };
  };
}

/** Ages and losses are those of the clients that are not slow. */
export async function slowClients(runner: Runner, clients: ClientCounts): Promise<Table> {
  const rows: string[][] = [];
  const outcomes: Outcome[] = [];
  for (const contestant of fed(runner)) {
    for (const workload of [W1, withSlow('trickle'), withSlow('stop')]) {
      const outcome = await runner.run({ contestant, workload, clients: middle(clients) });
      outcomes.push(outcome);
      const [system = '', ...cells] = outcomeCells(outcome);
      const slow = outcome.kind === 'measured' && workload.slow ? outcome.slow : undefined;
      const kept = slow && `${String(slow.clients - slow.closed)} of ${String(slow.clients)}`;
      rows.push([system, workload.slow?.mode ?? 'none', ...cells, kept ?? '-']);
    }
  }
  const [first, ...others] = OUTCOME_HEADERS;
  return {
    title: 'W3: W1 with one client in five slow',
    notes: [
      '`trickle`: they read 1 KB a second; `stop`: nothing for 10 s, everything for 5 s, and so on',
      'ages, share, lost and closed are those of the other clients; `kept`: slow ones still connected at the end',
      ...MARKS,
      ...outcomeNotes(outcomes),
    ],
    headers: [first, 'slow', ...others, 'kept'],
    rows,
  };
}
