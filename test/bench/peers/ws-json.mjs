/**
 * The plain way: ws, JSON and Redis Pub/Sub.
 *
 * Each tick arrives from Redis as ready JSON. Its bytes go to every subscriber as they are: nothing is
 * parsed, nothing is encoded again. ws writes head and payload of a message in one go.
 */
import { WebSocketServer } from 'ws';
import { channelOf, symbolOf } from './channels.mjs';
import { connectRedis, listen, serverWithTls } from './shared.mjs';

/** Symbol -> `{sockets, isSubscribed}`: who wants it, and the promise that Redis sends it. */
const topics = new Map();

const redis = connectRedis();
redis.on('messageBuffer', (channel, payload) => {
  const topic = topics.get(symbolOf(channel.toString('latin1')));
  for (const socket of topic.sockets) socket.send(payload, { binary: false });
});

/** Adds a socket to those of a symbol; the first one subscribes the server itself. */
async function subscribe(socket, symbol) {
  let topic = topics.get(symbol);
  if (topic === undefined) {
    topic = { sockets: new Set(), isSubscribed: redis.subscribe(channelOf(symbol)) };
    topics.set(symbol, topic);
  }
  topic.sockets.add(socket);
  await topic.isSubscribed;
}

const server = serverWithTls();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on('connection', (socket) => {
  let symbols = [];
  socket.on('error', () => socket.terminate());
  socket.on('message', async (data) => {
    symbols = JSON.parse(data.toString()).subscribe;
    await Promise.all(symbols.map((symbol) => subscribe(socket, symbol)));
    socket.send(JSON.stringify({ subscribed: symbols.length }));
  });
  socket.on('close', () => {
    for (const symbol of symbols) topics.get(symbol)?.sockets.delete(socket);
  });
});

listen(server);
