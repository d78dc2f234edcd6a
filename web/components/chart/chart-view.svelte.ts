/** What the chart's tools and its legend share with the mounted chart. */
import type { CrosshairInfo, PriceChart } from '../../charts/price-chart.ts';

const NO_BAR: CrosshairInfo = { index: null, bar: null, previous: null, price: null, gaps: [] };

/** View state of one chart panel; the chart itself is never reactive. */
export class ChartView {
  /** Whether the chart follows the newest bar. */
  isLive = $state(true);
  isTableShown = $state(false);
  isFullscreen = $state(false);
  /** Where the oldest candle stands, CSS pixels from the left; 0 when it is not in sight. */
  startX = $state(0);
  /** What the legend shows. */
  legend = $state.raw<CrosshairInfo>(NO_BAR);
  #chart: PriceChart | undefined;

  /** Binds to a mounted chart. @returns Unbinds; the chart stays the caller's. */
  attach(chart: PriceChart): () => void {
    this.#chart = chart;
    const stops = [
      chart.onCrosshair((info) => {
        this.legend = info;
      }),
      chart.onViewportChange(({ isLive }) => {
        this.isLive = isLive;
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#chart = undefined;
      this.isLive = true;
      this.legend = NO_BAR;
    };
  }

  goLive(): void {
    this.#chart?.goLive();
  }
}
