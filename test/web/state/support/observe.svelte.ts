/** Reads reactive state as a component does. */
import { flushSync } from 'svelte';

/** Runs `read` now and whenever something that it read changes. Returns what stops it. */
export function observe(read: () => void): () => void {
  const stop = $effect.root(() => {
    $effect(read);
  });
  flushSync();
  return stop;
}

/** Lets what is due run. */
export function flush(): void {
  flushSync();
}
