import { describeTickSource } from '../../contract/tick-source.ts';
import { formatEvent } from '../../../feed/replay/record.ts';
import { formatHeader } from '../../../feed/replay/recording-header.ts';
import { tradeFrame } from '../recordings.ts';
import { venueInstrument } from '../venues/venue-instruments.ts';
import { madeFile, openMade } from './made-files.ts';

const T0 = Date.UTC(2024, 7, 8, 23, 55);
const ROWS = 700;
const rows = (row: (index: number, timeMs: number) => string): string =>
  Array.from({ length: ROWS }, (_, index) => row(index, T0 + index * 40)).join('\n');
const price = (index: number): string => (100 + (index % 50) / 4).toFixed(2);

const databento = (index: number, timeMs: number): string => {
  const ns = `${String(timeMs)}000000`;
  const action = index % 2 === 0 ? 'T' : 'A';
  return `${ns},${ns},1,2,${String(index % 3)},${action},A,0,${price(index)},3,0,0,1,${price(index)},${price(index + 1)},5,6,1,1`;
};

const recorded = [
  formatHeader({
    venue: 'BINANCE',
    instruments: [venueInstrument('AAAUSDT', 'AAA-USDT.BINANCE', 2, 2)],
    channels: ['trades'],
    depthLevels: 10,
  }),
  '#{"ns":"1723161300000000000","connected":1}',
  rows((index, receivedTimeMs) =>
    formatEvent({
      kind: 'frame',
      receivedTimeMs,
      connection: 1,
      text: JSON.stringify(tradeFrame('AAAUSDT', index + 1, receivedTimeMs)),
    }).trimEnd(),
  ),
].join('\n');

const FILES = {
  'Binance public data': madeFile(
    'AAAUSDT-trades-2024-08-08.csv',
    rows((index, timeMs) => `${String(index)},${price(index)},1.5,1,${String(timeMs)},True,True`),
  ),
  'Databento CSV': madeFile(
    'contract-mbp-1.csv',
    `ts_recv,ts_event,rtype,publisher_id,instrument_id,action,side,depth,price,size,flags,ts_in_delta,sequence,bid_px_00,ask_px_00,bid_sz_00,ask_sz_00,bid_ct_00,ask_ct_00\n${rows(databento)}`,
  ),
  'CSV with common column names': madeFile(
    'contract.csv',
    `time,symbol,price,size,bid,ask,id\n${rows((index, timeMs) => `${String(timeMs)},S${String(index % 3)},${price(index)},2,${price(index)},${price(index + 1)},${String(index)}`)}`,
  ),
  'tick lines': madeFile(
    'contract.ndjson',
    rows((index, timeMs) =>
      JSON.stringify({
        symbol: `S${String(index % 3)}`,
        price: price(index),
        size: 1,
        id: `t${String(index)}`,
        time: timeMs,
      }),
    ),
  ),
  recording: madeFile('contract.ndts', recorded),
};

for (const speed of [1, Infinity]) {
  for (const [name, path] of Object.entries(FILES)) {
    describeTickSource(`${name}, looped at speed ${String(speed)}`, async () => {
      const { source } = await openMade(path, { speed, isLooped: true });
      return source;
    });
  }
}
