/** From windows to figures to tables. */
import { describe, expect, test } from 'vitest';
import { isServedWell } from '../bench/experiments/capacity.ts';
import { nextStep } from '../bench/experiments/overload.ts';
import {
  OUTCOME_HEADERS,
  outcomeCells,
  outcomeLine,
  outcomeNotes,
  type MeasuredOutcome,
} from '../bench/outcome.ts';
import { allowedCores } from '../bench/pinning.ts';
import { coreBusyMs, fieldsOf, usageBetween } from '../bench/process-usage.ts';
import { busiestShare } from '../bench/quiet.ts';
import { dueUpdates, median } from '../bench/statistics.ts';
import { tableText } from '../bench/table.ts';
import { summarize, type MeasuredWindow } from '../bench/window.ts';

const WINDOW: MeasuredWindow = {
  durationMs: 2_000,
  updates: 100_000,
  fastUpdates: 100_000,
  fastDue: 100_000,
  messages: 10_000,
  payloadBytes: 1_000_000,
  wireBytes: 1_500_000,
  cpuShare: 0.5,
  othersShare: 0.02,
  rssBytes: 100 * 2 ** 20,
  ageP50Ms: 10,
  ageP99Ms: 30,
  lost: 0,
  repeated: 0,
  closed: 0,
  loadCpuShare: 0.4,
  loadLagMs: 5,
  feedLateMs: 3,
};

function outcomeOf(change: Partial<MeasuredWindow>, failedClients = 0): MeasuredOutcome {
  const windows = [{ ...WINDOW, ...change }];
  return {
    kind: 'measured',
    system: 'tickwire',
    workload: 'W1',
    clients: 100,
    setting: '',
    summary: summarize(windows),
    windows,
    failedClients,
    slow: { clients: 0, closed: 0, updates: 0 },
    rssBeforeBytes: 0,
    complaint: '',
  };
}

