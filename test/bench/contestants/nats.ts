/** NATS over WebSocket; the broker is the server, there is no Redis. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../support/free-port.ts';
import { brokerAvailability, startBroker } from './broker.ts';
import type { Contestant, RunningServer, Setting } from './contestant.ts';

export const nats: Contestant = {
  name: 'nats',
  title: 'nats-server over WebSocket, fed over its own protocol; broker and server in one',
  dialect: 'nats',
  rateMs: 0,
  sink: 'nats',
  isConflated: false,
  availability: () =>
    Promise.resolve(
      brokerAvailability(
        'nats-server',
        ['--version'],
        /v[\d.]+/,
        'Debian: apt install nats-server',
      ),
    ),
  start: startNats,
};

async function startNats({ certificate, directory, core }: Setting): Promise<RunningServer> {
  const feedPort = await freePort();
  const port = await freePort();
  const file = join(directory, 'nats.conf');
  // Compression is off unless switched on; the buffer of a slow client keeps its default of 64 MB.
  writeFileSync(
    file,
    `listen: "127.0.0.1:${String(feedPort)}"
websocket {
  listen: "127.0.0.1:${String(port)}"
  compression: false
  tls { cert_file: "${certificate.certFile}", key_file: "${certificate.keyFile}" }
}
`,
  );
  const broker = await startBroker('nats-server', ['-c', file], core, [feedPort, port]);
  return { process: broker, port, feedUrl: `nats://127.0.0.1:${String(feedPort)}` };
}
