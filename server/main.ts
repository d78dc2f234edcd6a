/** Entry of the server: environment in, exit code out; alone, or a primary and its workers on one port. */
import cluster from 'node:cluster';
import pino from 'pino';
import { readWorkerEnvironment } from './cluster/worker-environment.ts';
import { readConfig } from './config.ts';

const result = readConfig(process.env);
if (result.kind === 'invalid') {
  process.stderr.write(`The server's configuration is not valid:\n${result.problems}\n`);
  process.exit(1);
}
const { config } = result;
const asWorker = cluster.isWorker ? readWorkerEnvironment(process.env) : undefined;
const logger = pino(
  {
    level: config.logLevel,
    base: {
      program: 'server',
      ...(asWorker && { worker: asWorker.number }),
    },
    // A command that Redis refused comes with its arguments: of the first one that is the password.
    redact: ['req.headers.authorization', 'req.headers.cookie', 'err.command.args'],
  },
  // What is left to write at the end would be tried for ever if nobody reads it any more.
  pino.destination({ dest: 1, sync: true }),
);
process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  process.exit(70);
});

// Each part is loaded where it runs only: the primary needs nothing of the server itself.
if (asWorker) {
  const { runWorker } = await import('./cluster/worker.ts');
  runWorker(config, logger, asWorker.listenFrom);
} else if (config.workers > 1) {
  const { runPrimary } = await import('./cluster/primary.ts');
  process.exit(await runPrimary(config, logger));
} else {
  const { runAlone } = await import('./cluster/alone.ts');
  runAlone(config, logger);
}
