import { describe, expect, test } from 'vitest';
import { WorkGate, type WorkResult } from '../../../server/history/work-gate.ts';

const OPTIONS = { concurrency: 2, waiting: 6, waitingPerAsker: 3, rowsPerSecond: 1_000 };

/** A gate whose time and work are the test's. */
function createGate(options: Partial<typeof OPTIONS> = {}) {
  let nowMs = 0;
  let timer: { readonly dueMs: number; readonly onDue: () => void } | undefined;
  const gate = new WorkGate(
    { ...OPTIONS, ...options },
    () => nowMs,
    (afterMs, onDue) => {
      timer = { dueMs: nowMs + afterMs, onDue };
      return () => (timer = undefined);
    },
  );
  const started: string[] = [];
  const results = new Map<string, WorkResult<string>>();
  const endings = new Map<string, (rows: number) => void>();
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  };
  return {
    started,
    results,
    gate,
    ask: async (asker: string, name: string, isGone = () => false): Promise<void> => {
      const work = {
        asker,
        isGone,
        run: () => {
          started.push(name);
          return new Promise<{ value: string; rows: number }>((resolve) => {
            endings.set(name, (rows) => {
              resolve({ value: name, rows });
            });
          });
        },
      };
      void gate.run(work).then((result) => results.set(name, result));
      await settle();
    },
    end: async (name: string, rows = 0): Promise<void> => {
      endings.get(name)?.(rows);
      await settle();
    },
    pass: async (ms: number): Promise<void> => {
      nowMs += ms;
      const due = timer;
      if (due && due.dueMs <= nowMs) {
        timer = undefined;
        due.onDue();
      }
      await settle();
    },
  };
}

describe('work gate', () => {
  test('does no more at once than it may', async () => {
    const { ask, end, started, results } = createGate();
    await ask('a', 'a1');
    await ask('a', 'a2');
    await ask('a', 'a3');
    expect(started).toEqual(['a1', 'a2']);

    await end('a2');

    expect(started).toEqual(['a1', 'a2', 'a3']);
    expect(results.get('a2')).toEqual({ kind: 'done', value: 'a2' });
  });

  test('gives each asker his turn, however many questions another one has put before', async () => {
    const { ask, end, started } = createGate({ concurrency: 1 });
    for (const name of ['a1', 'a2', 'a3', 'a4']) await ask('a', name);
    await ask('b', 'b1');

    await end('a1');
    await end('a2');
    await end('b1');

    expect(started).toEqual(['a1', 'a2', 'b1', 'a3']);
  });

  test('refuses whoever has too many waiting, and everybody when too many wait', async () => {
    const { ask, results } = createGate({ concurrency: 1 });
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) await ask('a', name);
    expect(results.get('a5')).toEqual({ kind: 'refused', isOwnFault: true });

    for (const name of ['b1', 'b2', 'b3']) await ask('b', name);
    await ask('c', 'c1');
    expect(results.get('c1')).toEqual({ kind: 'refused', isOwnFault: false });
  });

  test('pauses after an answer for as long as its rows cost', async () => {
    const { ask, end, pass, started } = createGate();
    await ask('a', 'a1');
    await end('a1', 50);
    await ask('a', 'a2');
    expect(started).toEqual(['a1']);

    await pass(49);
    expect(started).toEqual(['a1']);
    await pass(1);
    expect(started).toEqual(['a1', 'a2']);
  });

  test('does nothing for those who have gone meanwhile', async () => {
    const { ask, end, started, results } = createGate({ concurrency: 1 });
    await ask('a', 'a1');
    await ask('a', 'a2', () => true);
    await ask('a', 'a3');

    await end('a1');

    expect(results.get('a2')).toEqual({ kind: 'gone' });
    expect(started).toEqual(['a1', 'a3']);
  });

  test('goes on after work that fails', async () => {
    const { gate, ask, pass, started } = createGate({ concurrency: 1 });
    const failing = gate.run({
      asker: 'a',
      isGone: () => false,
      run: () => Promise.reject(new Error('no luck')),
    });

    await expect(failing).rejects.toThrow('no luck');
    await ask('a', 'a1');

    await pass(1);

    expect(started).toEqual(['a1']);
  });
});
