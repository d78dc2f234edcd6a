import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEFAULT_PARTITION_COUNT, recorderFenceKey } from '../../../proto/redis-keys.ts';
import { spawnProgram, type SpawnedProcess } from '../../support/spawn-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import { RecorderWorld } from './world.ts';

const PARTITIONS = Array.from({ length: DEFAULT_PARTITION_COUNT }, (_, index) => index);

describe('takeover', () => {
  let world: RecorderWorld;
  let processes: SpawnedProcess[];

  beforeEach(async () => {
    world = await RecorderWorld.start();
    processes = [];
  });

  afterEach(async () => {
    for (const one of processes) await one.kill();
    await world.stop();
  });

  async function spawnRecorder(): Promise<SpawnedProcess> {
    const recorder = await spawnProgram('server/recorder/main.ts', [], {
      env: { REDIS_URL: world.redis.url, RECORDER_SNAPSHOT_MS: '300' },
      hasChannel: true,
    });
    processes.push(recorder);
    await recorder.waitForMessage('recording', 20_000);
    return recorder;
  }

  const hasRecorded = (recorder: SpawnedProcess): Promise<unknown> =>
    recorder.waitForOutput(/"msg":"recording"/);

  const untilSnapshots = (): Promise<unknown> =>
    waitFor(
      async () => {
        const logs = await world.feed.redis.keys('md:*:ticks');
        const positions = await world.feed.redis.keys('md:*:snapshot-position');
        return positions.length === logs.length;
      },
      { what: 'first snapshots' },
    );

  test('another recorder repeats from the stored position when the active one is killed', async () => {
    const active = await spawnRecorder();
    await hasRecorded(active);
    await world.publish(2_000);
    await untilSnapshots();
    const standby = await world.record();
    expect(new Set(standby.statuses())).toEqual(new Set(['standby']));

    await active.kill();
    await world.publish(1_000);
    await world.untilStored(15_000);

    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('a recorder that was stopped and wakes up behind another one writes nothing any more', async () => {
    const frozen = await spawnRecorder();
    await hasRecorded(frozen);
    await world.publish(2_000);
    await untilSnapshots();
    const next = await world.record();

    frozen.child.kill('SIGSTOP');
    await world.publish(1_000);
    await world.untilStored(15_000);
    const fences = await world.feed.redis.mget(PARTITIONS.map(recorderFenceKey));
    frozen.child.kill('SIGCONT');
    await frozen.waitForOutput(/standing by/);
    await world.publish(1_000);
    await world.untilStored();

    expect(new Set(next.statuses())).toEqual(new Set(['active']));
    expect(await world.feed.redis.mget(PARTITIONS.map(recorderFenceKey))).toEqual(fences);
    await world.expectAllBars();
    await world.expectSameFromSnapshots();
  });

  test('a recorder ends by SIGTERM with exit code 0 and all of the log stored', async () => {
    const recorder = await spawnRecorder();
    await hasRecorded(recorder);
    await world.publish(2_000);
    await untilSnapshots();

    expect(await recorder.stop()).toEqual({ code: 0, signal: null });
    expect(await world.feed.redis.keys('md:*:recorder')).toEqual([]);
    await world.expectSameFromSnapshots();
  });

  test('a recorder that cannot reach Redis any more ends all the same', async () => {
    const recorder = await spawnRecorder();
    await hasRecorded(recorder);
    world.redis.pause();

    const status = await recorder.stop();

    world.redis.resume();
    expect(status).toEqual({ code: 0, signal: null });
  });
});
