/** Tells which folders of sources changed, once for each burst of changes. */
import { existsSync, watch } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['proto', 'feed', 'server', 'web'];
/** Editors and version control write several files in a row. */
const BURST_MS = 150;

/**
 * Watches the folders of the programs.
 *
 * @param root     Absolute path of the repository.
 * @param onChange Receives the names of the folders that changed.
 * @returns        A function that ends the watch.
 */
export function watchSources(
  root: string,
  onChange: (folders: readonly string[]) => void,
): () => void {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function note(folder: string, file: string | null): void {
    // The build's own output must not cause the next build.
    if (folder === 'web' && (file === null || /^dist([/\\]|$)/.test(file))) return;
    changed.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => {
      const folders = [...changed];
      changed.clear();
      onChange(folders);
    }, BURST_MS);
  }

  const watchers = FOLDERS.filter((folder) => existsSync(join(root, folder))).map((folder) =>
    watch(join(root, folder), { recursive: true }, (_event, file) => {
      note(folder, file);
    }).on('error', () => undefined),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
