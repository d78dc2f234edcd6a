import { expect, test } from 'vitest';
import { TickLineParser } from '../../../feed/lines/tick-line-parser.ts';
import { MAX_LINE_LENGTH } from '../../../feed/lines/line-splitter.ts';

const DEEP = '['.repeat(50_000) + ']'.repeat(50_000);

/** Each of them took minutes, or ended the feed. */
test.each([
  ['quotes that never end', `"${'\\"'.repeat(MAX_LINE_LENGTH / 2 - 1)}`],
  ['an endless string', `{"symbol":"${'a'.repeat(MAX_LINE_LENGTH - 20)}`],
  ['blanks', `x${' '.repeat(MAX_LINE_LENGTH - 2)}y`],
  ['deep nesting', `{"symbol":${DEEP},"price":1,"size":1}`],
  [
    'a deeply nested step',
    `{"type":"instrument","symbol":"A","priceDecimals":1,"sizeDecimals":1,"tickSize":${DEEP}}`,
  ],
  ['a name without end', `{"symbol":"${'A'.repeat(MAX_LINE_LENGTH / 2)}","price":1,"size":1}`],
])('a line of %s is refused at once, in a short text', (_what, line) => {
  const parser = new TickLineParser({ venue: 'LAB' });
  const startedMs = performance.now();

  expect(() => parser.parse(line, 1)).toThrow(/^ERR_TICK_INVALID: [^\n]{10,650}$/);
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect(parser.parse('{"symbol":"A","price":1,"size":1}', 1)).toHaveLength(1);
});
