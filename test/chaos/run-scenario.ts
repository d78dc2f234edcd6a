/** Runs one scenario: faults on a live stage, then quiet, then everything compared with the truth. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createRandom } from '../bench/random.ts';
import { waitFor } from '../support/wait-for.ts';
import { carryOut, type Cut, type PageControl } from './carry-out.ts';
import { differences, type Allowance } from './compare.ts';
import { trueSymbol, type TrueSymbol } from './oracle.ts';
import { NodePage } from './page.ts';
import { faultText, SYMBOLS, type PlannedFault, type Scenario } from './plan.ts';
import { RecoveryWatch, type RecoverySample } from './recovery.ts';
import { instrumentsOf } from './source/made-ticks.ts';
import { readTruth } from './source/truth-log.ts';
import { Stage } from './stage.ts';

/** Everything has to be live again, and later equal, within this after the last fault is over. */
const PATIENCE_MS = 30_000;
/** Differences of each sort that are told. */
const TOLD_OF_EACH = 2;

export interface ScenarioResult {
  /** What was wrong, one a line; empty: nothing. */
  readonly problems: readonly string[];
  readonly samples: readonly RecoverySample[];
  readonly tradeCount: number;
  readonly durationMs: number;
  /** What the programs wrote. */
  readonly output: string;
}

/** Runs a scenario from an empty Redis to the comparison; never throws. */
export async function runScenario(scenario: Scenario): Promise<ScenarioResult> {
  const startMs = performance.now();
  let stage: Stage | undefined;
  const run: Run = { pages: [], cuts: [], samples: [], problems: [], tradeCount: 0, stored: '' };
  try {
    stage = await Stage.start(scenario);
    await playScenario(scenario, stage, run);
  } catch (error) {
    run.problems.push(error instanceof Error ? error.message : String(error));
    run.stored = (await stage?.stored().catch(String)) ?? '';
  }
  for (const { page } of run.pages) page.close();
  await stage?.stop();
  return {
    problems: run.problems,
    samples: run.samples,
    tradeCount: run.tradeCount,
    durationMs: performance.now() - startMs,
    output: `${stage?.output() ?? ''}\n--- Redis\n${run.stored}`,
  };
}

/** A page and since when it has to have everything. */
interface OpenPage {
  readonly name: string;
  readonly page: NodePage;
  /** When all its symbols were there, UNIX ms; undefined: they are awaited. */
  completeSinceMs: number | undefined;
}

interface Run {
  readonly pages: OpenPage[];
  readonly cuts: Cut[];
  readonly samples: RecoverySample[];
  readonly problems: string[];
  tradeCount: number;
  /** What was in Redis when something was wrong. */
  stored: string;
}

async function playScenario(scenario: Scenario, stage: Stage, run: Run): Promise<void> {
  const random = createRandom(scenario.seed + 77);
  const open = (name: string, url: string): OpenPage => {
    const opened = {
      name,
      page: new NodePage({ url, symbols: SYMBOLS, random }),
      completeSinceMs: undefined,
    };
    run.pages.push(opened);
    return opened;
  };
  // Before the first tick: what they show in the end is everything that happened.
  let subject = open('page', stage.pageUrl);
  const others = stage.serverUrls.map((url, at) => open(`page at server ${String(at + 1)}`, url));
  for (const one of [subject, ...others]) one.completeSinceMs = 0;
  await Promise.all([subject, ...others].map(({ page }) => isOpen(page)));
  await stage.feed.start();
  await becomesLive(run, Date.now());

  const control: PageControl = {
    closePage() {
      subject.page.close();
      run.pages.splice(run.pages.indexOf(subject), 1);
    },
    openPage() {
      subject = open('page', stage.pageUrl);
    },
    setVisible(isVisible) {
      subject.page.setVisible(isVisible);
    },
  };
  const watch = new RecoveryWatch((sinceMs) => subject.page.allNewestMs >= sinceMs);
  // All of them to their end: a fault that outlives its scenario would start programs that nobody ends.
  const played = await Promise.allSettled(
    scenario.faults.map((planned) => playFault(planned, stage, control, run, watch)),
  );
  for (const outcome of played) if (outcome.status === 'rejected') throw outcome.reason;
  await becomesLive(run, Date.now());
  run.samples.push(...(await watch.finish()));

  stage.feed.process.child.send({ kind: 'finish' });
  await stage.feed.process.waitForMessage('finished', PATIENCE_MS);
  const truth = readTruths(stage, run);
  await comparePages(run, truth);
  // Those who come now see the same.
  const late = stage.serverUrls.map((url, at) =>
    open(`late page at server ${String(at + 1)}`, url),
  );
  for (const one of late) one.completeSinceMs = Infinity;
  await comparePages(run, truth);
}

