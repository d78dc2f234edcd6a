/** Puts the running Tickwire together: Redis, certificate, page, feed, recorder, server; and takes it apart again. */
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { openBrowser } from './page/open-browser.ts';
import { buildPage } from './page/build-page.ts';
import { findRedis } from './redis/find-redis.ts';
import { runPrivateRedis, useRedis } from './redis/run-redis.ts';
import type { StartOptions } from './start-options.ts';
import { ManagedProcess, type ProcessSpec } from './supervise/managed-process.ts';
import { createProcessLog } from './supervise/process-log.ts';
import { listenForShutdown } from './supervise/shutdown-signals.ts';
import { watchSources } from './supervise/watch-sources.ts';
import { ensureCertificate } from './tls/ensure-certificate.ts';
import { readNetwork, serverNames } from './tls/server-names.ts';
import { trustInstructions } from './tls/trust.ts';

/** Name under which the launcher itself speaks. */
const OWN_NAME = 'tickwire';

/** What is launched and where things are kept. */
export interface LaunchSetting {
  /** Absolute path of the repository, also the working directory. */
  readonly root: string;
  /** Folder for Redis data and certificates. */
  readonly dataDirectory: string;
  /** Node's arguments for each program. */
  readonly programs: Readonly<Record<'feed' | 'recorder' | 'server', readonly string[]>>;
}

/**
 * Starts everything and returns when everything has stopped again.
 *
 * @returns Exit code: 0 after a request to stop, 1 when something could not start.
 */
