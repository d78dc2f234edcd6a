import { flushSync } from 'svelte';
import { describe, expect, test } from 'vitest';
import Settings from '../../../../web/components/frame/Settings.svelte';
import { demoDashboard, demoPage, only, pressKey, show } from '../demo-page.ts';

function openSettings() {
  const dashboard = demoDashboard();
  const page = demoPage(dashboard);
  page.isSettingsOpen = true;
  const root = show(Settings, { page });
  return { dashboard, speeds: only(root, '[role=radiogroup][aria-label="Data speed"]') };
}

describe('data speed in the settings', () => {
  test('offers six speeds, each with a name that can be said, and shows the one that holds', () => {
    const { speeds } = openSettings();
    const options = [...speeds.querySelectorAll('[role=radio]')];

    expect(options.map((option) => option.textContent)).toEqual([
      'Fastest',
      '20/s',
      '10/s',
      '4/s',
      '2/s',
      '1/s',
    ]);
    expect(options.map((option) => option.getAttribute('aria-label'))).toEqual([
      'Fastest',
      '20 times a second',
      '10 times a second',
      '4 times a second',
      '2 times a second',
      'Once a second',
    ]);
    expect(only(speeds, '[aria-checked=true]').textContent).toBe('Fastest');
  });

  test('is chosen with the pointer', () => {
    const { dashboard, speeds } = openSettings();

    only(speeds, '[aria-label="4 times a second"]').click();

    expect(dashboard.preferences.tierMs).toBe(250);
  });

  test('is chosen with the arrow keys, from one tab stop', () => {
    const { dashboard, speeds } = openSettings();

    pressKey(only(speeds, '[aria-checked=true]'), 'ArrowRight');
    expect(dashboard.preferences.tierMs).toBe(50);
    pressKey(only(speeds, '[aria-checked=true]'), 'ArrowLeft');
    pressKey(only(speeds, '[aria-checked=true]'), 'ArrowLeft');
    flushSync();

    expect(dashboard.preferences.tierMs).toBe(1_000);
    expect(only(speeds, '[tabindex="0"]').textContent).toBe('1/s');
    expect(document.activeElement?.textContent).toBe('1/s');
  });
});
