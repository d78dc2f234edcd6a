/** Shows the log lines of several processes in one terminal: who says it, when, what. */
import { prettyFactory } from 'pino-pretty';

/** Colours of the names, in order of appearance: cyan, magenta, green, yellow. */
const NAME_COLOURS = [36, 35, 32, 33];
const NAME_WIDTH = 8;

/** Prints lines of processes and of the launcher itself. */
export interface ProcessLog {
  /** Prints one line of a process: a JSON log record readably, anything else as it is. */
  print(name: string, line: string): void;
}

/**
 * Makes a log printer.
 *
 * @param write      Receives whole lines with their line feed.
 * @param isColoured Whether to use terminal colours.
 */
export function createProcessLog(write: (text: string) => void, isColoured: boolean): ProcessLog {
  const pretty = prettyFactory({
    colorize: isColoured,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname,name',
    singleLine: true,
  });
  const prefixes = new Map<string, string>();

  function prefix(name: string): string {
    const known = prefixes.get(name);
    if (known !== undefined) return known;
    const colour = NAME_COLOURS[prefixes.size % NAME_COLOURS.length] ?? 36;
    const padded = name.padEnd(NAME_WIDTH);
    const made = isColoured ? `\u001b[${colour}m${padded}\u001b[39m | ` : `${padded} | `;
    prefixes.set(name, made);
    return made;
  }

  return {
    print(name, line) {
      const text = isLogRecord(line) ? pretty(line) : line;
      for (const part of text.trimEnd().split('\n')) write(`${prefix(name)}${part}\n`);
    },
  };
}

/** Says whether a line is a record of pino: a JSON object with a level. */
function isLogRecord(line: string): boolean {
  if (!line.startsWith('{') || !line.includes('"level":')) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
