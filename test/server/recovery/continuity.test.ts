import { describe, expect, test } from 'vitest';
import {
  AT_START,
  judgeContinuity,
  type LogFacts,
  type LogPosition,
} from '../../../server/recovery/log-position.ts';

/** A log of ten entries 1-0 .. 10-0, of which the first three were trimmed. */
const LOG: LogFacts = {
  entriesAdded: 10,
  length: 7,
  newestId: '10-0',
  oldestId: '4-0',
  hasPosition: true,
  after: 0,
};

const at = (id: string, ordinal?: number): LogPosition => ({ id, ordinal });

describe('continuity of a log', () => {
  test.each<[string, LogPosition, LogFacts | undefined, string]>([
    ['a log that nobody has written yet', AT_START, undefined, 'continuous'],
    ['the start of a whole log', AT_START, { ...LOG, length: 10, oldestId: '1-0' }, 'continuous'],
    ['the start of a log that was trimmed', AT_START, LOG, 'trimmed'],
    ['a position in the log', at('8-0', 8), { ...LOG, after: 2 }, 'continuous'],
    [
      'a position that was itself the last one trimmed',
      at('3-0', 3),
      { ...LOG, hasPosition: false, after: 7 },
      'continuous',
    ],
    [
      'a position before what was trimmed',
      at('2-0', 2),
      { ...LOG, hasPosition: false, after: 7 },
      'trimmed',
    ],
    [
      'a position behind which an entry was deleted',
      at('8-0', 8),
      { ...LOG, length: 6, after: 1 },
      'trimmed',
    ],
    ['a position that nobody has counted', at('8-0'), { ...LOG, after: 2 }, 'continuous'],
    [
      'an uncounted one that is gone',
      at('2-0'),
      { ...LOG, hasPosition: false, after: 7 },
      'trimmed',
    ],
    [
      'an uncounted one that a whole log never had',
      at('2-5'),
      { ...LOG, length: 10, hasPosition: false, after: 8 },
      'replaced',
    ],
    ['a log that was deleted', at('8-0', 8), undefined, 'replaced'],
    [
      'a log that begins again with smaller ids',
      at('11-0', 11),
      { ...LOG, hasPosition: false },
      'replaced',
    ],
    [
      'another log with larger ids',
      at('8-0', 300),
      { ...LOG, hasPosition: false, after: 2 },
      'replaced',
    ],
    [
      'a long way to go',
      at('4-0', 4),
      { ...LOG, entriesAdded: 900, length: 897, after: undefined },
      'continuous',
    ],
    [
      'a long way to go, and too late',
      at('4-0', 4),
      { ...LOG, entriesAdded: 900, length: 500, hasPosition: false, after: undefined },
      'trimmed',
    ],
    [
      'an old Redis that does not count',
      at('8-0'),
      { ...LOG, entriesAdded: undefined },
      'continuous',
    ],
    [
      'an old Redis that has trimmed the position',
      at('2-0'),
      { ...LOG, entriesAdded: undefined, hasPosition: false },
      'trimmed',
    ],
  ])('%s', (_, position, facts, expected) => {
    expect(judgeContinuity(position, facts).kind).toBe(expected);
  });

  test('is counted from what is behind the position', () => {
    expect(judgeContinuity(at('8-0'), { ...LOG, after: 2 })).toEqual({
      kind: 'continuous',
      ordinal: 8,
    });
  });
});
