/** All systems, in the order in which they are measured: raw needs what tickwire wrote. */
import { bun } from './bun.ts';
import type { Contestant } from './contestant.ts';
import { mosquitto } from './mosquitto.ts';
import { nats } from './nats.ts';
import { raw } from './raw.ts';
import { socketio } from './socketio.ts';
import { tickwire, tickwire50, tickwireConflated } from './tickwire.ts';
import { wsJson } from './ws-json.ts';

export const contestants: readonly Contestant[] = [
  tickwire,
  tickwire50,
  tickwireConflated,
  socketio,
  wsJson,
  bun,
  nats,
  mosquitto,
  raw,
];
