import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import ConnectionBanner from '../../../../web/components/frame/ConnectionBanner.svelte';
import ConnectionChip from '../../../../web/components/frame/ConnectionChip.svelte';
import { demoConnection } from '../demo/demo-connection.ts';
import { demoDashboard, only, show } from '../demo-page.ts';

const NOW = 1_700_000_000_000;

describe('connection chip', () => {
  test('announces the word, not the figures that change every second', () => {
    const root = show(ConnectionChip, { connection: demoConnection('live', NOW), nowMs: NOW });

    expect(only(root, '[role=status]').textContent).toBe('Connection: Live');
    expect(only(root, '.detail').getAttribute('aria-hidden')).toBe('true');
  });

  test('gives each state a shape of its own', () => {
    const states = [
      'live',
      'slow',
      'connecting',
      'reconnecting',
      'catchingUp',
      'offline',
      'rejected',
    ];
    const shapes = states.map((state) => {
      const root = show(ConnectionChip, { connection: demoConnection(state, NOW), nowMs: NOW });
      return only(root, 'svg').dataset['shape'];
    });

    expect(new Set(shapes).size).toBe(states.length);
  });
});

describe('connection banner', () => {
  test('tries again at once when asked to', () => {
    const dashboard = demoDashboard({ state: 'reconnecting' });
    const root = show(ConnectionBanner, { dashboard });

    only(root, 'button').click();

    expect(dashboard.calls).toEqual(['retryNow']);
  });

  test('goes away when the connection is back', () => {
    const dashboard = demoDashboard({ state: 'logDown' });
    const root = show(ConnectionBanner, { dashboard });
    expect(root.textContent).toContain('lost its data source (Redis)');

    dashboard.connection = demoConnection('live', NOW);
    flushSync();

    expect(root.querySelector('.banner')).toBeNull();
  });
});
