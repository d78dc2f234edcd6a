/**
 * The floor: TLS alone. Writes to every client what Tickwire wrote in the same workload: as many times a
 * second, as many bytes. No market, no Redis, no WebSocket, no choice of symbols.
 *
 * RAW_WRITES_PER_SECOND: writes to each client a second. RAW_BYTES: bytes of each write.
 */
import { createServer } from 'node:tls';
import { listen, tlsOptions } from './shared.mjs';

const intervalMs = 1_000 / Number(process.env.RAW_WRITES_PER_SECOND);
const payload = Buffer.alloc(Number(process.env.RAW_BYTES), 'tickwire');
const clients = new Set();

const server = createServer({ ...tlsOptions(), noDelay: true }, (socket) => {
  const leave = () => clients.delete(socket);
  socket.on('error', leave).on('close', leave);
  socket.once('data', () => {
    socket.write('!');
    clients.add(socket);
  });
});

let dueMs = performance.now();
function writeToAll() {
  for (const socket of clients) socket.write(payload);
  dueMs = Math.max(dueMs + intervalMs, performance.now());
  setTimeout(writeToAll, dueMs - performance.now());
}
writeToAll();

listen(server);
