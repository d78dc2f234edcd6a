/**
 * Runes for Node: the page's state classes are plain TypeScript once `$state` gives back what it gets.
 *
 * Import this before any `*.svelte.ts`.
 */
const state = <T>(value: T): T => value;

Object.assign(globalThis, { $state: Object.assign(state, { raw: state }) });
