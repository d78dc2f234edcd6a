/** Finds a TCP port that nothing listens on. */
import { createServer } from 'node:net';

/**
 * Returns a port of the loopback address that was free a moment ago.
 *
 * For programs that must be told their port; whatever can listen on port 0 itself should do so.
 */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') {
          reject(new Error(`Expected an address with a port, got ${String(address)}`));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}
