import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PartitionWriter } from '../../../server/recorder/partition-writer.ts';
import type { WriteAnswer } from '../../../server/recorder/write-script.ts';
import { shareFence, startTerms } from './terms.ts';
import { FAST, RecorderWorld } from './world.ts';

/** Calls that are still let through; shared by the writers of all partitions. */
interface Budget {
  left: number;
  /** Whether the call that fails has been carried out, with the answer lost. */
  readonly isCarriedOut: boolean;
}

/** A writer whose process dies with its nth call. */
class MortalWriter extends PartitionWriter {
  budget: Budget = { left: Infinity, isCarriedOut: false };

  override writeBars(...args: Parameters<PartitionWriter['writeBars']>): Promise<WriteAnswer> {
    return this.#spend(() => super.writeBars(...args));
  }

  override begin(...args: Parameters<PartitionWriter['begin']>): Promise<WriteAnswer> {
    return this.#spend(() => super.begin(...args));
  }

  override writeSnapshots(
    ...args: Parameters<PartitionWriter['writeSnapshots']>
  ): Promise<WriteAnswer> {
    return this.#spend(() => super.writeSnapshots(...args));
  }

  override end(...args: Parameters<PartitionWriter['end']>): Promise<WriteAnswer> {
    return this.#spend(() => super.end(...args));
  }

  async #spend(call: () => Promise<WriteAnswer>): Promise<WriteAnswer> {
    this.budget.left -= 1;
    if (this.budget.left >= 0) return call();
    if (this.budget.left === -1 && this.budget.isCarriedOut) await call();
    throw new Error('killed');
  }
}

/** With which of its writes a recorder dies, from 0: the first ones are each of another kind. */
const CALLS = [0, 1, 2, 3, 4, 5, 7, 9, 12, 16, 21, 27, 34];

describe('recorder', { timeout: 60_000 }, () => {
  let world: RecorderWorld;

  beforeEach(async () => {
    world = await RecorderWorld.start();
    await shareFence(world);
  });

  afterEach(() => world.stop());

  test.each([
    ['is done', true],
    ['is not done', false],
  ])(
    'loses and doubles nothing when it dies with any of its writes, which %s',
    async (_, isCarriedOut) => {
      for (const calls of CALLS) {
        const budget = { left: calls, isCarriedOut };
        const times = { ...FAST, snapshotMs: 5, barsMs: 2, restMs: 1 };
        const terms = await startTerms(world, `term ${String(calls)}`, times, (redis, options) => {
          const writer = new MortalWriter(redis, options);
          writer.budget = budget;
          return writer;
        });
        while (budget.left >= 0) await world.publish(50);
        await terms.failed;
        // All of them die: what is still under way is refused.
        await terms.stop();
      }
      const last = await startTerms(world, 'last', FAST);
      await world.publish(200);
      await world.untilStored();
      await last.stop();

      await world.expectAllBars();
      await world.expectSameFromSnapshots();
    },
  );

  test.each([
    ['in step', { ...FAST, snapshotMs: 30 }, { ...FAST, snapshotMs: 30 }],
    ['one far behind the other', { ...FAST, snapshotMs: 20 }, { ...FAST, restMs: 250, barsMs: 60 }],
  ])('stores the same as another one that is active too: %s', async (_, first, second) => {
    const one = await startTerms(world, 'one', first);
    const two = await startTerms(world, 'two', second);
    await world.publish(12_000);
    await world.untilStored();
    // The slower one comes last, perhaps from behind.
    await one.stop();
    await two.stop();

    expect(one.counters.rounds).toBeGreaterThan(0);
    // All its rounds may come too late: what is newer stands already.
    expect(two.counters.entries).toBeGreaterThan(0);
    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });
});
