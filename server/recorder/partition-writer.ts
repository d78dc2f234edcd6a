/** Writes one partition's bars and snapshots in bounded portions, in order, one at a time. */
import { encodeBar } from '../../proto/instrument-codec.ts';
import {
  barsKey,
  entryIdText,
  recorderFenceKey,
  sinceKey,
  snapshotKey,
  snapshotOrdinalKey,
  snapshotPositionKey,
  snapshotRoundKey,
} from '../../proto/redis-keys.ts';
import type { Bar, BaseInterval, Instrument } from '../../proto/types.ts';
import type { LogPosition } from '../recovery/log-position.ts';
import { oldestKeptMs, type Retention } from './retention.ts';
import type { RecorderRedis, WriteAnswer, WriteStep } from './write-script.ts';

/** A bar that never changes again. */
export interface ClosedBar {
  readonly instrument: Instrument;
  readonly interval: BaseInterval;
  readonly bar: Bar;
}

/** The state of one symbol as it is stored. */
export interface EncodedSnapshot {
  readonly instrument: Instrument;
  readonly bytes: Uint8Array;
}

export interface PartitionWriterOptions {
  readonly partition: number;
  /** Number that the lock gave. */
  readonly fence: string;
  readonly retention: Retention;
}

/** Bars of one command: a few milliseconds of Redis. */
export const BARS_PER_WRITE = 300;

interface Call {
  readonly step: WriteStep;
  readonly round?: string;
  readonly position?: LogPosition;
  readonly bars?: readonly ClosedBar[];
  readonly snapshots?: readonly EncodedSnapshot[];
}

/** Calls the script; whoever uses it waits for one call before the next. */
export class PartitionWriter {
  readonly #redis: RecorderRedis;
  readonly #options: PartitionWriterOptions;

  constructor(redis: RecorderRedis, options: PartitionWriterOptions) {
    this.#redis = redis;
    this.#options = options;
  }

  /**
   * Adds closed bars to their streams; one that is there already stays as it is.
   *
   * @param bars At most `BARS_PER_WRITE`; those of one symbol and interval oldest first, and none of them
   *   before an older one was written.
   * @throws when Redis cannot be reached or refuses; then some of them may have been written.
   */
  writeBars(bars: readonly ClosedBar[]): Promise<WriteAnswer> {
    return this.#call({ step: 'bars', bars });
  }

  /**
   * Begins a round of snapshots.
   *
   * @param round    Unique among all rounds of all recorders.
   * @param position All snapshots of the round hold what the log has up to here, and so do those of earlier
   *   rounds of symbols that the round leaves out.
   * @throws when Redis cannot be reached or refuses.
   */
  begin(round: string, position: LogPosition): Promise<WriteAnswer> {
    return this.#call({ step: 'begin', round, position });
  }

  /**
   * Writes snapshots of the round; the bars that they take as closed have been written before.
   *
   * @throws when Redis cannot be reached or refuses.
   */
  writeSnapshots(round: string, snapshots: readonly EncodedSnapshot[]): Promise<WriteAnswer> {
    return this.#call({ step: 'snapshots', round, snapshots });
  }

  /**
   * Ends the round: from now on its position is the stored one.
   *
   * @throws when Redis cannot be reached or refuses.
   */
  end(round: string, position: LogPosition): Promise<WriteAnswer> {
    return this.#call({ step: 'end', round, position });
  }

  /**
   * Throws the partition's snapshots away: their log is gone.
   *
   * @throws when Redis cannot be reached or refuses.
   */
  clear(): Promise<WriteAnswer> {
    return this.#call({ step: 'clear' });
  }

  #call({ step, round = '', position, bars = [], snapshots = [] }: Call): Promise<WriteAnswer> {
    const { partition, fence, retention } = this.#options;
    const keys = [
      recorderFenceKey(partition),
      snapshotPositionKey(partition),
      snapshotOrdinalKey(partition),
      snapshotRoundKey(partition),
      snapshotKey(partition),
      sinceKey(partition),
    ];
    const indexOf = new Map<string, number>();
    const writable = bars.filter(({ bar }) => isWritable(bar));
    const barArguments = writable.flatMap(({ instrument, interval, bar }) => {
      const { symbol } = instrument;
      const key = barsKey(partition, symbol, interval);
      let index = indexOf.get(key);
      if (index === undefined) {
        index = keys.push(key);
        indexOf.set(key, index);
      }
      const oldestMs = oldestKeptMs(bar.openTimeMs, retention[interval]);
      return [
        index,
        `${String(bar.openTimeMs)}-0`,
        `${String(oldestMs)}-0`,
        asBuffer(encodeBar(bar)),
        symbol,
        sinceText(instrument),
      ];
    });
    return this.#redis.recorderWrite(
      keys.length,
      ...keys,
      ...[fence, step, round, position?.id ?? '', position?.ordinal ?? '', writable.length],
      ...barArguments,
      ...snapshots.flatMap(({ instrument, bytes }) => [
        instrument.symbol,
        sinceText(instrument),
        asBuffer(bytes),
      ]),
    );
  }
}

/** Redis has no entry ids at and before 1970; only a feed's fault makes such bars. */
function isWritable({ openTimeMs }: Bar): boolean {
  return openTimeMs > 0;
}

/** Empty: there was no other instrument of this name. */
function sinceText({ since }: Instrument): string {
  return since ? entryIdText(since) : '';
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
