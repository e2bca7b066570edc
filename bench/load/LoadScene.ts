import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dispatcher, Pool } from 'undici';
import { createIssuer } from '../gateway/createIssuer.ts';
import type { Peer } from '../gateway/Peer.ts';
import type { PeerProcess } from '../gateway/PeerProcess.ts';
import { HAND_WRITTEN } from '../gateway/programs/handWritten.ts';
import { type Endpoints, startEndpoints } from '../gateway/startEndpoints.ts';
import { startOurs } from '../gateway/startOurs.ts';
import { OPERATIONS, type OperationName, VARIANTS } from '../gateway/world.ts';

const OPEN = 256;

/** Our gateway as it is by default, with tokens and signed calls, before subgraphs that answer after a given time. */
export class LoadScene {
  readonly gateway: Peer;
  readonly #endpoints: Endpoints;
  readonly #started: readonly PeerProcess[];
  readonly #folder: string;
  readonly #pools = new Map<string, Pool>();

  private constructor(gateway: Peer, endpoints: Endpoints, started: readonly PeerProcess[], folder: string) {
    this.gateway = gateway;
    this.#endpoints = endpoints;
    this.#started = started;
    this.#folder = folder;
  }

  static async open(answerAfterMs: number): Promise<LoadScene> {
    const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-load-'));
    const started: PeerProcess[] = [];
    try {
      const endpoints = await startEndpoints(folder, started, answerAfterMs);
      const { settings, tokenOf } = await createIssuer();
      const gateway = await startOurs(endpoints, started, 'gateway', { logLevel: 'error', ...settings });
      return new LoadScene({ ...gateway, tokenOf }, endpoints, started, folder);
    } catch (error) {
      await Promise.all(started.map((process) => process.stop()));
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  /** Asks the gateway. @param through - a connection of the caller's. @throws where the answer is not complete. */
  async ask(name: OperationName, number: number, through?: Dispatcher): Promise<void> {
    const { query, variables } = OPERATIONS[name];
    const body = JSON.stringify({ query, variables: variables(number % VARIANTS) });
    const token = this.gateway.tokenOf?.(number);
    await post(through ?? this.#poolOf(this.gateway.url), body, `Bearer ${token}`);
  }

  /** Asks the subgraphs for the same, as a client would who knows all of them and needs no gateway. */
  async askDirectly(name: 'Q1' | 'Q2', number: number): Promise<void> {
    const variables = OPERATIONS[name].variables(number % VARIANTS);
    const query = name === 'Q1' ? HAND_WRITTEN.notice : HAND_WRITTEN.person;
    const text = await this.#askSubgraph('people', { query, variables });
    if (name === 'Q1') return;
    const { records } = JSON.parse(text).data.person;
    await Promise.all(
      records.map((record: { readonly jurisdiction: string }) => {
        const representations = [{ __typename: 'Record', ...record }];
        return this.#askSubgraph(record.jurisdiction, {
          query: HAND_WRITTEN.records,
          variables: { representations },
        });
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    await Promise.all(this.#started.map((process) => process.stop()));
    await rm(this.#folder, { recursive: true });
  }

  #askSubgraph(name: string, body: object): Promise<string> {
    return post(this.#poolOf(this.#endpoints.urls[name] ?? ''), JSON.stringify(body));
  }

  #poolOf(url: string): Pool {
    const { origin } = new URL(url);
    const pool = this.#pools.get(origin) ?? new Pool(origin, { connections: OPEN });
    this.#pools.set(origin, pool);
    return pool;
  }
}

async function post(dispatcher: Dispatcher, body: string, authorization?: string): Promise<string> {
  const answer = await dispatcher.request({
    path: '/graphql',
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body,
  });
  const text = await answer.body.text();
  if (answer.statusCode !== 200 || text.includes('"errors":'))
    throw new Error(`${answer.statusCode}: ${text.slice(0, 300)}`);
  return text;
}
