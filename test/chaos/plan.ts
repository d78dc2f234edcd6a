/** What goes wrong in a scenario, and when: all of it follows from the seed. Pure. */
import { createRandom } from '../bench/random.ts';

/** Programs that can be ended or frozen. */
export type Victim = 'server1' | 'server2' | 'recorder' | 'feed' | 'redis';
/** Links with a proxy in between: the page's to the servers, and everybody's to Redis. */
export type Link = 'page' | 'server1' | 'server2' | 'recorder' | 'feed';

export type Fault =
  /** Ended by the signal, and started again when it is over. */
  | { readonly kind: 'SIGKILL' | 'SIGTERM'; readonly victim: Victim }
  /** Stopped, and continued when it is over. */
  | { readonly kind: 'SIGSTOP'; readonly victim: Victim }
  | {
      readonly kind:
        | 'latency'
        | 'bandwidth'
        | 'slices'
        | 'reset'
        | 'mute up'
        | 'mute down'
        | 'black hole'
        | 'refusal';
      readonly link: Link;
    }
  /** Closed, and opened anew when it is over. */
  | { readonly kind: 'page closed' }
  | { readonly kind: 'page hidden' }
  /** A second feed says everything again that the first one says. */
  | { readonly kind: 'second feed' }
  /** Servers kept from reading until the recorder is ahead of them, then the log trimmed up to there. */
  | { readonly kind: 'log cut behind the recorder'; readonly by: CutManner }
  /** Servers and recorder kept from reading, and all trimmed that came meanwhile: nobody has read it. */
  | { readonly kind: 'log cut beyond everybody'; readonly by: CutManner };

/** How readers are kept from what is cut: frozen, they keep their connection; else they may lose it. */
export type CutManner = 'freezing' | 'black hole';

export interface PlannedFault {
  /** After the start of the scenario, milliseconds. */
  readonly atMs: number;
  /** How long it lasts, milliseconds. */
  readonly forMs: number;
  readonly fault: Fault;
}

export interface Scenario {
  readonly seed: number;
  /** Venue milliseconds in a real one. */
  readonly speed: number;
  readonly serverCount: 1 | 2;
  readonly hasRecorder: boolean;
  /** Without late trades and clocks that differ, so that it can be said exactly where a cut is. */
  readonly isPunctual: boolean;
  /** In order of `atMs`. */
  readonly faults: readonly PlannedFault[];
}

export const SYMBOLS = ['ALFA', 'BRAVO', 'CHARLIE', 'DELTA', 'ECHO', 'FOXTROT'] as const;

const VICTIMS: readonly Victim[] = ['server1', 'server2', 'recorder', 'feed', 'redis'];
const LINKS: readonly Link[] = ['page', 'server1', 'server2', 'recorder', 'feed'];
const SPOILED = [
  'latency',
  'bandwidth',
  'slices',
  'reset',
  'mute up',
  'mute down',
  'black hole',
  'refusal',
] as const;
const ENDED = ['SIGKILL', 'SIGTERM', 'SIGSTOP'] as const;

const HARMED_PROGRAMS: readonly Fault[] = VICTIMS.flatMap((victim) =>
  ENDED.map((kind) => ({ kind, victim })),
);

/** Every fault there is. */
export const CATALOGUE: readonly Fault[] = [
  ...HARMED_PROGRAMS,
  ...LINKS.flatMap((link) => SPOILED.map((kind) => ({ kind, link }))),
  { kind: 'page closed' },
  { kind: 'page hidden' },
  { kind: 'second feed' },
  { kind: 'log cut behind the recorder', by: 'freezing' },
  { kind: 'log cut behind the recorder', by: 'black hole' },
  { kind: 'log cut beyond everybody', by: 'freezing' },
  { kind: 'log cut beyond everybody', by: 'black hole' },
];

/** Real time; hours and days that pass in seconds, so that bars of all intervals close and days end. */
const SPEEDS = [1, 1, 60, 900, 14_400];

