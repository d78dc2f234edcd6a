/** NATS publish of JSON to a subject for each symbol, in the plain protocol. */
import type { Socket } from 'node:net';
import { waitFor } from '../../support/wait-for.ts';
import type { Sink } from './sink.ts';
import { connectTcp, endTcp } from './tcp.ts';
import { tradeJson } from './ticks.ts';

const CONNECT = JSON.stringify({
  verbose: false,
  pedantic: false,
  tls_required: false,
  name: 'bench feed',
  lang: 'node',
  version: '0',
});

/**
 * Connects; subjects are `md.<symbol>`.
 *
 * @see https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
export async function openNatsSink(url: string): Promise<Sink> {
  const socket = await connectTcp(url);
  let isReady = false;
  readLines(socket, (line) => {
    if (line === 'PING') socket.write('PONG\r\n');
    else if (line === 'PONG') isReady = true;
    else if (line.startsWith('-ERR')) throw new Error(`NATS: ${line}`);
  });
  socket.write(`CONNECT ${CONNECT}\r\nPING\r\n`);
  await waitFor(() => isReady, { what: 'NATS to answer' });
  return {
    send(trades) {
      // JSON of the bench is ASCII: its length in characters is that in bytes.
      const parts = trades.map((trade) => {
        const json = tradeJson(trade);
        return `PUB md.${trade.symbol} ${String(json.length)}\r\n${json}\r\n`;
      });
      socket.write(parts.join(''), 'latin1');
    },
    close: () => endTcp(socket, ''),
  };
}

function readLines(socket: Socket, onLine: (line: string) => void): void {
  let rest = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = (rest + text).split('\r\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
}
