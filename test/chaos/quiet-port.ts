/** Ports for programs that are killed and come back. */
import { createServer } from 'node:net';

/** Below the ports that Linux gives to outgoing connections (32,768 to 60,999). */
const FIRST = 12_000;
const LAST = 31_999;

let next = FIRST + (process.pid % (LAST - FIRST));

/**
 * Finds a port of the loopback address that nothing listens on, and that no outgoing connection will ever have.
 *
 * Whoever keeps calling a dead program on another kind of port gets through to itself one day, and then the
 * program finds its port in use.
 */
export async function quietPort(): Promise<number> {
  for (;;) {
    next = next >= LAST ? FIRST : next + 1;
    const port = next;
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen(port, '127.0.0.1', () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
