/** The peers' ways to talk, as far as a subscriber meets them. */
import type { WebSocket } from 'ws';
import { jsonOf, symbolOf, type MadeTrade, type Speech } from './trade-server.ts';

/** A text frame a trade; every third one is cut into two WebSocket frames. */
export const jsonSpeech: Speech = {
  greet: () => undefined,
  hear(socket, message) {
    const { subscribe } = JSON.parse(message.toString()) as { subscribe: string[] };
    socket.send(JSON.stringify({ subscribed: subscribe.length }));
    return true;
  },
  send(socket, trades) {
    trades.forEach((trade, at) => {
      const text = jsonOf(trade);
      if (at % 3 === 0) {
        socket.send(text.slice(0, 20), { fin: false });
        socket.send(text.slice(20));
      } else {
        socket.send(text);
      }
    });
  },
};

/** Engine.IO 4 with the default namespace. */
export const socketIoSpeech: Speech = {
  greet(socket) {
    socket.send('0{"sid":"a","upgrades":[],"pingInterval":25000,"pingTimeout":20000}');
  },
  hear(socket, message) {
    const text = message.toString();
    if (text === '40') socket.send('40{"sid":"b"}');
    if (!text.startsWith('42["subscribe"')) return false;
    const [, symbols] = JSON.parse(text.slice(2)) as [string, string[]];
    socket.send(`42["subscribed",${String(symbols.length)}]`);
    return true;
  },
  send(socket, trades) {
    for (const trade of trades) socket.send(`42["trade",${jsonOf(trade)}]`);
  },
};

/** Sends a stream in frames that end anywhere. */
function sendCut(socket: WebSocket, bytes: Buffer): void {
  for (let at = 0, length = 1; at < bytes.length; at += length, length = (length * 7) % 97) {
    socket.send(bytes.subarray(at, at + length));
  }
}

/** The NATS client protocol. */
export const natsSpeech: Speech = {
  greet(socket) {
    socket.send(Buffer.from('INFO {"server_id":"a","max_payload":1048576}\r\n'));
  },
  hear(socket, message) {
    if (!message.includes('PING\r\n')) return false;
    socket.send(Buffer.from('PONG\r\n'));
    return true;
  },
  send(socket, trades) {
    const lines = trades.map((trade) => {
      const text = jsonOf(trade);
      return `MSG md.${symbolOf(trade.symbol)} 1 ${String(text.length)}\r\n${text}\r\n`;
    });
    sendCut(socket, Buffer.from(`PING\r\n${lines.join('')}`));
  },
};

function mqttPublish(trade: MadeTrade): Buffer {
  const topic = Buffer.from(`md/${symbolOf(trade.symbol)}`);
  const body = Buffer.concat([Buffer.from([0, topic.length]), topic, Buffer.from(jsonOf(trade))]);
  // All bodies of these tests have one length byte.
  if (body.length > 127) throw new Error('expected a shorter trade');
  return Buffer.concat([Buffer.from([0x30, body.length]), body]);
}

/** MQTT 3.1.1. */
export const mqttSpeech: Speech = {
  greet: () => undefined,
  hear(socket, message) {
    const type = (message[0] ?? 0) >> 4;
    if (type === 1) socket.send(Buffer.from([0x20, 2, 0, 0]));
    if (type !== 8) return false;
    socket.send(Buffer.from([0x90, 3, 0, 1, 0]));
    return true;
  },
  send(socket, trades) {
    sendCut(socket, Buffer.concat(trades.map(mqttPublish)));
  },
};