async function playFault(
  { atMs, forMs, fault }: PlannedFault,
  stage: Stage,
  control: PageControl,
  run: Run,
  watch: RecoveryWatch,
): Promise<void> {
  // The plan's own times: when a fault comes and how long it lasts is what is played.
  await delay(atMs);
  const name = faultText(fault);
  watch.began(name);
  const undo = await carryOut(stage, fault, control, run.cuts);
  await delay(forMs);
  const clearedMs = Date.now();
  await undo.clear();
  // Of a program that was started again, its start is part of the recovery.
  watch.cleared(name, fault.kind.startsWith('log cut') ? Date.now() : clearedMs);
}

function isOpen(page: NodePage): Promise<unknown> {
  return waitFor(() => page.status?.phase === 'open', { what: 'the page to connect' });
}

/** Waits until all pages show a trade of every symbol that was made after `sinceMs`. */
async function becomesLive({ pages }: Run, sinceMs: number): Promise<void> {
  for (const opened of pages) {
    await waitFor(() => opened.page.allNewestMs >= sinceMs, {
      what: `the ${opened.name} to be live (${describePage(opened)})`,
      timeoutMs: PATIENCE_MS,
    });
    opened.completeSinceMs ??= Date.now();
  }
}

function describePage({ page }: OpenPage): string {
  const newest = page.allNewestMs;
  return `${page.status?.phase ?? 'no status'}, newest ${String(newest)}, ${page.warnings.join('; ')}`;
}

function readTruths(stage: Stage, run: Run): Map<string, TrueSymbol> {
  const { ticks } = readTruth(stage.truthFile);
  const truths = new Map(
    instrumentsOf(SYMBOLS).map((one) => [one.symbol, trueSymbol(one, ticks)] as const),
  );
  for (const { trades } of truths.values()) run.tradeCount += trades.length;
  return truths;
}

/** Waits until all pages show the truth; what they do not show by then is a problem. */
async function comparePages(run: Run, truth: ReadonlyMap<string, TrueSymbol>): Promise<void> {
  let found: string[] = [];
  await waitFor(
    () => {
      found = run.pages.flatMap((opened) => pageDifferences(opened, truth, run.cuts));
      return found.length === 0;
    },
    { what: 'equality', timeoutMs: PATIENCE_MS, intervalMs: 100 },
  ).catch(() => undefined);
  if (found.length > 0) throw new Error(excerpt(found));
}

/** A few of each sort: hundreds of missing bars say no more than two of them. */
function excerpt(found: readonly string[]): string {
  const counts = new Map<string, number>();
  const told = found.filter((text) => {
    // Page, symbol, and the first word: an interval, `tape`, `last`, ...
    const sort = /^[^:]*: [^ :]*/.exec(text)?.[0].replace(/, [A-Z]+:/, ':') ?? '';
    counts.set(sort, (counts.get(sort) ?? 0) + 1);
    return (counts.get(sort) ?? 0) <= TOLD_OF_EACH;
  });
  const sums = [...counts].map(([sort, count]) => `${sort} (${String(count)})`);
  return [...told, `differences: ${sums.join(', ')}`].join('\n');
}

function pageDifferences(
  { name, page, completeSinceMs = 0 }: OpenPage,
  truths: ReadonlyMap<string, TrueSymbol>,
  cuts: readonly Cut[],
): string[] {
  return [...truths].flatMap(([symbol, truth]) => {
    const count = truth.trades.filter(({ receivedTimeMs }) => receivedTimeMs >= completeSinceMs);
    const allowance: Allowance = { cuts, tapeCount: count.length };
    const found = differences(page.show(symbol), truth, allowance);
    return found.map((text) => `${name}, ${symbol}: ${text}`);
  });
}
