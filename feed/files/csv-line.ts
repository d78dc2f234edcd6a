/** Splits lines of delimited text; pure. */

/** Recognised, in this order where a line has the same number of several. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

const QUOTE = '"';

/**
 * Splits a line into its cells, without blanks around them; a cell may be in quotes, with quotes in it doubled. A line
 * end in quotes is not understood: each row is a line.
 *
 * @param line May end in a carriage return.
 * @returns    A text that says what is wrong with it, where quotes do not fit.
 */
export function splitCells(line: string, delimiter: string): string[] | string {
  const end = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (!end.includes(QUOTE)) {
    const cells = end.split(delimiter);
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] ?? '';
      if (cell.charCodeAt(0) <= 32 || cell.charCodeAt(cell.length - 1) <= 32)
        cells[at] = cell.trim();
    }
    return cells;
  }
  return splitQuoted(end, delimiter);
}

function splitQuoted(line: string, delimiter: string): string[] | string {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    while (line[at] === ' ') at++;
    if (line[at] !== QUOTE) {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end < 0 ? undefined : end).trim());
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    at += 1;
    for (;;) {
      const end = line.indexOf(QUOTE, at);
      if (end < 0)
        return 'a quote is opened and not closed: expected each row on a line of its own';
      cell += line.slice(at, end);
      at = end + 1;
      if (line[at] !== QUOTE) break;
      cell += QUOTE;
      at += 1;
    }
    cells.push(cell);
    while (line[at] === ' ') at++;
    if (at >= line.length) return cells;
    if (line[at] !== delimiter)
      return `expected a delimiter behind the quote, got ${JSON.stringify(line[at])}`;
    at += 1;
  }
}

/** The delimiter that a line has most often; undefined where it has none. */
export function findDelimiter(line: string): string | undefined {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  let found: string | undefined;
  let most = 0;
  for (const delimiter of DELIMITERS) {
    const count = bare.split(delimiter).length - 1;
    if (count > most) [found, most] = [delimiter, count];
  }
  return found;
}
