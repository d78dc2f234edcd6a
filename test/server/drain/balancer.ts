/** A small TCP load balancer: new connections go in turn to the servers that say they are ready. */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { fetchTrusting } from '../../support/fetch-trusting.ts';

const CHECK_MS = 100;

interface Backend {
  readonly port: number;
  isReady: boolean;
}

/** Listens on a port of its own until it is closed. */
export class Balancer {
  readonly #ca: string;
  readonly #backends: readonly Backend[];
  readonly #sockets = new Set<Socket>();
  #listener: Server;
  #next = 0;
  #checks: NodeJS.Timeout | undefined;

  private constructor(ca: string, ports: readonly number[]) {
    this.#ca = ca;
    this.#backends = ports.map((port) => ({ port, isReady: false }));
    this.#listener = createServer((client) => {
      this.#pass(client, this.#backends.length);
    });
  }

  /** @param ca Authority of the servers' certificates. */
  static async open(ca: string, ports: readonly number[]): Promise<Balancer> {
    const balancer = new Balancer(ca, ports);
    await new Promise<void>((resolve) => {
      balancer.#listener.listen(0, '127.0.0.1', resolve);
    });
    balancer.#checks = setInterval(() => {
      for (const backend of balancer.#backends) void balancer.#check(backend);
    }, CHECK_MS);
    return balancer;
  }

  get url(): string {
    return `https://localhost:${String((this.#listener.address() as AddressInfo).port)}`;
  }

  get readyCount(): number {
    return this.#backends.filter(({ isReady }) => isReady).length;
  }

  close(): void {
    clearInterval(this.#checks);
    this.#listener.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #check(backend: Backend): Promise<void> {
    try {
      const answer = await fetchTrusting(
        this.#ca,
        `https://localhost:${String(backend.port)}`,
        '/readyz',
      );
      backend.isReady = answer.status === 200;
    } catch {
      backend.isReady = false;
    }
  }

  #pass(client: Socket, attempts: number): void {
    const ready = this.#backends.filter(({ isReady }) => isReady);
    const backend = ready[this.#next++ % Math.max(1, ready.length)];
    if (!backend || attempts === 0) {
      client.destroy();
      return;
    }
    const server = connect(backend.port, '127.0.0.1');
    let isConnected = false;
    server.once('connect', () => {
      isConnected = true;
      client.pipe(server).pipe(client);
    });
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (isConnected || socket === client) other.destroy();
        else this.#pass(client, attempts - 1);
      });
    }
  }
}
