/** Socket.IO 4 with the Redis adapter. */
import type { Contestant } from './contestant.ts';
import { peerVersions, startScript } from './node-peer.ts';

export const socketio: Contestant = {
  name: 'socketio',
  title:
    'Socket.IO with its Redis adapter, a room a symbol, WebSocket only, no compression; each ' +
    'tick from Redis Pub/Sub is emitted to the local clients of its room',
  dialect: 'socketio',
  rateMs: 0,
  sink: 'pubsub',
  isConflated: false,
  availability: () =>
    Promise.resolve({
      kind: 'ready',
      version: peerVersions('socket.io', '@socket.io/redis-adapter', 'ioredis', 'bufferutil'),
    }),
  start: (setting) => startScript('socketio.mjs', setting),
};
