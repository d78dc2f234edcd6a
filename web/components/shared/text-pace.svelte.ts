/** Slows changing snapshots down to the rate at which texts can be read, always ending on the newest. */
import { untrack } from 'svelte';
import { TextPacer } from './text-pacer.ts';

/** One for the page: all texts change in the same beat. */
const pacer = new TextPacer();

/**
 * A reactive copy of `read()` that changes at most ten times a second, together with all other
 * such copies. Call it while a component is set up.
 *
 * @param read Reads reactive state; its value is compared by identity.
 * @param key  Change of this value passes at once (another symbol: no old text for a moment).
 */
export function pacedSnapshot<T>(read: () => T, key: () => unknown): { readonly current: T } {
  const owner = {};
  let shown = $state.raw(untrack(read));
  let shownKey = untrack(key);
  $effect(() => {
    const value = read();
    const nextKey = key();
    if (nextKey !== shownKey) {
      shownKey = nextKey;
      pacer.withdraw(owner);
      shown = value;
    } else if (value !== untrack(() => shown)) {
      pacer.offer(owner, () => {
        shown = value;
      });
    }
  });
  $effect(() => () => {
    pacer.withdraw(owner);
  });
  return {
    get current(): T {
      // Until the effect has run, the old text belongs to another key.
      return key() === shownKey ? shown : read();
    },
  };
}
