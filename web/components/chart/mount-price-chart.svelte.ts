/** Mounts the price chart in an element and keeps it fed; nothing of the chart is reactive. */
import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { INTERVAL_MS } from '../../../proto/types.ts';
import { chartPalette } from '../../charts/palette.ts';
import { createPriceChart } from '../../charts/price-chart.ts';
import type { InstrumentView } from '../../state/views.ts';
import type { Page } from '../frame/page.svelte.ts';
import { isDataLive } from '../frame/connection-text.ts';
import { clockOf } from '../shared/zone-clocks.ts';
import { track } from '../shared/track.ts';
import { countdownText } from './countdown-text.ts';
import type { ChartView } from './chart-view.svelte.ts';

const GAP_LABEL = 'No data';

/**
 * An attachment that shows the selected symbol's bars.
 *
 * @param instrument How to read the numbers of the symbol at hand; later ones are followed.
 */
export function mountPriceChart(
  page: Page,
  view: ChartView,
  instrument: InstrumentView,
): Attachment<HTMLElement> {
  return (host) => {
    const { dashboard, theme } = page;
    // Values of their own: a change of another preference must not reset the chart's view.
    const symbol = $derived(dashboard.preferences.selected);
    const interval = $derived(dashboard.preferences.interval);
    const chart = untrack(() =>
      createPriceChart(host, {
        instrument,
        intervalMs: INTERVAL_MS[interval],
        palette: chartPalette(theme.name, theme.isColourBlindSafe),
        kind: dashboard.preferences.chartKind,
        timeZone: clockOf(dashboard.preferences.timeZone).timeZone,
        ...(host.parentElement ? { keyTarget: host.parentElement } : {}),
      }),
    );
    const detach = untrack(() => view.attach(chart));
    const placeStart = (): void => {
      const oldest = dashboard.bars.columns.at(0);
      view.startX = oldest ? Math.max(0, Math.round(chart.xOf(oldest.openTimeMs))) : 0;
    };
    const stopLooking = untrack(() =>
      chart.onViewportChange((shown) => {
        dashboard.bars.look(shown);
        placeStart();
      }),
    );

    $effect(() => {
      const current = dashboard.symbol(symbol).instrument;
      if (current !== null) chart.setInstrument(current);
    });
    $effect(() => {
      const { bars } = dashboard;
      // One store serves all series, so a change of symbol must be told too.
      track(symbol);
      chart.setInterval(INTERVAL_MS[interval]);
      chart.setBars(bars.columns);
      return bars.onChange(() => {
        chart.barsChanged();
        placeStart();
      });
    });
    $effect(() => {
      chart.setGaps(dashboard.gaps.map((gap) => ({ ...gap, label: GAP_LABEL })));
    });
    $effect(() => {
      chart.setKind(dashboard.preferences.chartKind);
    });
    $effect(() => {
      chart.setPalette(chartPalette(theme.name, theme.isColourBlindSafe));
    });
    $effect(() => {
      chart.setTimeZone(clockOf(dashboard.preferences.timeZone).timeZone);
    });
    $effect(() => {
      const isFresh = isDataLive(dashboard.connection.state);
      chart.setStale(!isFresh || dashboard.symbol(symbol).view.isStale);
    });
    $effect(() => {
      const nowMs = dashboard.nowMs + dashboard.connection.clockOffsetMs;
      const newest = untrack(() => dashboard.bars.columns.at(-1));
      const intervalMs = INTERVAL_MS[interval];
      chart.setTagNote(countdownText(newest?.openTimeMs, intervalMs, nowMs));
    });

    return () => {
      detach();
      stopLooking();
      dashboard.bars.look(null);
      chart.destroy();
    };
  };
}
