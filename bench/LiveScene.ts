import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Feed } from '../tests/gateway/live/support/Feed.ts';
import { names } from '../tests/gateway/live/support/names.ts';
import { composeTest } from '../tests/support/composeTest.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../tests/support/serveTestSubgraph.ts';
import { readProcessCosts } from './readProcessCosts.ts';
import { toldGatewayUrl } from './toldGatewayUrl.ts';

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

/** A gateway in a process of its own, before a source and a subgraph that completes what it says. */
export class LiveScene {
  readonly feed: Feed;
  /** Where the gateway answers GraphQL. */
  readonly url: string;
  readonly #gateway: ChildProcess;
  readonly #served: readonly ServedSubgraph[];
  readonly #folder: string;

  private constructor(parts: {
    readonly feed: Feed;
    readonly url: string;
    readonly gateway: ChildProcess;
    readonly served: readonly ServedSubgraph[];
    readonly folder: string;
  }) {
    this.feed = parts.feed;
    this.url = parts.url;
    this.#gateway = parts.gateway;
    this.#served = parts.served;
    this.#folder = parts.folder;
  }

  static async open(): Promise<LiveScene> {
    const feed = new Feed();
    const served = [await serveTestSubgraph(feed), await serveTestSubgraph(names)];
    const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-live-'));
    const file = join(folder, 'supergraph.graphql');
    const sources = { feed, names };
    await writeFile(
      file,
      composeTest(
        Object.entries(sources).map(([name, { sdl }], index) => ({
          name,
          sdl,
          url: served[index]?.url ?? '',
        })),
      ),
    );
    const gateway = spawn(process.execPath, [PROGRAM, 'gateway', '--supergraph', file, '--port', '0'], {
      env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new LiveScene({ feed, url: await toldGatewayUrl(gateway), gateway, served, folder });
  }

  /** Resident memory of the gateway once it has come to rest, KiB. */
  async memoryKib(): Promise<number> {
    let last = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 20; tries++) {
      await sleep(1_000);
      const kib = this.#costs().memoryMib * 1_024;
      if (Math.abs(kib - last) < 512) return kib;
      last = kib;
    }
    return last;
  }

  /** What the gateway has computed so far, ms. */
  cpuMs(): number {
    return this.#costs().cpuMs;
  }

  async close(): Promise<void> {
    if (this.#gateway.exitCode === null && this.#gateway.kill()) await once(this.#gateway, 'exit');
    await Promise.all(this.#served.map((subgraph) => subgraph.close()));
    await rm(this.#folder, { recursive: true });
  }

  #costs() {
    const costs = readProcessCosts(this.#gateway.pid ?? 0).get('start');
    if (costs === undefined)
      throw new Error('the gateway is gone, or there is no /proc to read its costs from');
    return costs;
  }
}