/** Builds the scenario of a seed. */
export function planScenario(seed: number): Scenario {
  const random = createRandom(seed * 48_271);
  random();
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  // Seeds that follow each other go through the whole catalogue; the step has no factor in common with it.
  const leading = CATALOGUE[(seed * 17) % CATALOGUE.length] as Fault;
  const cut = isCut(leading) ? leading : undefined;
  const shape = {
    seed,
    speed: cut ? 1 : pick(SPEEDS),
    serverCount: needsTwo(leading) || random() < 0.4 ? (2 as const) : (1 as const),
    hasRecorder: needsRecorder(leading) || random() < 0.75,
    isPunctual: cut !== undefined,
  };
  const isPossible = (fault: Fault): boolean =>
    !isCut(fault) &&
    (shape.serverCount === 2 || !needsTwo(fault)) &&
    (shape.hasRecorder || !needsRecorder(fault));
  // There are more links than programs, but programs that end have more to get wrong.
  const pickFault = (): Fault => pick(random() < 0.4 ? HARMED_PROGRAMS : CATALOGUE);
  const count = 2 + Math.floor(random() * 3);
  const faults: PlannedFault[] = [];
  /** When what a fault is about is free again. */
  const free = new Map<string, number>();
  let atMs = 100 + random() * 400;
  for (let index = 0; index < count; index++) {
    let fault = index === 0 && !cut ? leading : pickFault();
    while (!isPossible(fault)) fault = pickFault();
    const about = subjectOf(fault);
    atMs = Math.max(atMs, free.get(about) ?? 0);
    const forMs = durationOf(fault, random);
    faults.push({ atMs: Math.round(atMs), forMs, fault });
    free.set(about, atMs + forMs + 100);
    // Half of them while others last, half of them after those.
    const endMs = Math.max(...free.values(), 0);
    atMs = random() < 0.5 ? atMs + 100 + random() * 500 : endMs + 200 + random() * 500;
  }
  if (cut) {
    // By itself: only then is it known who has read what.
    const cutMs = Math.round(Math.max(...free.values(), 0) + 1_500);
    const forMs = 700 + durationOf(cut, random);
    faults.push({ atMs: cutMs, forMs, fault: cut });
    // One that starts afterwards has to know of it from the recorder.
    const kill = { kind: 'SIGKILL', victim: 'server1' } as const;
    if (shape.hasRecorder && random() < 0.6) {
      faults.push({ atMs: cutMs + forMs + 1_500, forMs: 200, fault: kill });
    }
  }
  return { ...shape, faults };
}

/** Faults of one measurement, one after the other. */
const MEASURED = 8;
const MEASURED_EVERY_MS = 4_500;

/**
 * Builds a scenario that measures: faults that do not meet, each long enough to be one, with time after it to
 * recover. Seeds that follow each other go through the catalogue again and again.
 */
export function planMeasurement(seed: number): Scenario {
  const measured = CATALOGUE.filter((fault) => !isCut(fault));
  const faults = Array.from({ length: MEASURED }, (_, index): PlannedFault => {
    const fault = measured[((seed - 1) * MEASURED + index) % measured.length] as Fault;
    return { atMs: 200 + index * MEASURED_EVERY_MS, forMs: 1_000, fault };
  });
  return { seed, speed: 1, serverCount: 2, hasRecorder: true, isPunctual: false, faults };
}

/** Words for a fault, as its kind is called in the table of recovery times. */
export function faultText(fault: Fault): string {
  if ('victim' in fault) return `${fault.kind} ${withoutNumber(fault.victim)}`;
  if (!('link' in fault)) return fault.kind;
  const ends = fault.link === 'page' ? 'page - server' : `${withoutNumber(fault.link)} - Redis`;
  return `${fault.kind}, ${ends}`;
}

/** The events of a scenario, one a line. */
export function scenarioText({ faults, ...shape }: Scenario): string {
  const head = Object.entries(shape).map(([name, value]) => `${name} ${String(value)}`);
  const lines = faults.map(({ atMs, forMs, fault }) => {
    const subject = subjectText(fault);
    return `  at ${String(atMs)} ms for ${String(forMs)} ms: ${fault.kind} ${subject}`.trimEnd();
  });
  return [head.join(', '), ...lines].join('\n');
}

function subjectText(fault: Fault): string {
  if ('victim' in fault) return fault.victim;
  if ('link' in fault) return `link ${fault.link}`;
  return 'by' in fault ? `by ${fault.by}` : '';
}

function withoutNumber(name: string): string {
  return name.replace(/\d$/, '');
}

function isCut(fault: Fault): boolean {
  return 'by' in fault;
}

function needsTwo(fault: Fault): boolean {
  return (
    ('victim' in fault && fault.victim === 'server2') ||
    ('link' in fault && fault.link === 'server2')
  );
}

function needsRecorder(fault: Fault): boolean {
  if ('victim' in fault) return fault.victim === 'recorder';
  if ('link' in fault) return fault.link === 'recorder';
  return fault.kind === 'log cut behind the recorder';
}

/** Faults of one subject do not overlap. */
function subjectOf(fault: Fault): string {
  if ('victim' in fault) return fault.victim;
  if ('link' in fault) return `link ${fault.link}`;
  return fault.kind.startsWith('page') ? 'page' : fault.kind;
}

/** Long enough now and then to be noticed by the deadlines, which are about two seconds. */
function durationOf(fault: Fault, random: () => number): number {
  const isLasting =
    'by' in fault ||
    ['SIGSTOP', 'mute up', 'mute down', 'black hole', 'page hidden'].includes(fault.kind);
  const longestMs = isLasting && random() < 0.4 ? 3_600 : 1_200;
  return Math.round(50 + random() ** 1.5 * longestMs + (longestMs > 2_000 ? 400 : 0));
}
