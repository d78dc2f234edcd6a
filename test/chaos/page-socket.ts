/** The socket of a page that runs in Node. */
import { WebSocket } from 'ws';
import { SUBPROTOCOL } from '../../proto/frames.ts';
import type { SocketHandlers, StreamSocket } from '../../web/client/stream-client.ts';

/** Opens a socket as a browser's worker does. @param sockets Keeps it until it is closed. */
export function openPageSocket(
  url: string,
  handlers: SocketHandlers,
  sockets: Set<WebSocket>,
): StreamSocket {
  const socket = new WebSocket(url, SUBPROTOCOL, { perMessageDeflate: false });
  let isDropped = false;
  socket.binaryType = 'arraybuffer';
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.on('open', () => {
    if (!isDropped) handlers.onOpen(socket.protocol);
  });
  socket.on('message', (data: ArrayBuffer, isBinary: boolean) => {
    if (!isDropped) handlers.onMessage(isBinary ? data : '');
  });
  socket.on('close', (code, reason) => {
    sockets.delete(socket);
    if (!isDropped) handlers.onClose(code, reason.toString());
  });
  return {
    send: (bytes) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes);
    },
    drop: (code, reason) => {
      isDropped = true;
      socket.close(code, reason);
    },
  };
}
