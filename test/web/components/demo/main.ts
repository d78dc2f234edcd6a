/** The page over made-up data that moves; the query chooses what is shown. */
import { mount } from 'svelte';
import App from '../../../../web/App.svelte';
import '../../../../web/styles/base.css';
import '../../../../web/styles/controls.css';
import '../../../../web/styles/flash.css';
import '../../../../web/styles/tokens.css';
import { DemoDashboard } from './demo-dashboard.svelte.ts';
import { demoConnection } from './demo-connection.ts';

const query = new URLSearchParams(location.search);
const dashboard = new DemoDashboard({
  seed: 7,
  instrumentCount: Number(query.get('instruments') ?? 60),
  watchlistSize: Number(query.get('symbols') ?? 18),
  connection: (nowMs) => demoConnection(query.get('state') ?? 'live', nowMs),
  areValuesKnown: query.get('state') !== 'connecting',
  preferences: {
    theme: query.get('theme') === 'light' ? 'light' : 'dark',
    palette: query.get('palette') === 'cvd' ? 'cvd' : 'classic',
    density: query.get('density') === 'compact' ? 'compact' : 'comfortable',
    interval: '1m',
    timeZone: 'UTC',
  },
});
const older = ['loading', 'failed', 'away', 'start', 'full'] as const;
dashboard.older = older.find((status) => status === query.get('older')) ?? 'hidden';
if (query.has('gaps')) {
  const ago = (minutes: number): number => dashboard.nowMs - minutes * 60_000;
  dashboard.gaps = [
    { fromMs: ago(58), toMs: ago(41) },
    { fromMs: ago(12.4), toMs: ago(11.8) },
  ];
  const [third, , ninth] = dashboard.book.trades.slice(2);
  const before = [third, ninth].flatMap((trade) => (trade ? [trade] : []));
  dashboard.book = {
    ...dashboard.book,
    skipped: 1_204,
    skips: before.map(({ entryMs, entrySeq, index }, i) => ({
      beforeEntryMs: entryMs,
      beforeEntrySeq: entrySeq,
      beforeIndex: index,
      count: i === 0 ? 1_204 : 0,
    })),
  };
}
const target = document.getElementById('app');
if (target) mount(App, { target, props: { dashboard } });

const isPaused = query.has('still');
/** Changes for each animation frame. */
const rate = Number(query.get('rate') ?? 6);
function frame(): void {
  dashboard.step(Date.now(), rate);
  requestAnimationFrame(frame);
}
if (!isPaused) requestAnimationFrame(frame);
