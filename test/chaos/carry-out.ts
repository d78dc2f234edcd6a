/** Does to a stage what a fault says, and undoes it. */
import { snapshotPositionKey, ticksKey } from '../../proto/redis-keys.ts';
import type { LinkState } from '../support/tcp-proxy.ts';
import { waitFor } from '../support/wait-for.ts';
import type { CutManner, Fault, Link, Victim } from './plan.ts';
import { PARTITIONS, type Stage } from './stage.ts';

/** What faults do to the page itself. */
export interface PageControl {
  closePage(): void;
  openPage(): void;
  setVisible(isVisible: boolean): void;
}

/** Times in which entries of the log were taken away that somebody had not read. */
export interface Cut {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What a fault has left behind. */
export interface Undo {
  /** Ends the fault; resolves when all that it took away is on its way back. */
  clear(): Promise<void>;
}

/** How far before and after a cut its mark may reach, milliseconds: about what passes between two trades. */
const CUT_SLACK_MS = 1_000;

/** What a link is like while it is spoiled. */
const SPOILED: Readonly<Record<string, Partial<LinkState>>> = {
  latency: { latencyMs: 120, jitterMs: 80 },
  bandwidth: { bytesPerSecond: 40_000 },
  slices: { sliceBytes: 3 },
  'mute up': { muted: ['up'] },
  'mute down': { muted: ['down'] },
  'black hole': { isBlackholed: true },
  refusal: { isRefusing: true },
};

/**
 * Starts a fault.
 *
 * @param cuts Gets what was cut.
 */
export async function carryOut(
  stage: Stage,
  fault: Fault,
  page: PageControl,
  cuts: Cut[],
): Promise<Undo> {
  if ('victim' in fault) {
    return fault.victim === 'redis' ? harmRedis(stage, fault.kind) : harm(stage, fault);
  }
  if ('link' in fault) {
    const link = stage.link(fault.link);
    await link.set(SPOILED[fault.kind] ?? {});
    if (fault.kind === 'reset' || fault.kind === 'refusal') link.reset();
    return { clear: () => link.clear() };
  }
  switch (fault.kind) {
    case 'page closed':
      page.closePage();
      return {
        clear: () => {
          page.openPage();
          return Promise.resolve();
        },
      };
    case 'page hidden':
      page.setVisible(false);
      return {
        clear: () => {
          page.setVisible(true);
          return Promise.resolve();
        },
      };
    case 'second feed': {
      const second = stage.createSecondFeed();
      await second.start();
      return { clear: () => second.signal('SIGTERM') };
    }
    case 'log cut behind the recorder':
      return cutBehindRecorder(stage, fault.by);
    case 'log cut beyond everybody':
      return cutBeyondAll(stage, fault.by, cuts);
  }
}

async function harm(
  stage: Stage,
  { kind, victim }: { readonly kind: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP'; readonly victim: Victim },
): Promise<Undo> {
  const program = stage.program(victim);
  // An orderly end takes its time, which is part of the fault.
  const ended = program.signal(kind);
  if (kind !== 'SIGTERM') await ended;
  return {
    async clear() {
      await ended;
      if (kind === 'SIGSTOP') await program.signal('SIGCONT');
      else await program.start();
    },
  };
}

async function harmRedis({ redis }: Stage, kind: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP'): Promise<Undo> {
  if (kind === 'SIGSTOP') {
    redis.pause();
    return {
      clear: () => {
        redis.resume();
        return Promise.resolve();
      },
    };
  }
  if (kind === 'SIGKILL') await redis.kill();
  else process.kill(redis.pid(), 'SIGTERM');
  return { clear: () => redis.restart() };
}

/** Keeps programs from reading; the returned function lets them go on. */
async function keepFromReading(
  stage: Stage,
  names: readonly Victim[],
  by: CutManner,
): Promise<() => Promise<void>> {
  for (const name of names) {
    if (by === 'freezing') await stage.program(name).signal('SIGSTOP');
    else await stage.link(name as Link).set({ isBlackholed: true });
  }
  return async () => {
    for (const name of names) {
      if (by === 'freezing') await stage.program(name).signal('SIGCONT');
      else await stage.link(name as Link).clear();
    }
  };
}

/** The recorder has read what is taken away, so nothing of it may be missing anywhere. */
async function cutBehindRecorder(stage: Stage, by: CutManner): Promise<Undo> {
  const { direct } = stage;
  await haveReadAll(stage);
  const letGo = await keepFromReading(stage, stage.serverNames, by);
  return {
    async clear() {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const newest = await newestId(stage, partition);
        if (newest === undefined) continue;
        const position = await waitFor(
          async () => {
            const found = await direct.get(snapshotPositionKey(partition));
            return found !== null && compareIds(found, newest) >= 0 ? found : undefined;
          },
          { what: `the recorder to have a snapshot of partition ${String(partition)}` },
        );
        await direct.xtrim(ticksKey(partition), 'MINID', nextId(position));
      }
      await letGo();
    },
  };
}

/** Nobody has read all of what is taken away. */
async function cutBeyondAll(stage: Stage, by: CutManner, cuts: Cut[]): Promise<Undo> {
  await haveReadAll(stage);
  // What they have read last may be older than now, when little happens.
  const readMs = await Promise.all(
    Array.from({ length: PARTITIONS }, async (_, partition) => {
      const newest = await newestId(stage, partition);
      return newest === undefined ? Infinity : Number(newest.split('-')[0]);
    }),
  );
  const fromMs = Math.min(Date.now(), ...readMs) - CUT_SLACK_MS;
  const readers: Victim[] = [
    ...stage.serverNames,
    ...(stage.recorder ? ['recorder' as const] : []),
  ];
  const letGo = await keepFromReading(stage, readers, by);
  return {
    async clear() {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const newest = await newestId(stage, partition);
        if (newest !== undefined) {
          await stage.direct.xtrim(ticksKey(partition), 'MINID', nextId(newest));
        }
      }
      cuts.push({ fromMs, toMs: Date.now() + CUT_SLACK_MS });
      await letGo();
    },
  };
}

/** One that is still starting has read nothing, and could not say where the cut begins. */
async function haveReadAll(stage: Stage): Promise<void> {
  const patience = { timeoutMs: 20_000 };
  await waitFor(() => stage.isReady(), { what: 'the servers to be ready for a cut', ...patience });
  if (!stage.recorder) return;
  const sinceMs = Date.now();
  await waitFor(
    async () => {
      for (let partition = 0; partition < PARTITIONS; partition++) {
        if ((await newestId(stage, partition)) === undefined) continue;
        const position = await stage.direct.get(snapshotPositionKey(partition));
        if (Number(position?.split('-')[0] ?? 0) < sinceMs) return false;
      }
      return true;
    },
    { what: 'the recorder to be up to date for a cut', ...patience },
  );
}

async function newestId({ direct }: Stage, partition: number): Promise<string | undefined> {
  const [entry] = await direct.xrevrange(ticksKey(partition), '+', '-', 'COUNT', 1);
  return entry?.[0];
}

function compareIds(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs - bMs || aSeq - bSeq;
}

function nextId(id: string): string {
  const [ms, seq] = id.split('-');
  return `${String(ms)}-${String(Number(seq) + 1)}`;
}
