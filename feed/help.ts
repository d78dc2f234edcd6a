/** Text of `npm run feed -- --help`. */
import { DIRT_NAMES } from './dirt-flag.ts';
import { VENUE_FORMATS } from './replay/formats.ts';
import { CATALOGUE } from './simulator/catalogue.ts';
import { MAX_ACTIVITY, MAX_SYMBOLS } from './simulator/options.ts';

const dirtLines = Object.entries(DIRT_NAMES).map(
  ([name, { usual, meaning }]) => `      ${name.padEnd(12)}${meaning} (usual ${String(usual)})`,
);

export const FEED_HELP = `Usage: npm run feed -- [flags]

Writes market data into Redis, for any number of Tickwire servers to read.

  --source <name>      simulator (default) or replay; --file alone means replay
  --speed <x>          Times as fast as real time (or as recorded), or max: as fast as Redis
                       takes it. Default 1
  --takeover           Replaces a running feed that publishes some of the same symbols; without it
                       this one ends with an error that names the other. A feed that crashed is
                       replaced anyway: at once on the same machine, else after 5 seconds
  --help, -h           This text

Simulator: a made-up market with the habits of real ones
  --symbols <n>        Number of instruments, 1 to ${String(MAX_SYMBOLS)}; the first ${String(CATALOGUE.length)} are well-known names.
                       Default ${String(CATALOGUE.length)}
  --seed <n>           The same seed gives the same market. Default: a random one, which is logged
  --activity <x>       Multiplies the rate of events, up to ${String(MAX_ACTIVITY)}. Default 1
  --dirt <list>        Faults to mix in: all, or names with commas between them, each with a rate
                       if wanted: crossed,late=0.05
${dirtLines.join('\n')}

Replay: recorded frames of a venue, one per line: <receive time in UNIX nanoseconds> <frame JSON>
  --file <path>        Recording, plain, .gz or (with Node 22.15 or later) .zst. May be given several
                       times: the files are merged by receive time
  --venue-format <v>   Whose frames they are: ${Object.keys(VENUE_FORMATS).join(', ')}. Default binance
  --from <moment>      Starts there: a time as 2024-08-08T23:55:00Z (UTC without a zone), or an
                       offset from the first frame as +30s, +1m30s, +2h
  --to <moment>        Ends before that moment
  --loop               Starts over at the end, shifted by whole minutes so that no bar is hit twice

Environment
  REDIS_URL            Redis to write to; rediss:// for TLS. Default redis://127.0.0.1:6379
  PARTITIONS           Partitions of the log, the same for all processes. Default 8
  LOG_RETENTION_MS     Age at which log entries are trimmed. Default 600000 (10 minutes)
  LOG_MAX_ENTRIES      Entries that a partition keeps at most. Default 80000
  FEED_BUFFER_TICKS    Ticks kept while Redis is away or out of memory; beyond it the oldest quotes
                       and depths go first, trades last, and charts show a gap. Default 200000
  LOG_LEVEL            trace, debug, info, warn, error, fatal. Default info

Examples
  npm run feed -- --symbols 500 --seed 7
  npm run feed -- --file btcusdt.ndts.gz --file ethusdt.ndts.gz --speed 10 --loop
`;
