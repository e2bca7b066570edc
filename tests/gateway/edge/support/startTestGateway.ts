import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readConfig } from '../../../../gateway/config.ts';
import { createGateway } from '../../../../gateway/createGateway.ts';
import { composeTest } from '../../../support/composeTest.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../../../support/serveTestSubgraph.ts';

/** A gateway on real sockets over real subgraphs, as an operator starts it. */
export interface TestGateway {
  /** Of the public port, without a path. */
  readonly url: string;
  readonly adminUrl: string;
  readonly folder: string;
  readonly supergraphFile: string;
  readonly subgraphs: Readonly<Record<string, ServedSubgraph>>;
  /** Everything that was logged so far. */
  readonly log: () => string;
  /** Posts to `/graphql`. */
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Ends the gateway only. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

export async function startTestGateway(
  definitions: Readonly<Record<string, TestSubgraph>>,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<TestGateway> {
  const names = Object.keys(definitions);
  const served = await Promise.all(Object.values(definitions).map(serveTestSubgraph));
  const folder = await mkdtemp(join(tmpdir(), 'tongban-gateway-'));
  const supergraphFile = join(folder, 'supergraph.graphql');
  const sources = Object.entries(definitions).map(([name, { sdl }], index) => ({
    name,
    sdl,
    url: served[index]?.url ?? '',
  }));
  await writeFile(supergraphFile, composeTest(sources));

  const lines: string[] = [];
  const sink = new Writable({
    write: (chunk, _, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  const config = await readConfig({
    settings: { port: 0, supergraph: supergraphFile, ...settings },
    env: {},
  });
  const gateway = createGateway(config, { logger: pino({ level: config.logLevel, base: null }, sink) });
  const closeAll = async () => {
    await gateway.stop();
    await Promise.all(served.map((subgraph) => subgraph.close()));
    await rm(folder, { recursive: true });
  };
  const { url, adminUrl } = await gateway.start().catch(async (error: unknown) => {
    await closeAll();
    throw error;
  });
  return {
    url,
    adminUrl,
    folder,
    supergraphFile,
    subgraphs: Object.fromEntries(served.map((subgraph, index) => [names[index] ?? '', subgraph])),
    log: () => lines.join(''),
    post: (body, headers = {}) =>
      fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    get: (path, init) => fetch(`${url}${path}`, init),
    stop: () => gateway.stop(),
    close: closeAll,
  };
}
