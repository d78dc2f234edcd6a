/** Writes client messages by hand; the generated codec of proto/ is its oracle in the tests. */
import { ByteWriter } from '../../proto/byte-writer.ts';
import type { ClientMessage, TopicRequest, TradeResume } from '../../proto/frames.ts';
import { CHANNELS, INTERVALS } from '../../proto/types.ts';

/** Encodes one message as the payload of a binary WebSocket frame. */
export function writeClientMessage(message: ClientMessage): Uint8Array {
  const out = new ByteWriter(64);
  // The field number in ClientFrame is the kind of the message.
  out.byte((BODY_FIELD[message.kind] << 3) | 2);
  const body = out.begin();
  switch (message.kind) {
    case 'subscribe':
      number(out, 1, message.requestId);
      for (const topic of message.topics)
        part(out, 2, () => {
          writeTopic(out, topic);
        });
      break;
    case 'unsubscribe':
      number(out, 1, message.requestId);
      for (const symbol of message.symbols) text(out, 2, symbol);
      break;
    case 'setRate':
      number(out, 1, message.requestId);
      number(out, 2, message.intervalMs);
      break;
    case 'ack':
      number(out, 1, message.frame);
      break;
    case 'ping':
      double(out, 1, message.clientTimeMs);
      break;
  }
  out.end(body);
  return out.copy();
}

const BODY_FIELD: Readonly<Record<ClientMessage['kind'], number>> = {
  subscribe: 1,
  unsubscribe: 2,
  setRate: 3,
  ack: 4,
  ping: 5,
};

function writeTopic(out: ByteWriter, topic: TopicRequest): void {
  const { symbol, channels, bars, tradesAfter } = topic;
  text(out, 1, symbol);
  if (channels.length > 0) {
    part(out, 2, () => {
      for (const channel of channels) out.varint(CHANNELS.indexOf(channel) + 1);
    });
  }
  for (const { interval, historyCount, afterOpenTimeMs = 0 } of bars) {
    part(out, 3, () => {
      number(out, 1, INTERVALS.indexOf(interval) + 1);
      number(out, 2, historyCount);
      number(out, 3, afterOpenTimeMs);
    });
  }
  if (tradesAfter) {
    part(out, 4, () => {
      writeTradeResume(out, tradesAfter);
    });
  }
}

function writeTradeResume(out: ByteWriter, resume: TradeResume): void {
  number(out, 1, resume.entryMs);
  number(out, 2, resume.entrySeq);
  number(out, 3, resume.index);
  number(out, 4, resume.epoch);
  number(out, 5, resume.nextNumber);
}

function part(out: ByteWriter, field: number, write: () => void): void {
  out.byte((field << 3) | 2);
  const start = out.begin();
  write();
  out.end(start);
}

/** 0 is the default, and not written. */
function number(out: ByteWriter, field: number, value: number): void {
  if (value === 0) return;
  out.byte(field << 3);
  out.varint(value);
}

function text(out: ByteWriter, field: number, value: string): void {
  out.byte((field << 3) | 2);
  out.text(value);
}

function double(out: ByteWriter, field: number, value: number): void {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  out.byte((field << 3) | 1);
  out.raw(bytes);
}
