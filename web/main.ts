/** The page's entry: starts the data path and mounts the page. */
import { mount } from 'svelte';
import App from './App.svelte';
import { createDashboard } from './state/create-dashboard.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/flash.css';

const target = document.getElementById('app');
if (target === null) {
  throw new Error('Expected an element with the id "app" in index.html, got none; restore it.');
}
const dashboard = createDashboard();
// With `?debug` in the address the state can be looked at in the console.
if (new URLSearchParams(location.search).has('debug')) {
  Object.assign(globalThis, { tickwire: dashboard });
}
mount(App, { target, props: { dashboard } });
