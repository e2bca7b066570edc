import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Feed } from '../tests/gateway/live/support/Feed.ts';
import { names } from '../tests/gateway/live/support/names.ts';
import { composeTest } from '../tests/support/composeTest.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../tests/support/serveTestSubgraph.ts';
import type { SoakSample } from './SoakSample.ts';
import { toldGatewayUrl } from './toldGatewayUrl.ts';

const PROGRAM = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const SLOW_MS = 200;
const CALLERS = 50;
const LIFETIME_S = 24 * 3_600;
/** Runs inside the gateway: what it holds on to once garbage is collected, whenever it is asked. It ends with whoever asks. */
const SAMPLER = `process.on('message', () => {
  gc(); gc();
  const { rss, heapUsed } = process.memoryUsage();
  process.send({ rss, heapUsed, handles: process.getActiveResourcesInfo().length });
}); process.channel.unref();
process.once('disconnect', () => process.kill(process.pid));`;

/** A gateway in a process of its own, with issuers and signed contexts, before a source of events and a subgraph. */
export class SoakScene {
  readonly feed = new Feed();
  tokens: readonly string[] = [];
  url = '';
  #gateway: ChildProcess | undefined;
  #served: readonly ServedSubgraph[] = [];
  #folder = '';
  #issuers: readonly object[] = [];
  #edits = 0;
  #edited: Promise<void> = Promise.resolve();

  static async open(): Promise<SoakScene> {
    const scene = new SoakScene();
    await scene.#start();
    return scene;
  }

  /** As an operator does who edits the supergraph and the configuration, one edit after the other. */
  edit(): Promise<void> {
    this.#edited = this.#edited.then(() => this.#editOnce());
    return this.#edited;
  }

  async sample(minute: number): Promise<SoakSample> {
    const gateway = this.#gateway;
    if (gateway?.connected !== true) throw new Error('the gateway is gone');
    gateway.send('sample');
    const [{ rss, heapUsed, handles }] = await once(gateway, 'message');
    return { minute, rssMib: rss / 2 ** 20, heapMib: heapUsed / 2 ** 20, handles };
  }

  async close(): Promise<void> {
    const gateway = this.#gateway;
    await this.#edited;
    if (gateway !== undefined && gateway.exitCode === null && gateway.kill()) await once(gateway, 'exit');
    await Promise.all(this.#served.map((subgraph) => subgraph.close()));
    await rm(this.#folder, { recursive: true });
  }

  async #start(): Promise<void> {
    this.#folder = await mkdtemp(join(tmpdir(), 'tongban-bench-soak-'));
    const slowly = { ...names, intercept: ({ query }: { query: string }) => waitIfSlow(query) };
    this.#served = [await serveTestSubgraph(this.feed), await serveTestSubgraph(slowly)];
    await this.#issueTokens();
    await this.edit();
    const args = ['--expose-gc', '--import', `data:text/javascript,${encodeURIComponent(SAMPLER)}`];
    const gateway = spawn(
      process.execPath,
      [...args, PROGRAM, 'gateway', '--config', join(this.#folder, 'gateway.json')],
      {
        env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'fatal' },
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      },
    );
    this.#gateway = gateway;
    this.url = await toldGatewayUrl(gateway);
  }

  async #editOnce(): Promise<void> {
    this.#edits++;
    await this.#write('supergraph.graphql', this.#supergraph(this.#edits % 3));
    await this.#write('gateway.json', this.#settings(500 + (this.#edits % 2)));
  }

  async #issueTokens(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'soak', alg: 'ES256' }] };
    this.#issuers = [{ issuer: 'https://soak.example', audience: 'tongban', jwks }];
    const exp = Math.floor(Date.now() / 1_000) + LIFETIME_S;
    const tokenOf = (sub: string) =>
      new SignJWT({ iss: 'https://soak.example', aud: 'tongban', sub, exp })
        .setProtectedHeader({ alg: 'ES256', kid: 'soak' })
        .sign(privateKey);
    this.tokens = await Promise.all(Array.from({ length: CALLERS }, (_, index) => tokenOf(`s-${index}`)));
  }

  #supergraph(variant: number): string {
    const [feedUrl = '', namesUrl = ''] = this.#served.map(({ url }) => url);
    return composeTest([
      { name: 'feed', sdl: this.feed.sdl, url: feedUrl },
      { name: 'names', sdl: `${names.sdl} extend type Query { variant${variant}: Int }`, url: namesUrl },
    ]);
  }

  #settings(aliases: number): string {
    return JSON.stringify({
      port: 0,
      supergraph: 'supergraph.graphql',
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      issuers: this.#issuers,
      limits: { aliases },
    });
  }

  async #write(name: string, content: string): Promise<void> {
    const file = join(this.#folder, name);
    await writeFile(`${file}.new`, content, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
}

async function waitIfSlow(query: string): Promise<void> {
  if (query.includes('Slow')) await sleep(SLOW_MS);
}
