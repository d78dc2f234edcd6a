/** Makes the dashboard of a real page. */
import type { Dashboard } from './dashboard.ts';
import { LiveDashboard } from './live-dashboard.svelte.ts';
import { browserEnvironment, startWorker } from './page-environment.ts';

/** Starts worker and stream at once; call it once, in the page's entry. */
export function createDashboard(): Dashboard {
  return new LiveDashboard(browserEnvironment(startWorker()));
}
