/** One program of the stage: ended, frozen and started again as a scenario says. */
import { setImmediate } from 'node:timers/promises';
import { repositoryRoot, spawnProcess, type SpawnedProcess } from '../support/spawn-process.ts';

export interface ProgramOptions {
  readonly name: string;
  /** TypeScript file, relative to the repository. */
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A program of this project as a process of its own; knows all that its processes said. */
export class StageProgram {
  readonly name: string;
  readonly #options: ProgramOptions;
  readonly #processes: SpawnedProcess[] = [];
  #running: SpawnedProcess | undefined;

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.name = options.name;
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Starts it unless it runs; resolves when the process is there, not when it is ready. */
  async start(): Promise<SpawnedProcess> {
    if (this.#running) return this.#running;
    const { script, env } = this.#options;
    const started = await spawnProcess(process.execPath, ['--import', 'tsx', script], {
      cwd: repositoryRoot,
      hasChannel: true,
      env,
    });
    this.#running = started;
    this.#processes.push(started);
    void started.exited.then(() => {
      if (this.#running === started) this.#running = undefined;
    });
    return started;
  }

  /** Sends a signal; of one that ends it, waits for the end. */
  async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    const running = this.#running;
    if (!running) return;
    running.child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await running.exited;
    else await setImmediate();
  }

  /** The process that runs now. */
  get process(): SpawnedProcess {
    if (!this.#running) throw new Error(`${this.name} does not run`);
    return this.#running;
  }

  async end(): Promise<void> {
    const running = this.#running;
    if (!running) return;
    // One that is frozen does not die of anything else.
    await running.kill();
  }

  /** All that its processes wrote, with how each of them ended. */
  output(): string {
    return this.#processes
      .map(
        (one, index) =>
          `--- ${this.name}, process ${String(index + 1)}\n${one.stdout()}${one.stderr()}`,
      )
      .join('\n');
  }
}
