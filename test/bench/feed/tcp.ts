/** A TCP connection for the sinks that speak their protocol by hand. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Connects to the host and port of a URL such as `nats://127.0.0.1:4222`. */
export async function connectTcp(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  return socket;
}

/** Sends the last words and waits until the connection has ended. */
export async function endTcp(socket: Socket, last: string | Uint8Array): Promise<void> {
  const closed = once(socket, 'close');
  socket.end(last);
  await closed;
}