describe('the figures of a measurement', () => {
  test('are medians, and sums of what went wrong', () => {
    const windows = [1, 2, 30].map((factor) => ({
      ...WINDOW,
      updates: WINDOW.updates * factor,
      ageP99Ms: factor,
      lost: factor,
    }));

    const summary = summarize(windows);

    expect(summary.updatesPerSecond).toBe(100_000);
    expect(summary.ageP99Ms).toBe(2);
    expect(summary.lost).toBe(33);
  });

  test('give CPU-seconds per million updates, bytes per update and the share of what was due', () => {
    const summary = summarize([{ ...WINDOW, fastUpdates: 90_000 }]);

    expect(summary.cpuPerMillion).toBe(10);
    expect(summary.bytesPerUpdate).toBe(15);
    expect(summary.share).toBe(0.9);
  });

  test.each([
    [{ loadCpuShare: 0.91 }, true],
    [{ loadLagMs: 51 }, true],
    [{ feedLateMs: 51 }, true],
    [{}, false],
  ])('mark the load generator as the bottleneck with %j: %s', (change, isFull) => {
    expect(summarize([{ ...WINDOW, ...change }]).isLoadFull).toBe(isFull);
  });

  test('have a median between the two in the middle of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });

  test('count as due each tick to each subscriber of its symbol', () => {
    expect(dueUpdates([10, 5, 99], [2, 3])).toBe(35);
  });
});

describe('a row of the report', () => {
  test('has a cell under each header', () => {
    expect(outcomeCells(outcomeOf({}))).toHaveLength(OUTCOME_HEADERS.length);
  });

  test('marks a disturbed core and a load generator that was at its end', () => {
    const line = outcomeLine(outcomeOf({ othersShare: 0.3, loadCpuShare: 0.95 }));

    expect(line).toContain('core 50 % ~');
    expect(line).toContain('load 95 % !');
  });

  test('says what to install for what is missing', () => {
    const head = { system: 'nats', workload: 'W1', clients: 100, setting: '' };

    const line = outcomeLine({ ...head, kind: 'missing', advice: 'apt install nats-server' });

    expect(line).toBe('W1 nats 100: `nats` is not installed: apt install nats-server');
  });

  test('has no figures after a failure, whose reason stands once below the table', () => {
    const head = { system: 'nats', workload: 'W1', clients: 100, setting: '' };
    const outcome = { ...head, kind: 'failed', reason: 'no answer\nat line 7' } as const;

    expect(outcomeCells(outcome)).toEqual(['nats', '100', 'failed']);
    expect(outcomeNotes([outcome, outcomeOf({}), outcome])).toEqual([
      '`nats` with 100 clients failed: no answer',
    ]);
  });
});

describe('a table', () => {
  test('is Markdown that is aligned', () => {
    const rows = [
      ['tickwire', '7'],
      ['x', '1,234'],
    ];

    const text = tableText({ title: 'W1', notes: ['a note'], headers: ['system', 'n'], rows });

    expect(text).toBe(
      [
        '### W1',
        '',
        '| system   |     n |',
        '| -------- | ----: |',
        '| tickwire |     7 |',
        '| x        | 1,234 |',
        '',
        '- a note',
        '',
      ].join('\n'),
    );
  });
});

describe('the judgement of a number of clients', () => {
  test.each([
    [{}, true],
    [{ ageP99Ms: 151 }, false],
    [{ lost: 1 }, false],
    [{ closed: 1 }, false],
    [{ fastUpdates: 97_000 }, false],
  ])('of %j is %s', (change, isGood) => {
    expect(isServedWell(outcomeOf(change), false)).toBe(isGood);
  });

  test('does not hold against a conflating system what it leaves out', () => {
    expect(isServedWell(outcomeOf({ lost: 9, fastUpdates: 50_000 }), true)).toBe(true);
    expect(isServedWell(outcomeOf({ ageP99Ms: 151 }), true)).toBe(false);
  });

  test('is bad when clients could not subscribe', () => {
    expect(isServedWell(outcomeOf({}, 1), false)).toBe(false);
  });
});

describe('the steps of the overload', () => {
  test('double the feed while there is room, and go back when something is full', () => {
    const first = { ticksPerSecond: 2_000, isBack: false, firstWindow: 0 };

    const second = nextStep(first, false, 4);
    const back = second && nextStep(second, true, 8);

    expect(second).toEqual({ ticksPerSecond: 4_000, isBack: false, firstWindow: 4 });
    expect(back).toEqual({ ticksPerSecond: 2_000, isBack: true, firstWindow: 8 });
    expect(back && nextStep(back, false, 12)).toBeUndefined();
  });
});

describe('the usage of a process', () => {
  test('is read behind a name with spaces and parentheses', () => {
    expect(fieldsOf('17 (a (b) c) S 1 2\n').slice(1)).toEqual([1, 2]);
  });

  test('takes from a core what is neither idle nor waiting', () => {
    const stat =
      'cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 1 2 3 100 100 4 5 6 0 0\ncpu10 9 9 9 9 9 9 9 9 0 0\n';

    expect(coreBusyMs(stat, 0)).toBe(210);
  });

  test('is a share of the time between two readings, and so is that of others', () => {
    const from = { atMs: 0, cpuMs: 100, rssBytes: 1, coreBusyMs: 500 };

    const share = usageBetween(from, { atMs: 1_000, cpuMs: 400, rssBytes: 2, coreBusyMs: 1_000 });

    expect(share.cpuShare).toBeCloseTo(0.3);
    expect(share.othersShare).toBeCloseTo(0.2);
    expect(share.rssBytes).toBe(2);
  });

  test('is that of the busiest core when the machine is asked for quiet', () => {
    const before = 'cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 0 0 0 0 0 0 0 0 0 0\ncpu1 7 0 0 0 0 0 0 0 0 0\n';
    const after =
      'cpu  0 0 0 0 0 0 0 0 0 0\ncpu0 10 0 0 90 0 0 0 0 0 0\ncpu1 47 0 0 60 0 0 0 0 0 0\n';

    expect(busiestShare(before, after, 1_000)).toBeCloseTo(0.4);
  });

  test('is measured on cores that the process may use', () => {
    expect(allowedCores('Name:\tx\nCpus_allowed_list:\t0-1,4\n')).toEqual([0, 1, 4]);
  });
});
