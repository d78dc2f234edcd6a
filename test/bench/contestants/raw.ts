/** The floor: TLS alone with Tickwire's writes. */
import type { Contestant } from './contestant.ts';
import { startScript } from './node-peer.ts';

export const raw: Contestant = {
  name: 'raw',
  title:
    'node:tls alone, as many writes of the same size to each client as tickwire made in this ' +
    'workload; its updates are those that such writes brought',
  dialect: 'raw',
  rateMs: 0,
  isConflated: false,
  availability: () => Promise.resolve({ kind: 'ready', version: process.version }),
  start(setting) {
    if (setting.writes === undefined) {
      throw new Error('needs tickwire in the same workload of the same run');
    }
    const { perSecond, bytes } = setting.writes;
    return startScript('raw.mjs', setting, {
      RAW_WRITES_PER_SECOND: String(perSecond),
      RAW_BYTES: String(Math.round(bytes)),
    });
  },
};
