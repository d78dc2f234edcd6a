/**
 * Bun's own server: TLS, WebSocket and topics in native code, Redis by Bun's client.
 *
 * A topic for each symbol; a tick from Redis is published to it as it is.
 */
import { RedisClient, file, serve } from 'bun';
import { channelOf, reportListening } from './channels.mjs';

const redis = new RedisClient(process.env.REDIS_URL);
await redis.connect();

/** Symbol -> resolves when Redis sends its ticks. */
const subscribed = new Map();

const server = serve({
  hostname: '127.0.0.1',
  port: 0,
  tls: { key: file(process.env.TLS_KEY_FILE), cert: file(process.env.TLS_CERT_FILE) },
  fetch(request, server) {
    if (server.upgrade(request)) return undefined;
    return new Response('WebSocket only', { status: 426 });
  },
  websocket: {
    perMessageDeflate: false,
    async message(socket, text) {
      const symbols = JSON.parse(text).subscribe;
      for (const symbol of symbols) {
        if (!subscribed.has(symbol)) {
          const publish = (payload) => server.publish(symbol, payload);
          subscribed.set(symbol, redis.subscribe(channelOf(symbol), publish));
        }
        await subscribed.get(symbol);
        socket.subscribe(symbol);
      }
      socket.send(JSON.stringify({ subscribed: symbols.length }));
    },
  },
});

reportListening(server.port);
