import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import InfoList from '../../../../web/components/book/InfoList.svelte';
import { demoConnection } from '../demo/demo-connection.ts';
import { demoDashboard, show } from '../demo-page.ts';

function facts(root: HTMLElement): Map<string, string> {
  return new Map(
    [...root.querySelectorAll('dl > div')].map((fact) => [
      fact.querySelector('dt')?.textContent ?? '',
      (fact.querySelector('dd')?.textContent ?? '').replaceAll('\u202f', ' '),
    ]),
  );
}

describe('connection details', () => {
  test('name the speed that was chosen and the one that holds', () => {
    const dashboard = demoDashboard({ preferences: { tierMs: 250 } });
    const root = show(InfoList, { dashboard, store: dashboard.symbol('BTC-USD') });

    expect(facts(root).get('Data speed')).toBe('4/s');
    expect(facts(root).get('Update interval')).toBe('16 ms');
    expect(root.querySelector('[data-field=paceNote]')).toBeNull();
  });

  test.each([
    ['busy', '240 ms', 'The server is busy'],
    ['held', '400 ms', 'This device or its network'],
  ] as const)('say why updates are rare (%s), and only while they are', (state, interval, note) => {
    const dashboard = demoDashboard({ state });
    const root = show(InfoList, { dashboard, store: dashboard.symbol('BTC-USD') });
    expect(facts(root).get('Update interval')).toBe(interval);
    expect(root.querySelector('[data-field=paceNote]')?.textContent).toContain(note);

    dashboard.connection = demoConnection('live', dashboard.nowMs);
    flushSync();

    expect(root.querySelector('[data-field=paceNote]')).toBeNull();
  });
});
