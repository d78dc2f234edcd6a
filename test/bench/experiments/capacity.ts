/** W4: how many clients of W1 a system serves before it falls behind. */
import { CapacitySearch } from '../capacity-search.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { outcomeNotes, type Outcome } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import { decimal, percent, whole, type Table } from '../table.ts';
import { W1 } from '../workloads.ts';
import { fed, fewest, type ClientCounts } from './experiment.ts';

/** A tick older than this at one client in a hundred is late, milliseconds. */
const LATE_MS = 150;
/** Less than this of what was due is behind, even if it is not late yet. */
const BEHIND_SHARE = 0.98;
/** Each client takes a descriptor of the server and one of the load generator. */
const MAX_CLIENTS = 12_800;
/** Enough to tell good from bad. */
const WINDOWS = 3;

/** Pure: whether all that was due came in time. */
export function isServedWell(outcome: Outcome, isConflated: boolean): boolean {
  if (outcome.kind !== 'measured') return false;
  const { summary, failedClients } = outcome;
  const isInTime = summary.ageP99Ms <= LATE_MS && failedClients + summary.closed === 0;
  if (isConflated) return isInTime;
  return isInTime && summary.lost === 0 && (summary.share ?? 1) >= BEHIND_SHARE;
}

/** Doubles the clients, then bisects twice between good and bad. */
export async function capacity(runner: Runner, clients: ClientCounts): Promise<Table> {
  const rows: string[][] = [];
  const outcomes: Outcome[] = [];
  for (const contestant of fed(runner)) {
    rows.push(await search(runner, contestant, clients, outcomes));
  }
  return {
    title: 'W4: clients of W1 until p99 age passes 150 ms, or anything is lost or closed',
    notes: [
      'figures are those at the largest number of clients that was served well; next to it the smallest that was not',
      '`limited by`: what gave out at that smallest number; where it is the load generator, the server may do more',
      '`tickwire-conflated` loses by design: for it only age and closed connections count',
      ...outcomeNotes(outcomes),
    ],
    headers: ['system', 'served', 'not served', 'updates/s', 'age p99 ms', 'core', 'limited by'],
    rows,
  };
}

/** Finds a system's row; adds what was measured on the way to `outcomes`. */
async function search(
  runner: Runner,
  contestant: Contestant,
  clients: ClientCounts,
  outcomes: Outcome[],
): Promise<string[]> {
  const found = new CapacitySearch(fewest(clients), MAX_CLIENTS);
  let best: Outcome | undefined;
  let worst: Outcome | undefined;
  for (;;) {
    const count = found.next;
    if (count === undefined) break;
    const task = { contestant, workload: W1, clients: count, windows: WINDOWS };
    const outcome = await runner.run(task);
    const isGood = isServedWell(outcome, contestant.isConflated);
    if (isGood) best = outcome;
    else worst = outcome;
    outcomes.push(outcome);
    // One that has never served anybody well did not fail because of the number.
    if (outcome.kind === 'missing' || (outcome.kind === 'failed' && found.good === 0)) {
      return [contestant.name, outcome.kind];
    }
    found.record(isGood);
  }
  const summary = best?.kind === 'measured' ? best.summary : undefined;
  return [
    contestant.name,
    whole(found.good),
    found.bad === undefined ? 'not tried' : whole(found.bad),
    whole(summary?.updatesPerSecond ?? NaN),
    whole(summary?.ageP99Ms ?? NaN),
    percent(summary?.cpuShare),
    limit(worst),
  ];
}

function limit(worst: Outcome | undefined): string {
  if (worst === undefined) return 'nothing, no more were tried';
  if (worst.kind !== 'measured') return worst.kind;
  const { isLoadFull, cpuShare, ageP99Ms, lost, closed } = worst.summary;
  const faults = [
    `p99 ${decimal(ageP99Ms, 0)} ms`,
    ...(lost > 0 ? [`${whole(lost)} lost`] : []),
    ...(closed + worst.failedClients > 0 ? [`${whole(closed + worst.failedClients)} closed`] : []),
  ].join(', ');
  return `${isLoadFull ? 'load generator' : 'server'} (core ${percent(cpuShare)}, ${faults})`;
}
