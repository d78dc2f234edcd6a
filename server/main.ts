/** Entry of the server process: environment in, exit code out. */
import pino from 'pino';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';

const result = readConfig(process.env);
if (result.kind === 'invalid') {
  process.stderr.write(`The server's configuration is not valid:\n${result.problems}\n`);
  process.exit(1);
}
const { config } = result;
const logger = pino({
  level: config.logLevel,
  base: { program: 'server' },
  redact: ['req.headers.authorization', 'req.headers.cookie'],
});
process.on('unhandledRejection', (error) => {
  logger.fatal({ err: error }, 'unhandled rejection');
  process.exit(70);
});

try {
  const server = await startServer(config, logger);
  logger.info({ url: server.url }, 'listening');
  process.send?.({ kind: 'listening', url: server.url });

  let isStopping = false;
  const stop = (reason: string): void => {
    if (isStopping) return;
    isStopping = true;
    logger.info({ reason }, 'stopping');
    void server.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', () => {
    stop('SIGTERM');
  });
  process.once('SIGINT', () => {
    stop('SIGINT');
  });
  process.once('disconnect', () => {
    stop('launcher gone');
  });
} catch (error) {
  logger.fatal({ err: error }, 'cannot start');
  process.exit(1);
}
