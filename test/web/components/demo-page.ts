/** Mounts components over a demo dashboard, and takes them down again. */
import { flushSync, mount, unmount, type Component } from 'svelte';
import { onTestFinished } from 'vitest';
import { Page } from '../../../web/components/frame/page.svelte.ts';
import type { ConnectionState, Preferences } from '../../../web/state/views.ts';
import { demoConnection } from './demo/demo-connection.ts';
import { DemoDashboard } from './demo/demo-dashboard.svelte.ts';

export interface DemoSetup {
  readonly watchlistSize?: number;
  readonly instrumentCount?: number;
  readonly state?: ConnectionState | 'busy' | 'held';
  readonly areValuesKnown?: boolean;
  readonly preferences?: Partial<Preferences>;
}

export function demoDashboard(setup: DemoSetup = {}): DemoDashboard {
  return new DemoDashboard({
    seed: 1,
    instrumentCount: setup.instrumentCount ?? 40,
    watchlistSize: setup.watchlistSize ?? 12,
    connection: (nowMs) => demoConnection(setup.state ?? 'live', nowMs),
    areValuesKnown: setup.areValuesKnown ?? true,
    preferences: setup.preferences ?? {},
  });
}

/** A page state over a demo dashboard; ends with the test. */
export function demoPage(dashboard: DemoDashboard): Page {
  const page = new Page(dashboard);
  onTestFinished(() => {
    page.destroy();
  });
  return page;
}

/** Mounts a component in the document and flushes; unmounted when the test ends. */
export function show<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
): HTMLElement {
  const target = document.createElement('div');
  document.body.append(target);
  const mounted = mount(component, { target, props });
  flushSync();
  onTestFinished(async () => {
    await unmount(mounted);
    target.remove();
  });
  return target;
}

/** Sends a key to an element, as a browser would. */
export function pressKey(target: EventTarget, key: string, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
  );
  flushSync();
}

/** The one element that a selector names. */
export function only(root: ParentNode, selector: string): HTMLElement {
  const found = root.querySelectorAll<HTMLElement>(selector);
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`Expected one element for ${selector}, got ${found.length}`);
  }
  return first;
}

/** Types into the one input of a component. */
export function typeText(root: ParentNode, text: string): void {
  const input = root.querySelector('input');
  if (input === null) throw new Error('Expected an input, got none');
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  flushSync();
}
