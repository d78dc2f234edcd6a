/** `--map price=px,size=qty,...`: which column is what; pure. */

export const MAP_FIELDS = [
  'time',
  'price',
  'size',
  'side',
  'symbol',
  'id',
  'bid',
  'ask',
  'bidSize',
  'askSize',
  'type',
] as const;
export type MapField = (typeof MAP_FIELDS)[number];

/** For each field that there is, its column: a name of the header line, or a number, 1 first. */
export type ColumnMap = ReadonlyMap<MapField, string>;

/** Names that columns have elsewhere, in lower case without `_`, `-` and blanks; the first one that is there counts. */
const COMMON_NAMES: Readonly<Record<MapField, readonly string[]>> = {
  time: [
    'time',
    'timestamp',
    'ts',
    'datetime',
    'date',
    'tradetime',
    'eventtime',
    'transacttime',
    'timems',
    'localtime',
  ],
  price: ['price', 'px', 'last', 'lastprice', 'tradeprice', 'rate', 'p'],
  size: ['size', 'qty', 'quantity', 'amount', 'volume', 'vol', 'lastsize', 'tradesize', 'q'],
  side: ['side', 'aggressor', 'aggressorside', 'takerside', 'direction'],
  symbol: ['symbol', 'ticker', 'instrument', 'pair', 'product', 'productid', 'market', 'sym'],
  id: ['id', 'tradeid', 'tid'],
  bid: ['bid', 'bidprice', 'bestbid', 'bestbidprice', 'bidpx'],
  ask: ['ask', 'askprice', 'bestask', 'bestaskprice', 'askpx', 'offer'],
  bidSize: ['bidsize', 'bidqty', 'bidamount', 'bestbidsize', 'bidsz', 'bidvolume', 'bestbidqty'],
  askSize: ['asksize', 'askqty', 'askamount', 'bestasksize', 'asksz', 'askvolume', 'bestaskqty'],
  type: ['type', 'kind', 'event', 'msgtype'],
};

/** Reads the text of the flag; problems are texts for people. */
export function parseColumnMap(text: string): {
  readonly map: ColumnMap;
  readonly problems: readonly string[];
} {
  const map = new Map<MapField, string>();
  const problems: string[] = [];
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(0, at)).trim();
    const column = part.slice(at + 1).trim();
    const field = MAP_FIELDS.find((one) => one === name);
    if (at < 0 || column === '') {
      problems.push(`--map: expected parts as price=px with commas between them, got "${part}"`);
    } else if (field === undefined) {
      problems.push(`--map: there is no field "${name}", expected ${MAP_FIELDS.join(', ')}`);
    } else if (map.has(field)) problems.push(`--map: ${field} is named twice`);
    else map.set(field, column);
  }
  if (problems.length === 0) problems.push(...mapProblems(map));
  return { map, problems };
}

function mapProblems(map: ColumnMap): string[] {
  const problems: string[] = [];
  if (!map.has('time')) problems.push('--map: names no time, expected time=<column>');
  if (map.has('bid') !== map.has('ask')) {
    problems.push('--map: names one of bid and ask, expected both or none');
  }
  if (!map.has('price') && !map.has('bid')) {
    problems.push(
      '--map: names neither price nor bid and ask, expected price=<column> or bid=<column>,ask=<column>',
    );
  }
  return problems;
}

/** The map that common names of columns give; fields without such a name are left out. */
export function guessColumnMap(columns: readonly string[]): ColumnMap {
  const bare = columns.map((name) => name.toLowerCase().replace(/[_\-\s.]/g, ''));
  const map = new Map<MapField, string>();
  for (const field of MAP_FIELDS) {
    const name = COMMON_NAMES[field].find((one) => bare.includes(one));
    const column = name === undefined ? undefined : columns[bare.indexOf(name)];
    if (column !== undefined) map.set(field, column);
  }
  // One side of a quote alone says too little.
  if (map.has('bid') !== map.has('ask'))
    for (const field of ['bid', 'ask'] as const) map.delete(field);
  return map;
}

/** Whether a map, given or guessed, is enough to read ticks. */
export function isCompleteMap(map: ColumnMap): boolean {
  return mapProblems(map).length === 0;
}
