/** What the peers' servers have in common: TLS from files, Redis, listening. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { Redis } from 'ioredis';
import { reportListening } from './channels.mjs';

/** Key and certificate, named by TLS_KEY_FILE and TLS_CERT_FILE. */
export function tlsOptions() {
  return {
    key: readFileSync(process.env.TLS_KEY_FILE),
    cert: readFileSync(process.env.TLS_CERT_FILE),
    minVersion: 'TLSv1.3',
  };
}

/** An HTTPS server that does not listen yet. */
export function serverWithTls() {
  return createServer(tlsOptions());
}

/** A connection to the Redis named by REDIS_URL. */
export function connectRedis() {
  const redis = new Redis(process.env.REDIS_URL);
  redis.on('error', (error) => console.error(`Redis: ${error.message}`));
  return redis;
}

/** Listens on a free port of the loopback address and says so. */
export function listen(server) {
  server.listen(0, '127.0.0.1', () => reportListening(server.address().port));
}
