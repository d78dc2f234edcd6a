/** One frame for all tasks, asked for only while one is dirty. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { FrameScheduler, type FrameTask } from '../../../web/charts/frame-scheduler.ts';

function rig(): { scheduler: FrameScheduler; run: () => void; asked: () => number } {
  const waiting = new Map<number, (nowMs: number) => void>();
  let asked = 0;
  const scheduler = new FrameScheduler({
    request: (callback) => {
      asked += 1;
      waiting.set(asked, callback);
      return asked;
    },
    cancel: (handle) => waiting.delete(handle),
  });
  const run = (): void => {
    const callbacks = [...waiting.values()];
    waiting.clear();
    for (const callback of callbacks) callback(16);
  };
  return { scheduler, run, asked: () => asked };
}

function task(log: string[], name: string, then: () => void = () => undefined): FrameTask {
  return {
    frame: () => {
      log.push(name);
      then();
    },
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('frame scheduler', () => {
  test('runs each dirty task once in one frame', () => {
    const { scheduler, run, asked } = rig();
    const log: string[] = [];
    const [a, b] = [task(log, 'a'), task(log, 'b')];

    for (const dirty of [a, b, a, a]) scheduler.request(dirty);
    run();

    expect(asked()).toBe(1);
    expect(log).toEqual(['a', 'b']);
    expect(scheduler.isScheduled).toBe(false);
  });

  test('leaves what becomes dirty in a frame to the next one', () => {
    const { scheduler, run } = rig();
    const log: string[] = [];
    const again = task(log, 'a', () => {
      if (log.length < 3) scheduler.request(again);
    });

    scheduler.request(again);
    run();
    expect(log).toEqual(['a']);
    run();
    expect(log).toEqual(['a', 'a']);
  });

  test('asks for no frame when the last dirty task is cancelled', () => {
    const { scheduler, run } = rig();
    const log: string[] = [];
    const gone = task(log, 'a');

    scheduler.request(gone);
    scheduler.cancel(gone);

    expect(scheduler.isScheduled).toBe(false);
    run();
    expect(log).toEqual([]);
  });

  test('does not run a task that another one cancels in the same frame', () => {
    const { scheduler, run } = rig();
    const log: string[] = [];
    const second = task(log, 'second');
    const first = task(log, 'first', () => {
      scheduler.cancel(second);
    });

    scheduler.request(first);
    scheduler.request(second);
    run();

    expect(log).toEqual(['first']);
  });

  test('reports the error of a task and still runs the others', () => {
    const report = vi.fn();
    vi.stubGlobal('reportError', report);
    const { scheduler, run } = rig();
    const log: string[] = [];
    const error = new Error('broken');
    const broken = task(log, 'broken', () => {
      throw error;
    });

    scheduler.request(broken);
    scheduler.request(task(log, 'whole'));
    run();

    expect(log).toEqual(['broken', 'whole']);
    expect(report).toHaveBeenCalledExactlyOnceWith(error);
  });
});
