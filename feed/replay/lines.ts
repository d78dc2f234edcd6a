/** Streams the lines of a text file, plain or packed, without ever holding the whole file. */
import { MarketDataError } from '../../proto/errors.ts';
import { openUnpacked, unreadable } from './unpack.ts';

/** Longest line, characters: the largest venue snapshots are below 1 MB. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;

/**
 * Reads a file line by line; gzip, zstd and zip are recognised by the first bytes, not by the name. A byte order mark
 * is left out.
 *
 * A packed file that was cut off (its recorder died) gives the lines up to there.
 *
 * @returns Lines in file order without their ends, in groups of one chunk; empty lines included, so that counting
 *          them numbers the lines.
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE with path and reason.
 */
export async function* readLines(path: string): AsyncGenerator<readonly string[]> {
  const unpacked = await openUnpacked(path);
  const decoder = new TextDecoder();
  let rest = '';
  let lineCount = 0;
  try {
    for await (const chunk of unpacked.chunks) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE_LENGTH) {
        throw new MarketDataError(
          'ERR_SOURCE_UNREADABLE',
          `${path}: line ${String(lineCount + 1)} is longer than ${String(MAX_LINE_LENGTH)} characters, expected one ` +
            'record a line: take it out, or put line ends between the records',
        );
      }
      lineCount += lines.length;
      if (lines.length > 0) yield lines;
    }
  } catch (cause) {
    throw cause instanceof MarketDataError ? cause : unreadable(path, cause);
  } finally {
    unpacked.close();
  }
  if (rest !== '') yield [rest];
}

/** Of a file, what its first lines say: enough to recognise the format. */
export interface FileStart {
  /** Name without what packing added; of a zip archive, that of the file in it. */
  readonly name: string;
  /** At most `count`, without carriage returns; a last one that was cut off by `MAX_START_LENGTH` included. */
  readonly lines: readonly string[];
}

const MAX_START_LENGTH = 1024 * 1024;

/**
 * Reads the first lines of a file and lets go of it.
 *
 * @throws {MarketDataError} ERR_SOURCE_UNREADABLE
 */
export async function readStart(path: string, count: number): Promise<FileStart> {
  const unpacked = await openUnpacked(path);
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of unpacked.chunks) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > MAX_START_LENGTH || text.split('\n').length > count) break;
    }
  } catch (cause) {
    throw cause instanceof MarketDataError ? cause : unreadable(path, cause);
  } finally {
    unpacked.close();
  }
  const lines = text.split('\n').map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
  return { name: unpacked.name, lines: lines.slice(0, count) };
}
