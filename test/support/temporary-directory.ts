/** Temporary directories that are gone when the test process ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const created = new Set<string>();

process.on('exit', () => {
  for (const directory of created) removeDirectory(directory);
});

function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
}

/** A directory of one test. */
export interface TemporaryDirectory {
  /** Absolute path. */
  readonly path: string;
  /** Deletes it with all it holds; may be called twice. */
  remove(): void;
}

/** Makes an empty directory; left-overs are removed when the process exits. */
export function temporaryDirectory(purpose = 'test'): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), `tickwire-${purpose}-`));
  created.add(path);
  return {
    path,
    remove() {
      created.delete(path);
      removeDirectory(path);
    },
  };
}
