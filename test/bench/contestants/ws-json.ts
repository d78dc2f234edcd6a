/** ws, JSON and Redis Pub/Sub. */
import type { Contestant } from './contestant.ts';
import { peerVersions, startScript } from './node-peer.ts';

export const wsJson: Contestant = {
  name: 'ws-json',
  title: 'ws, JSON from Redis Pub/Sub passed on as it is',
  dialect: 'json-ws',
  rateMs: 0,
  sink: 'pubsub',
  isConflated: false,
  availability: () =>
    Promise.resolve({ kind: 'ready', version: peerVersions('ws', 'ioredis', 'bufferutil') }),
  start: (setting) => startScript('ws-json.mjs', setting),
};
