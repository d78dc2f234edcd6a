/** Says at the very end what was not checked, so that a run without failures is not taken for more than it is. */
import type { Reporter, TestModule } from 'vitest/node';
import { NOT_CHECKED } from './not-checked.ts';

export default class NotCheckedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const names = modules
      .flatMap((module) => [...module.children.allTests()])
      .filter((test) => test.result().state === 'skipped' && test.name.startsWith(NOT_CHECKED))
      .map(({ name }) => name.slice(NOT_CHECKED.length));
    if (names.length === 0) return;
    process.stdout.write(
      `\nNOT checked, because the module exports no sample of it (feed/adapter/venue-samples.ts):\n${names
        .map((name) => `  - ${name}\n`)
        .join('')}`,
    );
  }
}
