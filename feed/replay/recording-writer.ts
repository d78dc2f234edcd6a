/** Writes what a venue sends into a file, streaming; what was written stays readable when the process is killed. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { MarketDataError } from '../../proto/errors.ts';
import type { RecordedEvent } from '../live/recorded-event.ts';
import { formatConnection, formatEvent } from './record.ts';
import { formatHeader, type RecordingHeader } from './recording-header.ts';

/** What is lost at most when the process is killed, milliseconds. */
const FLUSH_MS = 1_000;
/** Text that is gathered before it goes to the file, characters. */
const CHUNK_LENGTH = 64 * 1024;
/** Compressed once in real time: speed matters more than the last percent. */
const GZIP_LEVEL = 4;
const MEBIBYTE = 1024 * 1024;

export interface RecordingOptions {
  /** Replaces a file that is there. Default false: it is refused. */
  readonly shouldOverwrite?: boolean;
  /** What may wait for the disk, bytes; beyond it the recording fails. Default 256 MiB. */
  readonly maxWaitingBytes?: number;
  /** Hears once why the recording has failed; nothing is written after that. */
  readonly onFailure?: (error: MarketDataError) => void;
}

/** How far a recording is. */
export interface RecordingCounts {
  readonly events: number;
  /** Of the lines, before they are packed. */
  readonly bytes: number;
  /** Bytes that the disk has not taken yet. */
  readonly waitingBytes: number;
}

/**
 * One recording. The file is opened at once, so that a path that cannot be written is told before anything is
 * connected; events that come before `begin` wait for it.
 */
export class RecordingWriter {
  readonly #path: string;
  readonly #file: WriteStream;
  readonly #gzip: zlib.Gzip | undefined;
  readonly #maxWaitingBytes: number;
  readonly #onFailure: (error: MarketDataError) => void;
  readonly #flushing: NodeJS.Timeout;
  #chunk = '';
  #hasBegun = false;
  #early: RecordedEvent[] = [];
  #earlyLength = 0;
  #connection = 1;
  #events = 0;
  #bytes = 0;
  #failure: MarketDataError | undefined;
  #isClosed = false;

