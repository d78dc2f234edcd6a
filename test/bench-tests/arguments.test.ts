/** The command line of the fan-out bench. */
import { describe, expect, test } from 'vitest';
import { EXPERIMENTS, parseArguments } from '../bench/arguments.ts';

const SYSTEMS = ['tickwire', 'socketio', 'raw'];

describe('the command line of the bench', () => {
  test('chooses everything when nothing is said', () => {
    const parsed = parseArguments([], SYSTEMS);

    expect(parsed).toEqual({
      kind: 'run',
      options: {
        experiments: [...EXPERIMENTS],
        systems: SYSTEMS,
        clients: [100, 500, 1000],
        windows: 5,
        windowMs: 2000,
        warmMs: 3000,
        patienceMs: 0,
      },
    });
  });

  test('puts systems and experiments into their own order, and clients into a rising one', () => {
    const args = ['--only', 'raw,tickwire', '--workload', 'memory,W1', '--clients', '500,100'];

    const parsed = parseArguments(args, SYSTEMS);

    expect(parsed).toMatchObject({
      options: {
        systems: ['tickwire', 'raw'],
        experiments: ['W1', 'memory'],
        clients: [100, 500],
      },
    });
  });

  test('asks for help', () => {
    expect(parseArguments(['--help'], SYSTEMS)).toEqual({ kind: 'help' });
  });

  test.each([
    [['--only', 'apache'], /--only to name some of .*apache/],
    [['--workload', 'W9'], /--workload to name some of .*W9/],
    [['--clients', '100,'], /--clients to be whole/],
    [['--windows', '0'], /--windows to be whole, 1 to 1000, got 0/],
    [['--window-ms', '1.5'], /--window-ms to be whole/],
    [['--colour'], /--colour/],
  ])('refuses %j, saying why', (args, problem) => {
    const parsed = parseArguments(args, SYSTEMS);

    expect(parsed).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) as string });
  });
});
