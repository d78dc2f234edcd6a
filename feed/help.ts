/** Text of `npm run feed -- --help`. */
import { DIRT_NAMES } from './dirt-flag.ts';
import { FILE_FORMATS } from './files/files-options.ts';
import { TIME_UNITS } from './files/time-text.ts';
import { VENUE_FORMATS } from './replay/formats.ts';
import { CATALOGUE } from './simulator/catalogue.ts';
import { MAX_ACTIVITY, MAX_SYMBOLS } from './simulator/options.ts';
import { VENUE_NAMES, VENUES } from './venues/catalogue.ts';

const dirtLines = Object.entries(DIRT_NAMES).map(
  ([name, { usual, meaning }]) => `      ${name.padEnd(12)}${meaning} (usual ${String(usual)})`,
);

const venueLines = VENUE_NAMES.map((name) => {
  const { channels, credentials, defaultSymbols } = VENUES[name].capabilities;
  const keys = credentials.map(({ variable }) => variable).join(', ');
  const offer = Object.keys(channels).join(', ');
  return `      ${name.padEnd(10)}${offer}${keys === '' ? '' : `; needs ${keys}`}\n${' '.repeat(16)}default ${defaultSymbols.join(', ')}`;
});

export const FEED_HELP = `Usage: npm run feed -- [command] [flags]

Writes market data into Redis, for any number of Tickwire servers to read. Commands, both without Redis:
  record               Writes what venues send into a file, which --file replays
  symbols              Lists what a venue offers

  --source <name>      simulator (default), replay (--file alone means it), stdin, venues and own adapters by the
                       path of their module, those with commas between them: kraken,okx,./my-feed.ts
  --takeover           Replaces a running feed that publishes some of the same symbols; without it
                       this one ends with an error that names the other. A feed that crashed is
                       replaced anyway: at once on the same machine, else after 5 seconds
  --replace-history    Where a symbol is stored with another venue or other decimals: deletes what is stored
                       of it. Without it the feed ends with an error that names the symbols
  --help, -h           This text

Venues: live, straight from the venue; prices appear as SYMBOL.VENUE
${venueLines.join('\n')}
  --symbols <list>     With commas between them: BTC-USDT,ETH-USDT; of several venues with their names:
                       BTC-USDT.BINANCE,BTC-USD.KRAKEN
  --channels <list>    Out of trades, quotes, depth. Default: all that the venue has
  --depth-levels <n>   Levels a side of the book, 1 to 50. Default 10
  --no-history         Fetches no past bars at the start

Standard input: one JSON object a line, {"symbol":"ACME","price":101.25,"size":3}; see feed/lines/README.md
  --venue <name>       Venue of symbols that the input does not declare. Default STDIN

Replay: files, plain, .gz, .zst or .zip
  --file <path>        Recording or table. May be given several times: the files are merged by time
  --format <name>      What they hold: ${FILE_FORMATS.join(', ')}. Default auto
  --venue-format <v>   Whose frames a recording without a header has: ${Object.keys(VENUE_FORMATS).join(', ')}. Default binance
  --adapter <path>     Module of your own whose recording it is
  --symbol <name>      The one instrument of the files, where they do not name it
  --venue <name>       Its venue. Default FILE
  --map <list>         Which column (CSV: name or number, 1 first) or field (NDJSON) holds what:
                       time=ts,price=px,size=qty; see feed/files/README.md
  --date <day>         Day from whose midnight the times count, UTC: 2024-08-08
  --time-unit <unit>   ${TIME_UNITS.join(', ')}. Default auto
  --delimiter <c>      Of CSV: one character, or tab. Default: recognised
  --decimals <p[,s]>   Of prices, and of sizes. Default: as many as the files need
  --speed <x>          Times as fast as recorded, or max: as fast as Redis takes it. Default 1
  --from <moment>      Starts there: a time as 2024-08-08T23:55:00Z (UTC without a zone), or an
                       offset from the first frame as +30s, +1m30s, +2h
  --to <moment>        Ends before that moment
  --loop               Starts over at the end, shifted by whole minutes so that no bar is hit twice

Simulator: a made-up market with the habits of real ones
  --symbols <n>        Number of instruments, 1 to ${String(MAX_SYMBOLS)}; the first ${String(CATALOGUE.length)} are well-known names.
                       Default ${String(CATALOGUE.length)}
  --seed <n>           The same seed gives the same market. Default: a random one, which is logged
  --speed <x>          Times as fast as real time, or max. Default 1
  --activity <x>       Multiplies the rate of events, up to ${String(MAX_ACTIVITY)}. Default 1
  --dirt <list>        Faults to mix in: all, or names with commas between them, each with a rate
                       if wanted: crossed,late=0.05
${dirtLines.join('\n')}

record: the flags of venues, and
  --out <path>         File to write, compressed if it ends in .gz
  --for <time>         Ends after that time: 90s, 10m, 1h30m. Default: when it is stopped
  --overwrite          Replaces a file that is there already

Environment
  REDIS_URL            Redis to write to; rediss:// for TLS. Default redis://127.0.0.1:6379
  PARTITIONS           Partitions of the log, the same for all processes. Default 8
  LOG_RETENTION_MS     Age at which log entries are trimmed. Default 600000 (10 minutes)
  LOG_MAX_ENTRIES      Entries that a partition keeps at most. Default 80000
  FEED_BUFFER_TICKS    Ticks kept while Redis is away or out of memory; beyond it the oldest quotes
                       and depths go first, trades last, and charts show a gap. Default 200000
  LOG_LEVEL            trace, debug, info, warn, error, fatal. Default info
  <VENUE>_WS_URL, <VENUE>_HTTP_URL
                       Address in place of a venue's own, as KRAKEN_WS_URL: a sandbox, a proxy

Examples
  npm run feed -- --source binance --symbols BTC-USDT,ETH-USDT
  npm run feed -- --source kraken,okx
  npm run feed -- record --source kraken --symbols BTC-USD --out kraken.ndts.gz --for 10m
  npm run feed -- --file kraken.ndts.gz --speed 10 --loop
  python3 my_feed.py | npm run feed -- --source stdin
  npm run feed -- --source ./my-feed.ts
  npm run feed -- --symbols 500 --seed 7
`;
