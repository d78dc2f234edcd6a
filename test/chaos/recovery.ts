/** How long it takes after each kind of fault until the page is live again. */
import { tableText } from '../bench/table.ts';
import { waitFor } from '../support/wait-for.ts';

export interface RecoverySample {
  /** Kind of fault, in words. */
  readonly fault: string;
  /** From cleared to live, milliseconds. */
  readonly durationMs: number;
}

const LOOK_MS = 10;
/** A page that is not live by then fails its scenario anyway; nothing is to go on looking for ever. */
const LIMIT_MS = 60_000;

/** Watches the faults of one scenario; one that met with another before it was over counts for nothing. */
export class RecoveryWatch {
  readonly #isLiveSince: (sinceMs: number) => boolean;
  readonly #active: string[] = [];
  #disturbances = 0;
  readonly #watches: Promise<RecoverySample | undefined>[] = [];

  /** @param isLiveSince Whether all symbols show something that was made after a time, UNIX ms. */
  constructor(isLiveSince: (sinceMs: number) => boolean) {
    this.#isLiveSince = isLiveSince;
  }

  began(fault: string): void {
    this.#active.push(fault);
    this.#disturbances += 1;
  }

  /** @param clearedMs When it was cleared, UNIX ms. */
  cleared(fault: string, clearedMs: number): void {
    this.#active.splice(this.#active.indexOf(fault), 1);
    this.#watches.push(this.#follow(fault, clearedMs));
  }

  /** Waits for the last one. Returns what was measured without disturbance. */
  async finish(): Promise<RecoverySample[]> {
    const samples = await Promise.all(this.#watches);
    return samples.filter((sample) => sample !== undefined);
  }

  async #follow(fault: string, clearedMs: number): Promise<RecoverySample | undefined> {
    const before = this.#disturbances;
    const isUndisturbed = (): boolean => this.#active.length === 0 && this.#disturbances === before;
    const isOver = await waitFor(() => !isUndisturbed() || this.#isLiveSince(clearedMs), {
      what: `the page to be live after ${fault}`,
      timeoutMs: LIMIT_MS,
      intervalMs: LOOK_MS,
    }).catch(() => false);
    return isOver && isUndisturbed() ? { fault, durationMs: Date.now() - clearedMs } : undefined;
  }
}

/** The value below or at which a part of the sorted samples lies (nearest rank). */
function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? NaN;
}

/** The table of recovery times, worst last. */
export function recoveryTable(samples: readonly RecoverySample[]): string {
  const kinds = new Map<string, number[]>();
  for (const { fault, durationMs } of samples) {
    kinds.set(fault, [...(kinds.get(fault) ?? []), durationMs]);
  }
  const rows = [...kinds, ['all', samples.map(({ durationMs }) => durationMs)] as const]
    .map(([fault, durations]) => ({ fault, sorted: durations.toSorted((a, b) => a - b) }))
    .toSorted((a, b) => quantile(a.sorted, 0.5) - quantile(b.sorted, 0.5));
  return tableText({
    title: 'From fault cleared to live again, ms',
    headers: ['fault', 'times', 'p50', 'p99'],
    rows: rows.map(({ fault, sorted }) => [
      fault,
      String(sorted.length),
      quantile(sorted, 0.5).toFixed(0),
      quantile(sorted, 0.99).toFixed(0),
    ]),
    notes: [],
  });
}
