/** What can be said about the addresses of requests without knowing the venue: amounts and times that can be meant; pure. */
import { WireReader } from '../../feed/venues/wire.ts';
import { showTime } from './faults.ts';

const wire = new WireReader('address');
const ROWS = /limit|count|size|rows/i;
const TIME_NAME = /^(from|to|start|end|since|until|before|after)([_-]?(time|at|date|ts|ms))?$/i;
/** A time of any unit since 2001. */
const TIME_DIGITS = /^\d{10,19}(\.\d+)?$/;
const NUMBER = /^\d+(\.\d+)?$/;
const DATE = /^\d{4}-\d\d-\d\d/;

/** What a request is about. */
export interface AskedSpan {
  readonly fromMs: number;
  readonly toMs: number;
  /** Rows that it may ask for. Absent: any number. */
  readonly maxRows?: number;
  /** Numbers that are no times. Absent: none, so that what is called `start` has to be a time. */
  readonly ids?: readonly string[];
}

/** Says what of an address cannot be meant. */
export function addressFaults(url: string, span: AskedSpan): string[] {
  const { fromMs, toMs, maxRows = Infinity, ids } = span;
  const { pathname, searchParams } = new URL(url);
  const fields = [
    ...pathname.split('/').map((segment) => ['', decodeURIComponent(segment)] as const),
    ...searchParams,
  ];
  const slackMs = toMs - fromMs + 3_600_000;
  const faults: string[] = [];
  for (const [name, value] of fields) {
    const shown = name === '' ? `/${value}` : `${name}=${value}`;
    if (ROWS.test(name) && NUMBER.test(value)) {
      if (Number(value) > maxRows) {
        faults.push(
          `${shown} asks for more than the ${String(maxRows)} rows that maxBars allows (samples.candles.maxRows)`,
        );
      }
      continue;
    }
    const isNamedTime = ids === undefined && TIME_NAME.test(name) && NUMBER.test(value);
    if (!(isNamedTime || TIME_DIGITS.test(value) || DATE.test(value))) continue;
    if (ids?.includes(value) === true) continue;
    const timeMs = timeOf(value);
    if (timeMs >= fromMs - slackMs && timeMs <= toMs + slackMs) continue;
    faults.push(
      `${shown} is ${showTime(timeMs)}, but ${showTime(fromMs)} to ${showTime(toMs)} is asked for`,
    );
  }
  return faults;
}

/** The address but for how many rows are asked for. */
export function withoutRows(url: string): string {
  const rest = new URL(url);
  for (const name of [...rest.searchParams.keys()]) {
    if (ROWS.test(name)) rest.searchParams.delete(name);
  }
  return rest.href;
}

function timeOf(value: string): number {
  try {
    return wire.time(value, '');
  } catch {
    return NaN;
  }
}
