/** Names of the Redis channels and the sign of readiness, for servers in any runtime. */

const PREFIX = 'md:';

/** Redis channel of a symbol's ticks. */
export function channelOf(symbol) {
  return PREFIX + symbol;
}

/** The other way round. */
export function symbolOf(channel) {
  return channel.slice(PREFIX.length);
}

/** Says on standard output that clients may come. */
export function reportListening(port) {
  console.log(JSON.stringify({ kind: 'listening', port }));
}
