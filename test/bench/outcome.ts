/** Pure: what became of a measurement, and its row in a table. */
import { decimal, mebibytes, percent, whole } from './table.ts';
import type { MeasuredWindow, Summary } from './window.ts';

/** What was asked for. */
export interface OutcomeHead {
  readonly system: string;
  readonly workload: string;
  readonly clients: number;
  /** Settings of the server that are not its defaults, `FLUSH_MIN_MS=5`; empty: none. */
  readonly setting: string;
}

/** Figures of a measurement that came to its end. */
export interface MeasuredOutcome extends OutcomeHead {
  readonly kind: 'measured';
  readonly summary: Summary;
  readonly windows: readonly MeasuredWindow[];
  /** Clients that could not subscribe. */
  readonly failedClients: number;
  /** Slow clients, of all windows together. */
  readonly slow: { readonly clients: number; readonly closed: number; readonly updates: number };
  readonly rssBeforeBytes: number;
  readonly complaint: string;
}

export type Outcome =
  | MeasuredOutcome
  | (OutcomeHead & { readonly kind: 'missing'; readonly advice: string })
  | (OutcomeHead & { readonly kind: 'failed'; readonly reason: string });

export const OUTCOME_HEADERS = [
  'system',
  'clients',
  'updates/s',
  'of due',
  'CPU s/M upd',
  'core',
  'age p50 ms',
  'age p99 ms',
  'B/upd',
  'RSS MB',
  'lost',
  'closed',
  'load',
] as const;

/** What the marks in the tables mean. */
export const MARKS = [
  '`load`: CPU share of the load generator; `!` behind it: the generator, or the feed beside it, was at ' +
    'its end (share above 90 %, or held up for more than 50 ms), so the row says less than the server can do',
  '`~` behind `core`: others used more than 10 % of the server’s core meanwhile',
  '`of due`: delivered to clients that are not slow / (ticks published x subscribers of their symbol)',
];

/** The row of a table with `OUTCOME_HEADERS`. */
export function outcomeCells(outcome: Outcome): string[] {
  const head = [outcome.system, String(outcome.clients)];
  if (outcome.kind === 'missing') return [...head, 'not installed'];
  if (outcome.kind === 'failed') return [...head, 'failed'];
  const { summary, failedClients } = outcome;
  const closed = summary.closed + failedClients;
  return [
    ...head,
    whole(summary.updatesPerSecond),
    percent(summary.share, 1),
    decimal(summary.cpuPerMillion, 2),
    percent(summary.cpuShare) + (summary.isDisturbed ? ' ~' : ''),
    whole(summary.ageP50Ms),
    whole(summary.ageP99Ms),
    decimal(summary.bytesPerUpdate, 1),
    mebibytes(summary.rssBytes),
    whole(summary.lost),
    whole(closed),
    percent(summary.loadCpuShare) + (summary.isLoadFull ? ' !' : ''),
  ];
}

/** What a table says below itself of rows without figures. */
export function outcomeNotes(outcomes: readonly Outcome[]): string[] {
  return [...new Set(outcomes.map(outcomeNote))].filter((note) => note !== undefined);
}

function outcomeNote(outcome: Outcome): string | undefined {
  const { system, clients } = outcome;
  switch (outcome.kind) {
    case 'missing':
      return `\`${system}\` is not installed: ${outcome.advice}`;
    case 'failed':
      return `\`${system}\` with ${whole(clients)} clients failed: ${inOneLine(outcome.reason)}`;
    case 'measured':
      return undefined;
  }
}

/** One line for somebody who waits. */
export function outcomeLine(outcome: Outcome): string {
  const { workload, setting, system, clients } = outcome;
  const name = [workload, system, String(clients), setting].filter((word) => word !== '').join(' ');
  const note = outcomeNote(outcome);
  if (note !== undefined) return `${name}: ${note}`;
  const values = outcomeCells(outcome).map(
    (cell, column) => `${OUTCOME_HEADERS[column] ?? ''} ${cell}`,
  );
  return `${name}: ${values.slice(2).join(', ')}`;
}

/** What went wrong, and the first line that names an error: the rest is a stack. */
function inOneLine(reason: string): string {
  const [first = '', ...others] = reason.split('\n');
  const error = others.find((line) => /error|fatal/i.test(line));
  return (error === undefined ? first : `${first}: ${error.trim()}`).slice(0, 300);
}
