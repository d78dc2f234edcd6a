/** Serves or builds the page over made-up data. */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [svelte({ configFile: false })],
  build: { target: 'es2022', modulePreload: { polyfill: false }, emptyOutDir: true },
  server: { fs: { allow: [fileURLToPath(new URL('../../../..', import.meta.url))] } },
});
