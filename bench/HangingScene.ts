import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { PROVINCES } from '../domain/provinces.ts';
import { composeTest } from '../tests/support/composeTest.ts';
import { federationLink } from '../tests/support/federationLink.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../tests/support/serveTestSubgraph.ts';

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const READY_MS = 20_000;
/** 湖南. */
const BROKEN = '43';
const SDL = `${federationLink}
  type Account @key(fields: "jurisdiction id") { jurisdiction: ID!  id: ID!`;
const RECORDS = 'query Records($places: [ID!]!) { accounts(places: $places) { jurisdiction balance } }';

/** What the broken province does with a call, besides answering it. */
export type Ailment = 'none' | 'hangs' | 'crawls';

/** A gateway in a process of its own before 31 provinces, which one server stands for: one origin, as in the product. */
export class HangingScene {
  readonly healthy: readonly string[];
  readonly #gateway: ChildProcess;
  readonly #urls: { readonly url: string; readonly adminUrl: string };
  readonly #served: readonly ServedSubgraph[];
  readonly #folder: string;
  #asked = 0;

  private constructor(
    gateway: ChildProcess,
    urls: { readonly url: string; readonly adminUrl: string },
    served: readonly ServedSubgraph[],
    folder: string,
  ) {
    this.#gateway = gateway;
    this.#urls = urls;
    this.#served = served;
    this.#folder = folder;
    this.healthy = provinces().filter((place) => place !== BROKEN);
  }

  static async open(ailment: Ailment): Promise<HangingScene> {
    const served = await Promise.all([people, funds(ailment)].map(serveTestSubgraph));
    const [peopleUrl = '', fundsUrl = ''] = served.map(({ url }) => url);
    const folder = await mkdtemp(join(tmpdir(), 'tongban-bench-hanging-'));
    const [supergraph, partitions] = [join(folder, 'supergraph.graphql'), join(folder, 'partitions.json')];
    const { origin } = new URL(fundsUrl);
    const places = provinces().map((place) => [place, `${origin}/${place}/graphql`]);
    await writeFile(partitions, JSON.stringify({ funds: Object.fromEntries(places) }));
    await writeFile(
      supergraph,
      composeTest([
        { name: 'people', sdl: people.sdl, url: peopleUrl },
        { name: 'funds', sdl: funds(ailment).sdl, url: fundsUrl },
      ]),
    );
    const flags = ['--supergraph', supergraph, '--partitions', partitions, '--port', '0'];
    const gateway = spawn(process.execPath, [PROGRAM, 'gateway', ...flags], {
      env: { ...process.env, LOG_LEVEL: 'error', NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new HangingScene(gateway, await urlsOf(gateway), served, folder);
  }

  /** Asks for records at healthy provinces. @throws {Error} when one is missing. */
  async askHealthy(places: readonly string[]): Promise<void> {
    const text = await this.#ask(places);
    if (text.includes('"errors"')) throw new Error(`a healthy province was not answered for: ${text}`);
  }

  /** Asks for a record at the broken province, whatever comes of it. */
  async askBroken(): Promise<void> {
    await this.#ask([BROKEN]);
  }

  /** Calls that had to wait so far: at healthy provinces, and anywhere behind the call of another endpoint. */
  async waits(): Promise<{
    readonly healthy: number;
    readonly behindAnother: number;
    readonly broken: number;
  }> {
    const { body } = await request(`${this.#urls.adminUrl}/metrics`);
    const lines = [...(await body.text()).matchAll(/^tongban_upstream_waits_total\{(.*)\} (\d+)$/gm)];
    const sum = (isMeant: (labels: string) => boolean) =>
      lines.reduce((total, [, labels = '', value]) => total + (isMeant(labels) ? Number(value) : 0), 0);
    const isBroken = (labels: string) => labels.includes(`jurisdiction="${BROKEN}"`);
    return {
      healthy: sum((labels) => !isBroken(labels)),
      broken: sum(isBroken),
      behindAnother: sum((labels) => labels.includes('behind="another"')),
    };
  }

  async close(): Promise<void> {
    if (this.#gateway.exitCode === null && this.#gateway.kill()) await once(this.#gateway, 'exit');
    await Promise.all(this.#served.map((subgraph) => subgraph.close()));
    await rm(this.#folder, { recursive: true });
  }

  /** Every question is another one: none shares the call of another. */
  async #ask(places: readonly string[]): Promise<string> {
    const variables = { places: places.map((place) => `${place}0000/${this.#asked++}`) };
    const { body } = await request(`${this.#urls.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: RECORDS, variables }),
    });
    return body.text();
  }
}

const provinces = (): readonly string[] =>
  PROVINCES.filter(({ mainland31 }) => mainland31).map(({ code2 }) => code2);

const people: TestSubgraph = {
  sdl: `${SDL} }  type Query { accounts(places: [ID!]!): [Account!]! }`,
  resolvers: {
    Query: {
      accounts: (_: unknown, { places }: { places: readonly string[] }) =>
        places.map((place) => {
          const [jurisdiction, id] = place.split('/');
          return { jurisdiction, id };
        }),
    },
  },
};

const CRAWL_MS = 1_800;

function funds(ailment: Ailment): TestSubgraph {
  return {
    sdl: `${SDL} balance: String }`,
    resolvers: { Account: { balance: () => '12.30' } },
    intercept: ({ query }, _: ServerResponse, { url = '' }) => {
      if (ailment === 'none' || query.includes('_service') || !url.startsWith(`/${BROKEN}/`))
        return undefined;
      return ailment === 'crawls' ? sleep(CRAWL_MS) : new Promise(() => undefined);
    },
  };
}

async function urlsOf({ stdout }: ChildProcess) {
  let text = '';
  stdout?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  for (const until = performance.now() + READY_MS; performance.now() < until; await sleep(50)) {
    const [, url, adminUrl] = /tongban gateway: (http:\S+?)\/graphql.*?(http:[^\s)]+)/s.exec(text) ?? [];
    if (url !== undefined && adminUrl !== undefined) return { url, adminUrl: new URL(adminUrl).origin };
  }
  throw new Error(`the gateway is not ready: ${text}`);
}
