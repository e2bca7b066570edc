import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { openPort } from '../server/openPort.ts';
import type { RunningSystem } from '../server/RunningSystem.ts';
import { readRequest } from '../server/readRequest.ts';
import { shutPort } from '../server/shutPort.ts';
import { urlHost } from '../server/urlHost.ts';
import type { World } from '../world/World.ts';
import { AdminRefusal } from './AdminRefusal.ts';
import { createAdminRoutes } from './createAdminRoutes.ts';

interface AdminSettings {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly systems: readonly RunningSystem[];
  readonly world: World;
}

/** The port that governs the sandbox: who exists, where the systems are, what is wrong with them, what they were asked. */
export class AdminServer {
  readonly #settings: AdminSettings;
  readonly #server: Server;
  #port = 0;

  constructor(settings: AdminSettings) {
    this.#settings = settings;
    const route = createAdminRoutes(settings.systems, settings.world);
    this.#server = createServer((incoming, response) => {
      this.#serve(incoming, route).then(
        (body) => reply(response, 200, body),
        (failure: unknown) => {
          const status = failure instanceof AdminRefusal ? failure.status : 500;
          reply(response, status, { error: failure instanceof Error ? failure.message : 'failed' });
        },
      );
    });
  }

  get url(): string {
    return `http://${urlHost(this.#settings.host)}:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  /**
   * @param wish - the port to take if it is free and the settings name none.
   * @throws {Error} when no port can be opened.
   */
  async start(wish: number): Promise<void> {
    const { host, port } = this.#settings;
    this.#port = await openPort(this.#server, host, port === 0 ? wish : port, port !== 0);
  }

  close(): Promise<void> {
    return shutPort({
      server: this.#server,
      endConnections: () => this.#server.closeAllConnections(),
    });
  }

  async #serve(incoming: IncomingMessage, route: ReturnType<typeof createAdminRoutes>): Promise<unknown> {
    // A page in a browser may reach this port under a name of its own (DNS rebinding) and would read credentials.
    const named = `http://${incoming.headers.host ?? ''}`;
    const known = ['127.0.0.1', 'localhost', '[::1]', urlHost(this.#settings.host)];
    if (!URL.canParse(named) || !known.includes(new URL(named).hostname))
      throw new AdminRefusal(403, 'this host name is not served');
    const request = await readRequest(incoming);
    if (request === null) throw new AdminRefusal(413, 'the body is too long');
    return await route(request.method, request.path.split('?')[0] ?? '', request.body);
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body ?? null);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(text);
}
