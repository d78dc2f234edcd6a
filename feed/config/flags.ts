/** Reads a command line into flags: which there are, and to which source each belongs. */
import { parseArgs } from 'node:util';

/** Kinds of sources: what they have in common is which flags they take. */
export const SOURCE_KINDS = ['simulator', 'replay', 'stdin', 'live'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

interface FlagSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** May be given several times. */
  readonly isRepeatable?: boolean;
  /** Absent: every kind. */
  readonly kinds?: readonly SourceKind[];
}

export const FLAGS = {
  help: { type: 'boolean', short: 'h' },
  source: { type: 'string', isRepeatable: true },
  takeover: { type: 'boolean' },
  'replace-history': { type: 'boolean' },
  speed: { type: 'string', kinds: ['simulator', 'replay'] },
  symbols: { type: 'string', kinds: ['simulator', 'live'] },
  seed: { type: 'string', kinds: ['simulator'] },
  activity: { type: 'string', kinds: ['simulator'] },
  dirt: { type: 'string', kinds: ['simulator'] },
  channels: { type: 'string', kinds: ['live'] },
  'depth-levels': { type: 'string', kinds: ['live'] },
  'no-history': { type: 'boolean', kinds: ['live'] },
  venue: { type: 'string', kinds: ['stdin', 'replay'] },
  file: { type: 'string', isRepeatable: true, kinds: ['replay'] },
  format: { type: 'string', kinds: ['replay'] },
  'venue-format': { type: 'string', kinds: ['replay'] },
  adapter: { type: 'string', kinds: ['replay'] },
  symbol: { type: 'string', kinds: ['replay'] },
  map: { type: 'string', kinds: ['replay'] },
  date: { type: 'string', kinds: ['replay'] },
  'time-unit': { type: 'string', kinds: ['replay'] },
  delimiter: { type: 'string', kinds: ['replay'] },
  decimals: { type: 'string', kinds: ['replay'] },
  loop: { type: 'boolean', kinds: ['replay'] },
  from: { type: 'string', kinds: ['replay'] },
  to: { type: 'string', kinds: ['replay'] },
} as const satisfies Readonly<Record<string, FlagSpec>>;

/** Flags of `record` alone. */
export const RECORD_FLAGS = {
  out: { type: 'string' },
  for: { type: 'string' },
  overwrite: { type: 'boolean' },
} as const satisfies Readonly<Record<string, FlagSpec>>;

/** What stands on a command line: name -> text, texts where it may be repeated, or true. */
export interface GivenFlags {
  readonly given: Readonly<Record<string, string | true | readonly string[]>>;
  readonly problems: string[];
}

/** Reads flags; everything that is none of `specs` is a problem. */
export function readFlags(
  args: readonly string[],
  specs: Readonly<Record<string, FlagSpec>>,
): GivenFlags {
  // Not strict: that would stop at the first problem.
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(specs).map(([name, { type, short }]) => [
        name,
        { type, ...(short !== undefined && { short }) },
      ]),
    ),
    strict: false,
    tokens: true,
  });
  const given: Record<string, string | true | string[]> = {};
  const problems: string[] = [];
  /** Index of the argument behind a faulty flag: its value, of which there is nothing more to say. */
  let ignored = -1;
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (token.index === ignored) continue;
      problems.push(`${token.value}: expected flags only; --help lists them`);
    }
    if (token.kind !== 'option') continue;
    const { name, value } = token;
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined;
    if (spec === undefined) {
      problems.push(`${token.rawName}: there is no such flag; --help lists all`);
      ignored = token.index + 1;
    } else if (spec.type === 'boolean') {
      if (value === undefined) given[name] = true;
      else problems.push(`--${name}: takes no value, got "${value}"`);
    } else if (value === undefined || value === '') {
      problems.push(`--${name}: expected a value after it`);
    } else if (value.startsWith('--') && !token.inlineValue) {
      problems.push(`--${name}: expected a value after it, got the flag ${value}`);
      ignored = token.index + 2;
    } else if (spec.isRepeatable === true) {
      const before = given[name];
      given[name] = [...(Array.isArray(before) ? before : []), value];
    } else given[name] = value;
  }
  return { given, problems };
}

/** Says which flags do not belong to the kind of source. */
export function misplacedFlags(given: GivenFlags['given'], kind: SourceKind): string[] {
  return Object.entries<FlagSpec>(FLAGS).flatMap(([name, { kinds }]) =>
    kinds === undefined || kinds.includes(kind) || !(name in given)
      ? []
      : [
          `--${name}: belongs to ${kinds.map(describeKind).join(' or ')}, but the source is ${describeKind(kind)}`,
        ],
  );
}

function describeKind(kind: SourceKind): string {
  return kind === 'live' ? 'a venue or an own adapter' : `--source ${kind}`;
}