export async function launch(options: StartOptions, setting: LaunchSetting): Promise<number> {
  const launched = new Launch(options, setting);
  const shutdown = listenForShutdown(() => {
    launched.killAll();
  });
  const abort = new AbortController();
  const bringingUp = launched.bringUp(abort.signal);
  // Its failure is reported below; this only keeps it from counting as unhandled until then.
  bringingUp.catch(() => undefined);
  try {
    const reason = await Promise.race([
      shutdown.requested,
      launched.refused,
      bringingUp.then(async () => new Promise<never>(() => undefined)),
    ]);
    launched.say(`${reason}: stopping (once more to stop at once)`);
    return 0;
  } catch (error) {
    launched.say(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    abort.abort();
    await bringingUp.catch(() => undefined);
    await launched.stopAll();
    shutdown.dispose();
  }
}

/** The parts of one run. */
class Launch {
  readonly #options: StartOptions;
  readonly #setting: LaunchSetting;
  readonly #log = createProcessLog(
    (text) => process.stdout.write(text),
    process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  );
  /** In the order in which they are stopped. */
  readonly #processes: Partial<Record<'feed' | 'recorder' | 'server' | 'redis', ManagedProcess>> =
    {};
  readonly #closers: (() => void)[] = [];
  #refuse: (reason: Error) => void = () => undefined;
  /** Rejects when a process refuses to start. */
  readonly refused = new Promise<never>((_resolve, reject) => {
    this.#refuse = reject;
  });

  constructor(options: StartOptions, setting: LaunchSetting) {
    this.#options = options;
    this.#setting = setting;
    this.refused.catch(() => undefined);
    // Should the launcher itself fail, nothing that it started is left behind.
    process.once('exit', () => {
      this.killAll();
    });
  }

  say(text: string): void {
    for (const line of text.split('\n')) this.#log.print(OWN_NAME, line);
  }

  /** Starts all parts, each as soon as what it needs is there. */
  async bringUp(signal: AbortSignal): Promise<void> {
    const { root } = this.#setting;
    const say = this.say.bind(this);
    const page = this.#options.shouldBuild ? buildPage(root, say, signal) : Promise.resolve();
    // Both go on at the same time, and one may fail before the other is awaited.
    page.catch(() => undefined);
    const redisUrl = await this.#startRedis(signal);
    signal.throwIfAborted();
    const env = { ...process.env, REDIS_URL: redisUrl, LOG_LEVEL: this.#options.logLevel };
    if (this.#options.shouldFeed) this.#startFeed(env);
    await page;
    signal.throwIfAborted();
    await this.#startServer(env);
    // The log waits for it; people do not wait for it.
    this.#startRecorder(env);
    if (this.#options.shouldWatch) this.#closers.push(this.#watch());
  }

  /** Stops the parts in order, the writers first and the store last. */
  async stopAll(): Promise<void> {
    for (const close of this.#closers.splice(0)) close();
    const { feed, recorder, server, redis } = this.#processes;
    for (const part of [feed, recorder, server, redis]) await part?.stop();
  }

  /** Kills all parts at once. */
  killAll(): void {
    for (const part of Object.values(this.#processes)) part.kill();
  }

  async #startRedis(signal: AbortSignal): Promise<string> {
    const { dataDirectory } = this.#setting;
    const found = findRedis(this.#options.redisUrl, dataDirectory, (line) => {
      this.say(line);
    });
    if (found.kind === 'use') return useRedis(found.url, signal);
    const redis = await runPrivateRedis({
      binary: found.binary,
      dataDirectory,
      say: (line) => {
        this.say(line);
      },
      signal,
      onCreated: (part) => {
        this.#processes.redis = part;
      },
      onRefused: this.#refuse,
    });
    return redis.url;
  }

  #startFeed(env: ProcessSpec['env']): void {
    const feed = this.#create({
      name: 'feed',
      command: process.execPath,
      args: this.#setting.programs.feed,
      env,
      readyKind: 'publishing',
      finishedKind: 'finished',
      givenUpKind: 'gaveUp',
      inheritsInput: this.#options.feedReadsInput,
    });
    this.#processes.feed = feed;
    feed.start();
  }

  #startRecorder(env: ProcessSpec['env']): void {
    const recorder = this.#create({
      name: 'recorder',
      command: process.execPath,
      args: this.#setting.programs.recorder,
      env,
      readyKind: 'recording',
    });
    this.#processes.recorder = recorder;
    recorder.start();
  }

  async #startServer(env: ProcessSpec['env']): Promise<void> {
    const { host, port, webRoot } = this.#options;
    const { certFile, keyFile, trust } = await this.#certificate();
    let isFirstTime = true;
    const server = this.#create(
      {
        name: 'server',
        command: process.execPath,
        args: this.#setting.programs.server,
        env: {
          ...env,
          HOST: host,
          PORT: String(port),
          TLS_CERT_FILE: certFile,
          TLS_KEY_FILE: keyFile,
          // The page may be opened by any name that the certificate is good for.
          ALLOWED_ORIGINS: [env['ALLOWED_ORIGINS'] ?? '', ...this.#origins()].join(','),
          ...(webRoot !== undefined && { WEB_ROOT: webRoot }),
        },
        readyKind: 'listening',
      },
      (message) => {
        if (isFirstTime) this.#welcome(readUrl(message) ?? `https://${host}:${port}/`, trust);
        isFirstTime = false;
      },
    );
    this.#processes.server = server;
    server.start();
  }

  #origins(): readonly string[] {
    const { host, port } = this.#options;
    return serverNames(host, readNetwork()).map((name) => {
      const authority = isIPv6(name) ? `[${name}]` : name;
      return new URL(`https://${authority}:${port}`).origin;
    });
  }

  async #certificate(): Promise<{
    certFile: string;
    keyFile: string;
    trust: readonly string[];
  }> {
    if (this.#options.tls !== undefined) return { ...this.#options.tls, trust: [] };
    const files = await ensureCertificate({
      directory: join(this.#setting.dataDirectory, 'tls'),
      names: serverNames(this.#options.host, readNetwork()),
      nowMs: Date.now(),
    });
    return {
      ...files,
      trust: trustInstructions({
        caFile: files.caFile,
        platform: process.platform,
        isNew: files.created === 'authority-and-server',
      }),
    };
  }

  #welcome(url: string, trust: readonly string[]): void {
    this.say(
      ['', `Tickwire is live at  ${url}`, '', ...trust, 'Ctrl-C stops all of it.', ''].join('\n'),
    );
    if (this.#options.shouldOpenBrowser) openBrowser(url);
  }

  #create(spec: ProcessSpec, onReady?: (message: unknown) => void): ManagedProcess {
    return new ManagedProcess(spec, {
      onLine: (line) => {
        this.#log.print(spec.name, line);
      },
      onNews: (news) => {
        this.say(news);
      },
      onFinished: () => {
        this.say(`${spec.name} has come to its end; the rest goes on`);
      },
      onGaveUp: () => {
        this.say(`${spec.name} has given up, its message stands above; the rest goes on`);
      },
      onRefused: (how) => {
        this.#refuse(new Error(`${spec.name} could not start (${how}); its message stands above`));
      },
      ...(onReady !== undefined && { onReady }),
    });
  }

  #watch(): () => void {
    return watchSources(this.#setting.root, (changed) => {
      this.say(`${changed.join(', ')} changed`);
      if (changed.includes('feed') || changed.includes('proto')) this.#processes.feed?.replace();
      if (changed.includes('server') || changed.includes('proto')) {
        this.#processes.recorder?.replace();
        this.#processes.server?.replace();
      }
      if (changed.includes('web') || changed.includes('proto')) {
        buildPage(this.#setting.root, (line) => {
          this.say(line);
        }).then(
          (outcome) => {
            this.say(`page ${outcome}: reload it`);
          },
          (error: unknown) => {
            this.say(String(error));
          },
        );
      }
    });
  }
}

/** Takes the address out of the server's message `{kind: 'listening', url}`. */
function readUrl(message: unknown): string | undefined {
  const isUrl =
    typeof message === 'object' &&
    message !== null &&
    'url' in message &&
    typeof message.url === 'string';
  return isUrl ? (message.url as string) : undefined;
}
