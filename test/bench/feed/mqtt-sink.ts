/** MQTT 3.1.1 publish (QoS 0) of JSON to a topic for each symbol, packets made by hand. */
import { once } from 'node:events';
import type { Sink } from './sink.ts';
import { connectTcp, endTcp } from './tcp.ts';
import { tradeJson } from './ticks.ts';

const CONNECT = 0x10;
const CONNACK = 0x20;
const PUBLISH = 0x30;
const DISCONNECT = Uint8Array.of(0xe0, 0);
const CLEAN_SESSION = 0x02;

/**
 * Connects without a keep-alive; topics are `md/<symbol>`.
 *
 * @see https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html (sections 3.1 and 3.3)
 */
export async function openMqttSink(url: string): Promise<Sink> {
  const socket = await connectTcp(url);
  const answered = once(socket, 'data');
  const level = Buffer.of(4, CLEAN_SESSION, 0, 0);
  socket.write(packet(CONNECT, [text('MQTT'), level, text('bench-feed')]));
  const [answer] = (await answered) as [Buffer];
  if (answer[0] !== CONNACK || answer[3] !== 0) {
    throw new Error(`expected the broker to accept the feed, got ${answer.toString('hex')}`);
  }
  return {
    send(trades) {
      const packets = trades.map((trade) =>
        packet(PUBLISH, [text(`md/${trade.symbol}`), Buffer.from(tradeJson(trade), 'latin1')]),
      );
      socket.write(Buffer.concat(packets));
    },
    close: () => endTcp(socket, DISCONNECT),
  };
}

/** A packet: type and flags, remaining length (7 bits a byte, low ones first), the parts. */
function packet(type: number, parts: readonly Buffer[]): Buffer {
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [type];
  do {
    const more = length > 0x7f ? 0x80 : 0;
    head.push((length & 0x7f) | more);
    length >>= 7;
  } while (length > 0);
  return Buffer.concat([Buffer.from(head), ...parts]);
}

/** A string with its length in front, two bytes, high one first. */
function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}
