/** What is asked of the server for what the page shows. */
import { describe, expect, test } from 'vitest';
import { withoutDetails, withSparklines } from '../../../web/client/topic-plan.ts';

const SPARKLINE = { interval: '1m', historyCount: 60 };
const row = { symbol: 'A', channels: ['last'], bars: [] } as const;
const chart = {
  symbol: 'A',
  channels: ['last', 'depth', 'trades'],
  bars: [{ interval: '1s', historyCount: 1_000 }],
} as const;
const minutes = { ...chart, bars: [{ interval: '1m', historyCount: 1_000 }] } as const;

describe('topic plan', () => {
  test.each([
    { name: 'a row without history', topic: row, needs: true, bars: [SPARKLINE] },
    { name: 'a row with history', topic: row, needs: false, bars: [] },
    { name: 'a chart', topic: chart, needs: true, bars: [...chart.bars, SPARKLINE] },
    { name: 'a chart with history', topic: chart, needs: false, bars: [...chart.bars, SPARKLINE] },
    { name: 'a chart of minutes', topic: minutes, needs: true, bars: minutes.bars },
  ])('asks for the right bars of $name', ({ topic, needs, bars }) => {
    expect(withSparklines([topic], () => needs)[0]?.bars).toEqual(bars);
  });

  test('asks for no depth and no tape on a page that nobody sees', () => {
    expect(withoutDetails([chart])[0]?.channels).toEqual(['last']);
  });
});
