/** Mosquitto: MQTT over WebSocket; the broker is the server, there is no Redis. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { userInfo } from 'node:os';
import { freePort } from '../../support/free-port.ts';
import { brokerAvailability, startBroker } from './broker.ts';
import type { Contestant, RunningServer, Setting } from './contestant.ts';

export const mosquitto: Contestant = {
  name: 'mosquitto',
  title: 'Mosquitto over WebSocket, QoS 0, fed by MQTT over TCP; broker and server in one',
  dialect: 'mqtt',
  rateMs: 0,
  sink: 'mqtt',
  isConflated: false,
  availability: () =>
    Promise.resolve(
      brokerAvailability('mosquitto', ['-h'], /\d[\d.]+/, 'Debian: apt install mosquitto'),
    ),
  start: startMosquitto,
};

async function startMosquitto({ certificate, directory, core }: Setting): Promise<RunningServer> {
  const feedPort = await freePort();
  const port = await freePort();
  const file = join(directory, 'mosquitto.conf');
  // As root it would change to a user that may not read this certificate.
  const user = userInfo().uid === 0 ? 'user root\n' : '';
  // Without Nagle's delay; for a client that lags it keeps 1,000 messages and drops more, as by default.
  writeFileSync(
    file,
    `${user}persistence false
allow_anonymous true
set_tcp_nodelay true
log_type error
listener ${String(feedPort)} 127.0.0.1
listener ${String(port)} 127.0.0.1
protocol websockets
certfile ${certificate.certFile}
keyfile ${certificate.keyFile}
`,
  );
  const broker = await startBroker('mosquitto', ['-c', file], core, [feedPort, port]);
  return { process: broker, port, feedUrl: `mqtt://127.0.0.1:${String(feedPort)}` };
}
