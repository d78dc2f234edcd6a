/** Runs measurements one after the other, says what came out, and remembers it for those who need it again. */
import type { Contestant, WritesOfTickwire } from './contestants/contestant.ts';
import { tickwire } from './contestants/tickwire.ts';
import { measure, type Conditions, type Measurement, type Task } from './measure.ts';
import { outcomeLine, type MeasuredOutcome, type Outcome } from './outcome.ts';
import { summarize, type Summary } from './window.ts';
import type { Workload } from './workloads.ts';

/** Head of a frame with an extended length: the server's frames are not masked. @see RFC 6455, section 5.2 */
const FRAME_HEAD_BYTES = 4;
/** How often a disturbed measurement is repeated by a patient run. */
const RETRIES = 2;

export class Runner {
  readonly conditions: Conditions;
  /** Systems of this run, in their order. */
  readonly contestants: readonly Contestant[];
  readonly #print: (line: string) => void;
  readonly #outcomes = new Map<string, Outcome>();

  constructor(
    conditions: Conditions,
    contestants: readonly Contestant[],
    print: (line: string) => void,
  ) {
    this.conditions = conditions;
    this.contestants = contestants;
    this.#print = print;
  }

  /** Everything measured so far. */
  get outcomes(): Outcome[] {
    return [...this.#outcomes.values()];
  }

  /** Measures, unless the same was measured before in this run. Never fails: a failure is an outcome. */
  async run(task: Task, conditions: Partial<Conditions> = {}): Promise<Outcome> {
    const key = keyOf(task);
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const outcome = await this.#measure(task, { ...this.conditions, ...conditions });
    this.#outcomes.set(key, outcome);
    this.#print(outcomeLine(outcome));
    return outcome;
  }

  async #measure(task: Task, conditions: Conditions): Promise<Outcome> {
    const { contestant, workload, clients, env = {} } = task;
    const setting = settingOf(env);
    const head = { system: contestant.name, workload: workload.name, clients, setting };
    const availability = await contestant.availability();
    if (availability.kind === 'missing') {
      return { ...head, kind: 'missing', advice: availability.advice };
    }
    try {
      const writes = task.writes ?? this.#writesOfTickwire(workload, clients);
      const { measured, summary } = await measureUndisturbed({ ...task, writes }, conditions);
      return {
        ...head,
        kind: 'measured',
        summary,
        windows: measured.windows,
        failedClients: measured.subscribed.failed,
        slow: measured.slow,
        rssBeforeBytes: measured.rssBeforeBytes,
        complaint: measured.complaint,
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { ...head, kind: 'failed', reason };
    }
  }

  #writesOfTickwire(workload: Workload, clients: number): WritesOfTickwire | undefined {
    const outcome = this.#outcomes.get(keyOf({ contestant: tickwire, workload, clients }));
    return outcome?.kind === 'measured' ? writesOf(outcome) : undefined;
  }
}

/** With patience: measures again what others have disturbed, and keeps what was disturbed least. */
async function measureUndisturbed(
  task: Task,
  conditions: Conditions,
): Promise<{ readonly measured: Measurement; readonly summary: Summary }> {
  const first = await measure(task, conditions);
  let best = { measured: first, summary: summarize(first.windows) };
  for (let left = conditions.patienceMs > 0 ? RETRIES : 0; left > 0; left--) {
    if (!best.summary.isDisturbed) break;
    const measured = await measure(task, conditions);
    const summary = summarize(measured.windows);
    if (summary.othersShare < best.summary.othersShare) best = { measured, summary };
  }
  return best;
}

function writesOf({ summary, clients }: MeasuredOutcome): WritesOfTickwire {
  return {
    perSecond: summary.messagesPerSecond / clients,
    bytes: summary.bytesPerMessage + FRAME_HEAD_BYTES,
    updatesPerSecond: summary.updatesPerSecond,
  };
}

function keyOf({ contestant, workload, clients, env = {} }: Task): string {
  return [contestant.name, workload.name, String(clients), settingOf(env)].join(' ');
}

function settingOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
