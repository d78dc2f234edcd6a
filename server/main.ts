/** Entry of the server process: environment in, exit code out. */
import pino from 'pino';
import { readConfig } from './config.ts';
import { startServer, type RunningServer } from './server.ts';

const result = readConfig(process.env);
if (result.kind === 'invalid') {
  process.stderr.write(`The server's configuration is not valid:\n${result.problems}\n`);
  process.exit(1);
}
const { config } = result;
const logger = pino({
  level: config.logLevel,
  base: { program: 'server' },
  // A command that Redis refused comes with its arguments: of the first one that is the password.
  redact: ['req.headers.authorization', 'req.headers.cookie', 'err.command.args'],
});
process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  process.exit(70);
});

let server: RunningServer | undefined;
let isStopping = false;

function stop(reason: string): void {
  if (isStopping) return;
  isStopping = true;
  logger.info({ reason }, 'stopping');
  // Before the start is done, which may wait long for Redis, nobody is connected.
  void Promise.resolve(server?.stop()).then(() => process.exit(0));
}

process.once('SIGTERM', () => {
  stop('SIGTERM');
});
process.once('SIGINT', () => {
  stop('SIGINT');
});
process.once('disconnect', () => {
  stop('launcher gone');
});

try {
  server = await startServer(config, logger);
  logger.info({ url: server.url }, 'listening');
  process.send?.({ kind: 'listening', url: server.url });
} catch (error) {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const { host, port } = config.listen;
    logger.fatal(`port ${String(port)} of ${host} is in use: choose another one (PORT, --port)`);
    process.exit(1);
  }
  logger.fatal({ err: error }, 'cannot start');
  process.exit(1);
}
