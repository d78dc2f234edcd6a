import { expect, test } from 'vitest';
import { CoveredTicks } from '../../../server/recovery/covered-ticks.ts';

test('a restored symbol passes over what its state holds, and others do not', () => {
  const covered = new CoveredTicks();
  covered.add('AAA', { ms: 10, seq: 1 });
  covered.add('BBB', { ms: 12, seq: 0 });

  expect(covered.has('AAA', { ms: 10, seq: 0 })).toBe(true);
  expect(covered.has('AAA', { ms: 10, seq: 1 })).toBe(true);
  expect(covered.has('AAA', { ms: 10, seq: 2 })).toBe(false);
  expect(covered.has('CCC', { ms: 1, seq: 0 })).toBe(false);
  expect(covered.has('BBB', { ms: 12, seq: 0 })).toBe(true);
  expect(covered.has('BBB', { ms: 12, seq: 1 })).toBe(false);
});
