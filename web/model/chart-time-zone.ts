/** Wall-clock times and their texts in one time zone, with every slow Intl call cached. */

/** Which texts a clock can write. */
export type TimeStyle =
  'minute' | 'second' | 'day' | 'month' | 'year' | 'fullMinute' | 'fullSecond' | 'fullDate';

const STYLES: Readonly<Record<TimeStyle, Intl.DateTimeFormatOptions>> = {
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' },
  fullMinute: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  fullSecond: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  },
  fullDate: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
};

/** Offsets from UTC change on quarters of an hour only. */
const OFFSET_GRID_MS = 900_000;
/** Bounds each cache; a chart shows about 15 labels, a day of scrolling a few thousand. */
const CACHE_LIMIT = 2_048;

/** Reads and writes times in one zone. */
export class ZoneClock {
  readonly timeZone: string;
  readonly #locale: string | undefined;
  readonly #parts: Intl.DateTimeFormat;
  readonly #formats = new Map<TimeStyle, Intl.DateTimeFormat>();
  readonly #labels = new Map<string, string>();
  readonly #offsets = new Map<number, number>();

  /**
   * @param timeZone IANA name such as `Europe/Berlin`, or `UTC`.
   * @param locale   Language of month names and order of parts; absent: the browser's.
   * @throws {RangeError} When the browser does not know the zone.
   */
  constructor(timeZone: string, locale?: string) {
    try {
      this.#parts = new Intl.DateTimeFormat('en-US', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      });
    } catch (cause) {
      throw new RangeError(
        `Expected an IANA time zone such as "Europe/Berlin", got "${timeZone}"; choose one of Intl.supportedValuesOf('timeZone').`,
        { cause },
      );
    }
    this.timeZone = timeZone;
    this.#locale = locale;
  }

  /** What the zone's clocks show minus UTC at an instant, milliseconds. */
  offsetMs(timeMs: number): number {
    const key = Math.floor(timeMs / OFFSET_GRID_MS);
    let offset = this.#offsets.get(key);
    if (offset === undefined) {
      offset = this.#readOffset(key * OFFSET_GRID_MS);
      remember(this.#offsets, key, offset);
    }
    return offset;
  }

  /** What the zone's clocks show, as if it were UTC: milliseconds. */
  toWall(timeMs: number): number {
    return timeMs + this.offsetMs(timeMs);
  }

  /** The instant at which the zone's clocks show `wallMs`; in an hour that is skipped, the time after it. */
  fromWall(wallMs: number): number {
    // The offset near the wanted instant decides; the first guess can be on the wrong side of a change.
    const guess = wallMs - this.offsetMs(wallMs);
    return wallMs - this.offsetMs(wallMs - this.offsetMs(guess));
  }

  /** Text of an instant. */
  format(timeMs: number, style: TimeStyle): string {
    const key = `${style}${timeMs}`;
    let label = this.#labels.get(key);
    if (label === undefined) {
      let format = this.#formats.get(style);
      if (format === undefined) {
        const options = { ...STYLES[style], timeZone: this.timeZone };
        format = new Intl.DateTimeFormat(this.#locale, options);
        this.#formats.set(style, format);
      }
      label = format.format(timeMs);
      remember(this.#labels, key, label);
    }
    return label;
  }

  #readOffset(timeMs: number): number {
    const value: Record<string, number> = {};
    for (const { type, value: text } of this.#parts.formatToParts(timeMs)) {
      value[type] = Number(text);
    }
    const part = (type: string): number => value[type] ?? 0;
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return wall - timeMs;
  }
}

function remember<Key, Value>(cache: Map<Key, Value>, key: Key, value: Value): void {
  // Maps keep their order of insertion: the first key is the oldest.
  if (cache.size >= CACHE_LIMIT) {
    for (const oldest of cache.keys()) {
      cache.delete(oldest);
      break;
    }
  }
  cache.set(key, value);
}
