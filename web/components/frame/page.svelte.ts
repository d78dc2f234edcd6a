/** What is open on the page and what its keys do: everything of the view that is not market data. */
import { MediaQuery } from 'svelte/reactivity';
import type { Dashboard } from '../../state/dashboard.ts';
import { Announcer } from './announcer.svelte.ts';
import type { PageCommand } from './key-command.ts';
import { Theme } from './theme.svelte.ts';

/** `wide`: three columns; `medium`: the book is a tab of the chart; `phone`: one panel at a time. */
export type PageLayout = 'wide' | 'medium' | 'phone';
export type PanelName = 'watchlist' | 'chart' | 'book';

/** What the mounted chart lets the page do. */
export interface ChartActions {
  goLive(): void;
  toggleFullscreen(): void;
}

/** How long an undo is offered, ms. */
const TOAST_MS = 7_000;

/** A line at the bottom with one action. */
export interface Toast {
  readonly text: string;
  readonly actionLabel: string;
  readonly act: () => void;
}

/** State of the page's frame. One instance for each mounted page. */
export class Page {
  readonly dashboard: Dashboard;
  readonly announcer = new Announcer();
  readonly theme: Theme;
  isPaletteOpen = $state(false);
  isHelpOpen = $state(false);
  isSettingsOpen = $state(false);
  /** The panel in front where not all fit. */
  panel = $state<PanelName>('chart');
  toast = $state.raw<Toast | undefined>(undefined);
  /** Set by the chart while it is mounted. */
  chart: ChartActions | undefined;
  readonly #isWide = new MediaQuery('(min-width: 1200px)', true);
  readonly #isPhone = new MediaQuery('(max-width: 899.98px)', false);
  #toastTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(dashboard: Dashboard) {
    this.dashboard = dashboard;
    this.theme = new Theme(() => dashboard.preferences);
    if (this.layout === 'phone') this.panel = 'watchlist';
  }

  /** Reactive. */
  get layout(): PageLayout {
    if (this.#isPhone.current) return 'phone';
    return this.#isWide.current ? 'wide' : 'medium';
  }

  openPalette(): void {
    this.dashboard.refreshInstruments();
    this.isPaletteOpen = true;
  }

  /** Shows a symbol in the chart and, where panels take turns, brings the chart to the front. */
  open(symbol: string): void {
    this.dashboard.select(symbol);
    if (this.layout === 'phone') this.panel = 'chart';
    this.announcer.say(`${symbol} opened`);
  }

  /** Adds a symbol to the watchlist (if it is not there) and opens it. */
  addAndOpen(symbol: string): void {
    if (!this.dashboard.preferences.watchlist.includes(symbol)) this.dashboard.addSymbol(symbol);
    this.open(symbol);
  }

  /** Takes a symbol off the watchlist and offers to put it back where it was. */
  remove(symbol: string): void {
    const index = this.dashboard.preferences.watchlist.indexOf(symbol);
    if (index < 0) return;
    this.dashboard.removeSymbol(symbol);
    this.#showToast({
      text: `${symbol} removed`,
      actionLabel: 'Undo',
      act: () => {
        this.dashboard.addSymbol(symbol);
        this.dashboard.moveSymbol(symbol, index);
        this.dismissToast();
      },
    });
    this.announcer.say(`${symbol} removed from the watchlist`);
  }

  dismissToast(): void {
    clearTimeout(this.#toastTimer);
    this.toast = undefined;
  }

  toggleTheme(): void {
    const theme = this.theme.name === 'dark' ? 'light' : 'dark';
    this.dashboard.setPreferences({ theme });
  }

  /** Does what a key asked for. */
  run(command: PageCommand): void {
    switch (command.kind) {
      case 'palette':
        this.openPalette();
        break;
      case 'help':
        this.isHelpOpen = true;
        break;
      case 'live':
        this.chart?.goLive();
        break;
      case 'theme':
        this.toggleTheme();
        break;
      case 'fullscreen':
        this.chart?.toggleFullscreen();
        break;
      case 'interval':
        this.dashboard.setPreferences({ interval: command.interval });
        break;
    }
  }

  destroy(): void {
    this.dismissToast();
    this.announcer.destroy();
  }

  #showToast(toast: Toast): void {
    this.dismissToast();
    this.toast = toast;
    this.#toastTimer = setTimeout(() => {
      this.toast = undefined;
    }, TOAST_MS);
  }
}
