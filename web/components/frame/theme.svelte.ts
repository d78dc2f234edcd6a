/** The theme in force: what the user chose, or else what the system asks for. */
import { MediaQuery } from 'svelte/reactivity';
import type { Preferences } from '../../state/views.ts';

/** Resolves preferences to one theme and puts it on the document. */
export class Theme {
  readonly #preferences: () => Preferences;
  readonly #systemLight = new MediaQuery('(prefers-color-scheme: light)');
  readonly #moreContrast = new MediaQuery('(prefers-contrast: more)');
  readonly #forcedColors = new MediaQuery('(forced-colors: active)');

  /** @param preferences Reads the preferences; reactive. */
  constructor(preferences: () => Preferences) {
    this.#preferences = preferences;
  }

  /** Reactive. */
  get name(): 'dark' | 'light' {
    const { theme } = this.#preferences();
    // Forced colours have a light or dark ground of their own, and the system tells which.
    if (theme !== 'system' && !this.#forcedColors.current) return theme;
    return this.#systemLight.current ? 'light' : 'dark';
  }

  /** Reactive: blue and orange, rising candles hollow. */
  get isColourBlindSafe(): boolean {
    return (
      this.#preferences().palette === 'cvd' ||
      this.#moreContrast.current ||
      this.#forcedColors.current
    );
  }

  /** Writes the theme where the style sheets look. */
  apply(root: HTMLElement): void {
    root.dataset['theme'] = this.name;
    root.dataset['palette'] = this.isColourBlindSafe ? 'cvd' : 'classic';
    const bar = root.ownerDocument.querySelector('meta[name="theme-color"]');
    bar?.setAttribute('content', this.name === 'light' ? '#ffffff' : '#12161f');
  }
}