  private constructor(path: string, file: WriteStream, options: RecordingOptions) {
    this.#path = path;
    this.#file = file;
    this.#maxWaitingBytes = options.maxWaitingBytes ?? 256 * MEBIBYTE;
    this.#onFailure = options.onFailure ?? (() => undefined);
    const fail = (error: Error): void => {
      this.#fail(writeFault(path, error));
    };
    file.on('error', fail);
    if (path.endsWith('.gz')) {
      this.#gzip = zlib.createGzip({ level: GZIP_LEVEL });
      this.#gzip.on('error', fail);
      this.#gzip.pipe(file);
    }
    this.#flushing = setInterval(() => {
      this.#flush();
    }, FLUSH_MS);
    this.#flushing.unref();
  }

  /**
   * Opens the file, gzipped if its name ends in `.gz`.
   *
   * @throws {MarketDataError} ERR_CONFIG_INVALID when it is there already, or cannot be written.
   */
  static async open(path: string, options: RecordingOptions = {}): Promise<RecordingWriter> {
    try {
      const handle = await open(path, options.shouldOverwrite === true ? 'w' : 'wx');
      return new RecordingWriter(path, createWriteStream(path, { fd: handle }), options);
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'EEXIST') {
        throw new MarketDataError(
          'ERR_CONFIG_INVALID',
          `${path} is there already: name another file, or say --overwrite`,
          { cause: error },
        );
      }
      throw writeFault(path, error);
    }
  }

  /** Writes the header, and what has come before it. */
  begin(header: RecordingHeader): void {
    if (this.#hasBegun) throw new Error('A recording has one header');
    this.#hasBegun = true;
    this.#add(`${formatHeader(header)}\n`);
    const early = this.#early;
    this.#early = [];
    this.#earlyLength = 0;
    for (const event of early) this.#write(event);
    this.#flush();
  }

  /**
   * Takes an event; may be called before `begin`, and does nothing after a failure.
   *
   * @returns False while more than half of what may wait for the disk does.
   */
  write(event: RecordedEvent): boolean {
    if (this.#failure !== undefined || this.#isClosed) return false;
    if (this.#hasBegun) this.#write(event);
    else {
      this.#early.push(event);
      this.#earlyLength += 'text' in event ? event.text.length : 0;
      this.#checkRoom();
    }
    return this.#waitingBytes() < this.#maxWaitingBytes / 2;
  }

  counts(): RecordingCounts {
    return { events: this.#events, bytes: this.#bytes, waitingBytes: this.#waitingBytes() };
  }

  /**
   * Writes what is left and closes the file; may be called twice.
   *
   * @throws {MarketDataError} ERR_CONFIG_INVALID: why the recording has failed, if it has.
   */
  async close(): Promise<void> {
    clearInterval(this.#flushing);
    if (!this.#isClosed) {
      this.#isClosed = true;
      if (this.#failure === undefined) {
        this.#pass();
        (this.#gzip ?? this.#file).end();
      }
    }
    if (this.#failure === undefined) {
      await finished(this.#file).catch((error: unknown) => {
        this.#fail(writeFault(this.#path, error));
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }

  #write(event: RecordedEvent): void {
    const { connection, kind } = event;
    if (kind === 'frame' || kind === 'answer') {
      if (connection !== this.#connection) this.#add(formatConnection(connection));
      this.#connection = connection;
    }
    this.#events += 1;
    this.#add(formatEvent(event));
  }

  #add(text: string): void {
    this.#chunk += text;
    if (this.#chunk.length >= CHUNK_LENGTH) this.#pass();
  }

  /** Hands over what was gathered. */
  #pass(): void {
    if (this.#chunk === '' || this.#failure !== undefined) return;
    const bytes = Buffer.from(this.#chunk);
    this.#chunk = '';
    this.#bytes += bytes.length;
    (this.#gzip ?? this.#file).write(bytes);
    this.#checkRoom();
  }

  #checkRoom(): void {
    if (this.#waitingBytes() <= this.#maxWaitingBytes) return;
    const error = new MarketDataError(
      'ERR_CONFIG_INVALID',
      `cannot write ${this.#path} as fast as the venue sends: ${String(Math.round(this.#waitingBytes() / MEBIBYTE))} MiB ` +
        'wait for the disk; record fewer symbols, or onto a faster disk',
    );
    this.#fail(error);
  }

  /** So that what was packed up to now can be unpacked. */
  #flush(): void {
    this.#pass();
    if (this.#failure === undefined) this.#gzip?.flush(zlib.constants.Z_SYNC_FLUSH);
  }

  #waitingBytes(): number {
    const packing = this.#gzip?.writableLength ?? 0;
    return this.#earlyLength + this.#chunk.length + packing + this.#file.writableLength;
  }

  #fail(error: MarketDataError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    clearInterval(this.#flushing);
    this.#chunk = '';
    this.#early = [];
    this.#earlyLength = 0;
    this.#gzip?.destroy();
    this.#file.destroy();
    this.#onFailure(error);
  }
}

function writeFault(path: string, cause: unknown): MarketDataError {
  const code = (cause as { readonly code?: unknown }).code;
  const reasons: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full; what was written before can be replayed',
    EDQUOT: 'the quota of the disk is used up; what was written before can be replayed',
    ENOENT: 'there is no such directory',
    EACCES: 'no permission to write it',
    EROFS: 'the disk is read-only',
    EISDIR: 'it is a directory, expected a file',
  };
  const reason =
    (typeof code === 'string' ? reasons[code] : undefined) ??
    (cause instanceof Error ? cause.message : String(cause));
  const suffix = typeof code === 'string' ? ` (${code})` : '';
  return new MarketDataError('ERR_CONFIG_INVALID', `cannot write ${path}: ${reason}${suffix}`, {
    cause,
  });
}
