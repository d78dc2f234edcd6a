import { describe, expect, test, vi } from 'vitest';
import { isTypingTarget } from '../../../../web/components/frame/key-command.ts';
import Settings from '../../../../web/components/frame/Settings.svelte';
import StatusBar from '../../../../web/components/frame/StatusBar.svelte';
import { flushSync } from 'svelte';
import { demoDashboard, demoPage, only, pressKey, show } from '../demo-page.ts';

describe('page', () => {
  test('does what a key asked for', () => {
    const dashboard = demoDashboard();
    const page = demoPage(dashboard);
    const chart = { goLive: vi.fn(), toggleFullscreen: vi.fn() };
    page.chart = chart;

    page.run({ kind: 'interval', interval: '5m' });
    page.run({ kind: 'theme' });
    page.run({ kind: 'live' });
    page.run({ kind: 'fullscreen' });
    page.run({ kind: 'palette' });

    expect(dashboard.preferences.interval).toBe('5m');
    expect(dashboard.preferences.theme).toBe('light');
    expect(chart.goLive).toHaveBeenCalledOnce();
    expect(chart.toggleFullscreen).toHaveBeenCalledOnce();
    expect(page.isPaletteOpen).toBe(true);
    expect(dashboard.calls).toEqual(['refreshInstruments']);
  });

  test('offers undo for a few seconds only', () => {
    vi.useFakeTimers();
    const page = demoPage(demoDashboard());

    page.remove('ETH-USD');
    expect(page.toast).toBeDefined();
    vi.advanceTimersByTime(7_000);

    expect(page.toast).toBeUndefined();
    vi.useRealTimers();
  });

  test('puts the theme on the document', () => {
    const page = demoPage(demoDashboard({ preferences: { theme: 'light', palette: 'cvd' } }));

    page.theme.apply(document.documentElement);

    expect(document.documentElement.dataset).toMatchObject({ theme: 'light', palette: 'cvd' });
  });

  test('knows where letters are text', () => {
    const field = document.createElement('input');

    expect(isTypingTarget(field)).toBe(true);
    expect(isTypingTarget(document.createElement('button'))).toBe(false);
    expect(isTypingTarget(null)).toBe(false);
  });
});

describe('settings', () => {
  test('open, change a choice by an arrow, and close on Escape', () => {
    const dashboard = demoDashboard();
    const page = demoPage(dashboard);
    const root = show(Settings, { page });
    only(root, 'button').click();
    flushSync();

    pressKey(only(root, '[aria-label="Theme"] [aria-checked=true]'), 'ArrowRight');
    expect(dashboard.preferences.theme).toBe('light');
    only(root, '[aria-label="Up and down colours"] [aria-checked=false]').click();
    expect(dashboard.preferences.palette).toBe('cvd');

    pressKey(document.body, 'Escape');
    expect(page.isSettingsOpen).toBe(false);
  });
});

describe('status bar', () => {
  test('shows the age of ticks while they flow', () => {
    const root = show(StatusBar, { dashboard: demoDashboard() });

    expect(only(root, '[data-field=tickAge]').textContent).toBe('42\u202fms');
  });

  test('does not show the last age once nothing comes any more', () => {
    const dashboard = demoDashboard();
    const root = show(StatusBar, { dashboard });

    dashboard.nowMs += 4_000;
    flushSync();

    expect(only(root, '[data-field=tickAge]').textContent).toBe('–');
    expect(only(root, '.state').textContent).toBe('Delayed');
  });
});
