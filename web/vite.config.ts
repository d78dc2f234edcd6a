/** Builds the page into web/dist: hashed files only, nothing inline, nothing that a strict CSP refuses. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Works below any path of a reverse proxy.
  base: './',
  plugins: [svelte({ configFile: false })],
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The polyfill is an inline script's work, and every browser of the target has the feature.
    modulePreload: { polyfill: false },
    // A data: URL would need `data:` in the CSP.
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    // Drops the scales of Chart.js that are never registered: its modules do nothing when merely read.
    rolldownOptions: {
      treeshake: { propertyReadSideEffects: false, unknownGlobalSideEffects: false },
    },
  },
});
