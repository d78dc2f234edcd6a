/** The worker's edge: real socket, real clocks, real messages; everything else is StreamClient. */
import { SUBPROTOCOL } from '../../proto/frames.ts';
import type { PageMessage } from './link.ts';
import { createPageClock } from './page-clock.ts';
import { StreamClient, type SocketHandlers, type StreamSocket } from './stream-client.ts';

const scope = globalThis as unknown as DedicatedWorkerGlobalScope;

function openSocket(url: string, handlers: SocketHandlers): StreamSocket {
  const socket = new WebSocket(url, SUBPROTOCOL);
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    handlers.onOpen(socket.protocol);
  };
  socket.onmessage = ({ data }: MessageEvent<unknown>) => {
    handlers.onMessage(data);
  };
  socket.onclose = ({ code, reason }) => {
    handlers.onClose(code, reason);
  };
  return {
    send: (bytes) => {
      // The socket may close between two events; what it cannot send is sent again on the next one.
      if (socket.readyState === WebSocket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>);
    },
    drop: (code, reason) => {
      socket.onopen = null;
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(code, reason);
    },
  };
}

const client = new StreamClient({
  nowMs: createPageClock(),
  wallMs: () => Date.now(),
  random: () => Math.random(),
  openSocket,
  startTimer: (callback, delayMs) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  post: (message, transfer) => {
    scope.postMessage(message, transfer);
  },
  warn: (message, detail) => {
    console.warn(message, detail);
  },
});

scope.onmessage = ({ data }: MessageEvent<PageMessage>) => {
  client.onPageMessage(data);
};
scope.addEventListener('online', () => {
  client.setOnline(true);
});
scope.addEventListener('offline', () => {
  client.setOnline(false);
});
if (!navigator.onLine) client.setOnline(false);
