/** `npm start`: checks flags and environment, then runs the whole of Tickwire until it is told to stop. */
import { accessSync, constants } from 'node:fs';
import { dataDirectory, root } from './data-directory.ts';
import { launch } from './launch.ts';
import { programArgs, runOnce } from './run-once.ts';
import { parseStartOptions, START_HELP, type StartOptions } from './start-options.ts';

/**
 * Runs the command.
 *
 * @param args Command line after the command's name.
 * @returns    Exit code: 0 after an orderly stop, 1 when something could not start.
 */
export async function run(args: readonly string[]): Promise<number> {
  const parsed = parseStartOptions(args, process.env);
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(`${START_HELP}\n\nFlags of the feed:\n\n`);
      return runOnce(programArgs('feed/main.ts', ['--help']), {});
    case 'invalid':
      return refuse(parsed.problems);
    case 'run': {
      const problems = unreadableFiles(parsed.options);
      if (problems.length > 0) return refuse(problems);
      return launch(parsed.options, {
        root,
        dataDirectory: dataDirectory(process.env),
        programs: {
          feed: programArgs('feed/main.ts', parsed.options.feedArgs),
          recorder: programArgs('server/recorder/main.ts', []),
          server: programArgs('server/main.ts', []),
        },
      });
    }
  }
}

function refuse(problems: readonly string[]): number {
  const lines = problems.map((problem) => `  ${problem}\n`).join('');
  process.stderr.write(`The configuration is not valid:\n${lines}See npm start -- --help\n`);
  return 1;
}

/** Names the given files that cannot be read, before anything is started for nothing. */
function unreadableFiles({ tls, webRoot }: StartOptions): readonly string[] {
  const files = { TLS_CERT_FILE: tls?.certFile, TLS_KEY_FILE: tls?.keyFile, WEB_ROOT: webRoot };
  return Object.entries(files).flatMap(([name, file]) => {
    try {
      if (file !== undefined) accessSync(file, constants.R_OK);
      return [];
    } catch {
      return [`${name}: expected a path that can be read, got "${String(file)}"`];
    }
  });
}
