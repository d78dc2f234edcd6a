/** Finds the port that all workers are to listen on. */
import { createServer, type AddressInfo } from 'node:net';
import type { ServerConfig } from '../config.ts';

/**
 * Takes the configured port for a moment, and gives it back.
 *
 * So a port that is in use is noticed before any worker starts, and 0 becomes one port for all
 * workers, those included that come when no other one is left to hold it.
 *
 * @returns The port, never 0.
 * @throws  {Error} Node's own, such as EADDRINUSE or EACCES.
 */
export function findPort(listen: ServerConfig['listen']): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer((socket) => socket.destroy());
    probe.once('error', reject);
    probe.listen(listen, () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
