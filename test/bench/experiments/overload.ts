/** Overload: W2 with the feed doubled until the server's core is full, then back to where it began. */
import { outcomeNotes } from '../outcome.ts';
import type { Runner } from '../runner.ts';
import { percent, whole, decimal, type Table } from '../table.ts';
import { summarize, type MeasuredWindow } from '../window.ts';
import { W2, type Workload } from '../workloads.ts';
import { middle, ours, type ClientCounts } from './experiment.ts';

const OVERLOAD: Workload = { ...W2, name: 'overload', title: 'W2 with a growing feed' };

const DOUBLINGS = 5;
/** The first of a step is left out of its row: the change falls into it. */
const WINDOWS_PER_STEP = 4;
/** Windows of all steps up, and of one step back. */
const WINDOWS = (DOUBLINGS + 2) * WINDOWS_PER_STEP;
/** The core, or the load generator's, counts as full above this. */
const FULL_SHARE = 0.92;

/** Windows at one rate. */
export interface Step {
  readonly ticksPerSecond: number;
  readonly isBack: boolean;
  readonly firstWindow: number;
}

/**
 * Pure: the next step after one has been seen.
 *
 * @param isFull Whether the server or the load generator was at its end.
 */
export function nextStep(step: Step, isFull: boolean, atWindow: number): Step | undefined {
  if (step.isBack) return undefined;
  const isHighest = step.ticksPerSecond >= W2.ticksPerSecond * 2 ** DOUBLINGS;
  return {
    ticksPerSecond: isFull || isHighest ? W2.ticksPerSecond : step.ticksPerSecond * 2,
    isBack: isFull || isHighest,
    firstWindow: atWindow,
  };
}

/** Tickwire at the middle number of clients; one run, so that each step meets what the one before left. */
export async function overload(runner: Runner, clients: ClientCounts): Promise<Table> {
  const count = middle(clients);
  const rows: string[][] = [];
  const faults: string[] = [];
  for (const contestant of ours(runner)) {
    let step: Step = { ticksPerSecond: W2.ticksPerSecond, isBack: false, firstWindow: 0 };
    const steps = [step];
    const outcome = await runner.run({
      contestant,
      workload: OVERLOAD,
      clients: count,
      windows: WINDOWS,
      onWindow: ({ index, serverCpuShare, loadCpuShare, feed }) => {
        if (index + 1 < step.firstWindow + WINDOWS_PER_STEP) return;
        const isFull = Math.max(serverCpuShare, loadCpuShare) > FULL_SHARE;
        const next = nextStep(step, isFull, index + 1);
        if (next === undefined) return;
        step = next;
        steps.push(next);
        feed?.setRate(next.ticksPerSecond);
      },
    });
    if (outcome.kind !== 'measured') {
      rows.push([outcome.kind]);
      faults.push(...outcomeNotes([outcome]));
      continue;
    }
    for (const [index, one] of steps.entries()) {
      const end = steps[index + 1]?.firstWindow ?? outcome.windows.length;
      const windows = outcome.windows.slice(one.firstWindow, end);
      const rate = whole(one.ticksPerSecond);
      if (one.isBack) {
        rows.push(cells(`${rate}, back: first window`, windows.slice(0, 1), count));
        rows.push(cells(`${rate}, back: after it`, windows.slice(1), count));
      } else {
        rows.push(cells(rate, windows.slice(1), count));
      }
    }
  }
  return {
    title: `Overload: W2 with ${whole(count)} clients, the feed doubled until the core is full, and back`,
    notes: [
      '`interval`: mean time between two frames to a client',
      '`!` behind `load`: the load generator was at its end, which holds the server back, too',
      ...faults,
    ],
    headers: [
      'ticks/s',
      'updates/s',
      'of due',
      'lost',
      'interval ms',
      'age p50 ms',
      'age p99 ms',
      'CPU s/M upd',
      'core',
      'load',
    ],
    rows,
  };
}

function cells(name: string, windows: readonly MeasuredWindow[], clients: number): string[] {
  const summary = summarize(windows);
  return [
    name,
    whole(summary.updatesPerSecond),
    percent(summary.share, 1),
    whole(summary.lost),
    decimal((clients * 1000) / summary.messagesPerSecond, 0),
    whole(summary.ageP50Ms),
    whole(summary.ageP99Ms),
    decimal(summary.cpuPerMillion, 2),
    percent(summary.cpuShare),
    percent(summary.loadCpuShare) + (summary.isLoadFull ? ' !' : ''),
  ];
}
