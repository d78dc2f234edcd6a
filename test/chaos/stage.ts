/** The whole system as processes of its own, with a proxy in every link. */
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { startRedis, type TestRedis } from '../support/redis.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';
import { temporaryDirectory, type TemporaryDirectory } from '../support/temporary-directory.ts';
import { waitFor } from '../support/wait-for.ts';
import { createRandom } from '../bench/random.ts';
import { SYMBOLS, type Link, type Scenario, type Victim } from './plan.ts';
import type { MadeMarket } from './source/made-ticks.ts';
import { quietPort } from './quiet-port.ts';
import { StageProgram } from './stage-program.ts';

export const PARTITIONS = 4;

const RECORDER = 'server/recorder/main.ts';

/** Short heartbeats, so that a scenario is long enough for a dead link to be noticed. */
const SERVER_ENVIRONMENT = {
  PLAINTEXT: 'true',
  HEARTBEAT_INTERVAL_MS: '500',
  HEARTBEAT_TIMEOUT_MS: '2000',
  ACK_TIMEOUT_MS: '3000',
};

/** Snapshots often enough that each scenario has some; days pass in seconds here, and nothing is to be too old. */
const RECORDER_ENVIRONMENT = {
  RECORDER_SNAPSHOT_MS: '400',
  RETAIN_1S: '365d',
  RETAIN_1M: '3650d',
  RETAIN_1H: '36500d',
};

/** Redis, feed, recorder, servers, and what is between them. */
export class Stage {
  readonly market: MadeMarket;
  readonly redis: TestRedis;
  /** A connection past all proxies, for looking and cutting. */
  readonly direct: Redis;
  readonly truthFile: string;
  readonly #directory: TemporaryDirectory;
  readonly #links = new Map<Link, TcpProxy>();
  readonly #programs = new Map<Victim, StageProgram>();
  readonly #serverPorts: number[] = [];

  private constructor(scenario: Scenario, redis: TestRedis, directory: TemporaryDirectory) {
    this.redis = redis;
    this.#directory = directory;
    this.truthFile = join(directory.path, 'truth.ndjson');
    this.direct = new Redis(redis.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    this.direct.on('error', () => undefined);
    const { seed, speed, isPunctual } = scenario;
    this.market = { seed, speed, isPunctual, startedMs: Date.now(), symbols: SYMBOLS };
  }

  /** Starts everything but the feed, and waits until the servers are ready. */
  static async start(scenario: Scenario): Promise<Stage> {
    const redis = await startRedis({ isPersistent: true, port: await quietPort() });
    const stage = new Stage(scenario, redis, temporaryDirectory('chaos'));
    try {
      await stage.#build(scenario);
    } catch (error) {
      await stage.stop();
      throw new Error(`${String(error)}\n${stage.output()}`, { cause: error });
    }
    return stage;
  }

  get serverNames(): Victim[] {
    return [...this.#programs.keys()].filter((name) => name.startsWith('server'));
  }

  /** Servers and recorder. */
  get readers(): StageProgram[] {
    return [...this.#programs].filter(([name]) => name !== 'feed').map(([, program]) => program);
  }

  get feed(): StageProgram {
    return this.program('feed');
  }

  get recorder(): StageProgram | undefined {
    return this.#programs.get('recorder');
  }

  program(name: Victim): StageProgram {
    const program = this.#programs.get(name);
    if (!program) throw new Error(`this stage has no ${name}`);
    return program;
  }

  link(name: Link): TcpProxy {
    const link = this.#links.get(name);
    if (!link) throw new Error(`this stage has no link ${name}`);
    return link;
  }

  /** Where a page connects to: any of the servers, through the proxy. */
  get pageUrl(): string {
    return `ws://127.0.0.1:${String(this.link('page').port)}/stream`;
  }

  /** Addresses of the servers themselves. */
  get serverUrls(): string[] {
    return this.#serverPorts.map((port) => `ws://127.0.0.1:${String(port)}/stream`);
  }

  /** A program that says again what the feed's log says. */
  createSecondFeed(): StageProgram {
    return this.#createFeed('second feed', 'second.ts');
  }

  async isReady(): Promise<boolean> {
    const answers = await Promise.all(
      this.#serverPorts.map((port) => fetch(`http://127.0.0.1:${String(port)}/readyz`)),
    );
    return answers.every(({ status }) => status === 200);
  }

  /** What the recorder has stored, one key a line. */
  async stored(): Promise<string> {
    const lines: string[] = [];
    for (const key of (await this.direct.keys('md:*:*')).toSorted()) {
      if ((await this.direct.type(key)) !== 'stream') continue;
      const [first] = await this.direct.xrange(key, '-', '+', 'COUNT', 1);
      const [last] = await this.direct.xrevrange(key, '+', '-', 'COUNT', 1);
      const count = await this.direct.xlen(key);
      lines.push(`${key}: ${String(count)} entries, ${first?.[0] ?? ''} to ${last?.[0] ?? ''}`);
    }
    return lines.join('\n');
  }

  /** All that the programs wrote. */
  output(): string {
    return [...this.#programs.values()].map((program) => program.output()).join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#programs.values()].map((program) => program.end()));
    await Promise.all([...this.#links.values()].map((link) => link.close()));
    this.direct.disconnect();
    await this.redis.stop();
    this.#directory.remove();
  }

  async #build({ seed, serverCount, hasRecorder }: Scenario): Promise<void> {
    const servers = (['server1', 'server2'] as const).slice(0, serverCount);
    const clients: Link[] = [...servers, 'feed', ...(hasRecorder ? (['recorder'] as const) : [])];
    for (const [index, name] of clients.entries()) {
      const targetPort = (): number => this.redis.port;
      this.#links.set(name, await TcpProxy.open({ targetPort, seed: seed * 10 + index }));
    }
    for (const name of servers) {
      const port = await quietPort();
      this.#serverPorts.push(port);
      this.#add(name, 'server/main.ts', { ...SERVER_ENVIRONMENT, PORT: String(port) });
    }
    if (hasRecorder) this.#add('recorder', RECORDER, RECORDER_ENVIRONMENT);
    this.#programs.set('feed', this.#createFeed('feed', 'main.ts'));
    const random = createRandom(seed + 5);
    const targetPort = (): number =>
      this.#serverPorts[Math.floor(random() * this.#serverPorts.length)] ?? 0;
    this.#links.set('page', await TcpProxy.open({ targetPort, seed: seed * 10 + 9 }));
    await Promise.all(this.readers.map((program) => program.start()));
    await waitFor(() => this.isReady(), { what: 'the servers to be ready', timeoutMs: 30_000 });
  }

  #add(name: Victim, script: string, env: Readonly<Record<string, string>>): void {
    this.#programs.set(name, this.#create(name, name as Link, script, env));
  }

  #createFeed(name: string, script: string): StageProgram {
    return this.#create(name, 'feed', `test/chaos/source/${script}`, {
      TRUTH_FILE: this.truthFile,
      MARKET: JSON.stringify(this.market),
    });
  }

  #create(
    name: string,
    link: Link,
    script: string,
    env: Readonly<Record<string, string>>,
  ): StageProgram {
    const common = {
      REDIS_URL: `redis://127.0.0.1:${String(this.link(link).port)}`,
      PARTITIONS: String(PARTITIONS),
      LOG_LEVEL: 'info',
    };
    return new StageProgram({ name, script, env: { ...common, ...env } });
  }
}
