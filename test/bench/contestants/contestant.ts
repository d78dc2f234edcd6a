/** What the bench needs to know of a system, and how it starts it. */
import type { TestCertificate } from '../../support/certificate.ts';
import type { BenchProcess } from '../bench-process.ts';
import type { SinkName } from '../feed/sink.ts';
import type { LoadDialect } from '../load/load.ts';

/** What a server under test is started with. */
export interface Setting {
  readonly redisUrl: string;
  readonly certificate: TestCertificate;
  /** Folder for configuration files, empty, deleted afterwards. */
  readonly directory: string;
  /** Core of the server; undefined: any. */
  readonly core: number | undefined;
  /** More environment, of Tickwire only. */
  readonly env: Readonly<Record<string, string>>;
  /** What Tickwire wrote in the same workload, for the floor; absent if it has not run. */
  readonly writes?: WritesOfTickwire | undefined;
}

/** What each client was sent. */
export interface WritesOfTickwire {
  readonly perSecond: number;
  /** Mean length, with the head of the WebSocket frame. */
  readonly bytes: number;
  /** Updates a second to all clients together, which these writes brought. */
  readonly updatesPerSecond: number;
}

/** A server that takes clients. */
export interface RunningServer {
  readonly process: BenchProcess;
  readonly port: number;
  /** Where the feed writes to. */
  readonly feedUrl: string;
}

export type Availability =
  | { readonly kind: 'ready'; readonly version: string }
  /** What to install. */
  | { readonly kind: 'missing'; readonly advice: string };

/** One system of the comparison. */
export interface Contestant {
  readonly name: string;
  /** What it is, in a line for the head of the report. */
  readonly title: string;
  /** How the load generator talks to it. */
  readonly dialect: LoadDialect;
  /** Interval that clients ask for, milliseconds; 0: the server's own. */
  readonly rateMs: number;
  /** Absent: it needs no feed. */
  readonly sink?: SinkName;
  /** Whether it leaves out ticks on purpose, so that they do not count as lost. */
  readonly isConflated: boolean;
  availability(): Promise<Availability>;
  start(setting: Setting): Promise<RunningServer>;
}

/** Environment with the paths of certificate and key. */
export function tlsEnvironment(certificate: TestCertificate): Record<string, string> {
  return { TLS_CERT_FILE: certificate.certFile, TLS_KEY_FILE: certificate.keyFile };
}
