/** The one script by which a recorder writes: all of it or nothing, and only by who still has the right to. */
import { Redis } from 'ioredis';

/** What a call of the script is for. */
export type WriteStep =
  /** Adds bars, and nothing else. */
  | 'bars'
  /** Begins a round of snapshots at a position. */
  | 'begin'
  /** Writes some snapshots of the round. */
  | 'snapshots'
  /** Ends the round: its position is the one to read on from. */
  | 'end'
  /** Throws all snapshots away, because their log is gone. */
  | 'clear';

/** What became of it. */
export type WriteAnswer =
  | 'written'
  /** Somebody else has had the lock since; nothing was written, nor will be. */
  | 'fenced'
  /** The stored position is newer; nothing was written. */
  | 'outdated'
  /** Somebody else has begun a round meanwhile; nothing was written. */
  | 'superseded'
  /** A key of the snapshots was of another type: all of them were deleted, and nothing was written. */
  | 'repaired';

/**
 * KEYS: fence, position, ordinal, round, snapshots, since when the instruments are what they are, then streams of bars.
 * ARGV: fence, step, round, position, ordinal, number of bars; for each bar the index of its key, entry id,
 * oldest id to keep, bytes, symbol and since; then symbol, since and bytes for each snapshot.
 *
 * - A bar that its stream has already, or that is older than the newest one, is refused by Redis and passed
 *   over: so repeating, and two recorders at once, write each bar once.
 * - A round that was begun by somebody else ends this one. Otherwise two recorders could take turns in
 *   writing snapshots of which some are behind the position that one of them stores in the end.
 * - A stream that is something else is passed over too: one broken key must not hold up the others. Keys of the
 *   snapshots are deleted instead: without them nothing could ever be stored again.
 * - What is of an instrument that another one has replaced is passed over: a feed has deleted what was stored of it,
 *   which this recorder has not read in the log yet.
 */
const SCRIPT = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 'fenced' end
local step, round, position = ARGV[2], ARGV[3], ARGV[4]

local function isBefore(a, b)
  local function less(x, y)
    if #x ~= #y then return #x < #y end
    return x < y
  end
  local aMs, aSeq = string.match(a, '^(%d+)%-(%d+)$')
  local bMs, bSeq = string.match(b, '^(%d+)%-(%d+)$')
  if not aMs or not bMs then return false end
  if aMs ~= bMs then return less(aMs, bMs) end
  return less(aSeq, bSeq)
end

if step == 'clear' then
  redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
  return 'written'
end
if step == 'begin' then
  for key = 2, 5 do
    local kind = redis.call('TYPE', KEYS[key]).ok
    if kind ~= 'none' and kind ~= (key == 5 and 'hash' or 'string') then
      redis.call('DEL', KEYS[2], KEYS[3], KEYS[4], KEYS[5])
      return 'repaired'
    end
  end
  local stored = redis.call('GET', KEYS[2])
  if stored and isBefore(position, stored) then return 'outdated' end
  redis.call('SET', KEYS[4], round)
  return 'written'
end
if step == 'snapshots' or step == 'end' then
  if redis.call('GET', KEYS[4]) ~= round then return 'superseded' end
end

local function isOutdated(symbol, since)
  local known = redis.pcall('HGET', KEYS[6], symbol)
  return type(known) == 'string' and known ~= since
end

local at = 7
for bar = 1, tonumber(ARGV[6]) do
  if not isOutdated(ARGV[at + 4], ARGV[at + 5]) then
    local reply = redis.pcall('XADD', KEYS[tonumber(ARGV[at])], 'MINID', '~', ARGV[at + 2], ARGV[at + 1], 'b', ARGV[at + 3])
    if type(reply) == 'table' and reply.err then
      local isKnown = string.find(reply.err, 'equal or smaller', 1, true)
      if not isKnown and not string.find(reply.err, 'WRONGTYPE', 1, true) then return reply end
    end
  end
  at = at + 6
end
while at < #ARGV do
  if not isOutdated(ARGV[at], ARGV[at + 1]) then redis.call('HSET', KEYS[5], ARGV[at], ARGV[at + 2]) end
  at = at + 3
end
if step == 'end' then
  redis.call('SET', KEYS[2], position)
  if ARGV[5] == '' then redis.call('DEL', KEYS[3]) else redis.call('SET', KEYS[3], ARGV[5]) end
end
return 'written'
`;

/** Takes the lock if it is free or ours, and gives the number by which later owners are told from earlier ones. */
const ACQUIRE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return false end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local time = redis.call('TIME')
local nowUs = time[1] * 1000000 + time[2]
local last = tonumber(redis.call('GET', KEYS[2]) or '0')
local fence = string.format('%.0f', math.max(last + 1, nowUs))
redis.call('SET', KEYS[2], fence)
return fence
`;

const RENEW = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[3] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`;

const RELEASE = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
return redis.call('DEL', KEYS[1])
`;

/** A connection that knows the recorder's scripts. */
export interface RecorderRedis extends Redis {
  /** Key count, keys, arguments. */
  recorderWrite(...args: (string | number | Buffer)[]): Promise<WriteAnswer>;
  recorderAcquire(
    lock: string,
    fence: string,
    token: string,
    expiryMs: number,
  ): Promise<string | null>;
  recorderRenew(
    lock: string,
    fenceKey: string,
    token: string,
    expiryMs: number,
    fence: string,
  ): Promise<number>;
  recorderRelease(lock: string, fenceKey: string, token: string, fence: string): Promise<number>;
}

/** How a recorder's connection behaves when Redis is away. */
export interface RecorderRedisOptions {
  /** A Redis that owes an answer for so long counts as gone, milliseconds. */
  readonly silenceMs: number;
}

/**
 * Makes a connection for commands. It reconnects by itself; commands fail at once while it is away, and are
 * never sent again behind our back.
 */
export function connectRecorder(url: string, { silenceMs }: RecorderRedisOptions): RecorderRedis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: silenceMs,
    socketTimeout: silenceMs,
    retryStrategy: (attempt) => Math.min(500, 50 * attempt),
    // After a failover the old master is a replica: only a new connection finds the new one.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
    connectionName: 'tickwire-recorder',
  });
  // Each failing command rejects by itself; without a listener the event would end the process.
  redis.on('error', () => undefined);
  redis.defineCommand('recorderWrite', { lua: SCRIPT });
  redis.defineCommand('recorderAcquire', { lua: ACQUIRE, numberOfKeys: 2 });
  redis.defineCommand('recorderRenew', { lua: RENEW, numberOfKeys: 2 });
  redis.defineCommand('recorderRelease', { lua: RELEASE, numberOfKeys: 2 });
  return redis as RecorderRedis;
}
