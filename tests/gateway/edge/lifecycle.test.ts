import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../../gateway/config.ts';
import { createGateway } from '../../../gateway/createGateway.ts';
import { startGateway } from '../../../gateway/main.ts';
import { composeTest } from '../../support/composeTest.ts';
import { findFreePort } from '../../support/findFreePort.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';
import { createTestIssuer } from './support/testIssuer.ts';
import { world } from './support/world.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

/** The persons' subgraph answers `/me` only once it is let. */
function held() {
  let arrive: (() => void) | undefined;
  let release: (() => void) | undefined;
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const intercept = async () => {
    arrive?.();
    await released;
  };
  return { reached, release: () => release?.(), people: { ...world.people, intercept } };
}

const eventually = (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 10_000, interval: 20 });

describe('a gateway', () => {
  it('is alive and ready, be every subgraph down', async () => {
    gateway = await startTestGateway(world);
    await Promise.all(Object.values(gateway.subgraphs).map((subgraph) => subgraph.close()));
    await gateway.post({ query: '{ me { name } }' });

    const answers = await Promise.all(
      ['/health', '/ready'].map(async (path) => {
        const response = await gateway.get(path);
        return [response.status, await response.json()];
      }),
    );

    expect(answers).toEqual([
      [200, { status: 'alive' }],
      [200, { status: 'ready' }],
    ]);
  });

  it('is ready once it has had keys of any issuer, and stays so', async () => {
    let hasKeys = false;
    const home = await createTestIssuer();
    const identity = createHttpServer((_, response) => {
      response.statusCode = hasKeys ? 200 : 503;
      response.end(JSON.stringify({ keys: [home.publicKey] }));
    }).listen(0, '127.0.0.1');
    await once(identity, 'listening');
    const jwksUri = `http://127.0.0.1:${(identity.address() as AddressInfo).port}/jwks`;
    const issuers = ['https://away.example', home.issuer].map((issuer, index) => ({
      issuer,
      audience: 'tongban',
      jwksUri: index === 0 ? 'http://127.0.0.1:9/' : jwksUri,
    }));
    gateway = await startTestGateway(world, {
      issuers,
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
    });
    const readiness = async () => (await fetch(`${gateway.adminUrl}/ready`)).status;

    expect(await readiness()).toBe(503);
    hasKeys = true;
    await eventually(async () => expect(await readiness()).toBe(200));
    identity.closeAllConnections();
    identity.close();
    expect(await readiness()).toBe(200);
  });

  it('that stops answers what is under way, closes its connections, and takes nothing new', async () => {
    const { reached, release, people } = held();
    gateway = await startTestGateway({ people, funds: world.funds });
    const answer = gateway.post({ query: '{ me { name } }' });
    await reached;

    const stopped = gateway.stop();
    await expect(fetch(`${gateway.url}/health`)).rejects.toThrow();
    release();
    const response = await answer;
    await stopped;

    expect(response.headers.get('connection')).toBe('close');
    expect(await response.json()).toEqual({ data: { me: { name: 'Ada' } } });
    await expect(fetch(gateway.adminUrl)).rejects.toThrow();
  });

  it('that stops says that it is not ready, on connections that are open still', async () => {
    const { reached, release, people } = held();
    gateway = await startTestGateway({ people, funds: world.funds });
    const answer = gateway.post({ query: '{ me { name } }' });
    await reached;
    const stopped = gateway.stop();

    const response = await fetch(`${gateway.adminUrl}/ready`);
    release();
    await Promise.all([answer, stopped]);

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('that stops waits for no connection on which nothing was asked, such as one for a request that was given up', async () => {
    gateway = await startTestGateway(world);
    const sockets = await Promise.all(
      [gateway.url, gateway.adminUrl].map(async (url) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
        await once(socket, 'connect');
        // Once a later one is served, this one has been accepted.
        await (await fetch(`${url}/health`)).text();
        return socket;
      }),
    );
    const closed = sockets.map((socket) => once(socket, 'close'));
    const startedAt = performance.now();

    await gateway.stop();

    expect(performance.now() - startedAt).toBeLessThan(2_500);
    await Promise.all(closed);
  });

  it('may be stopped while it starts: then it never serves', async () => {
    gateway = await startTestGateway(world);
    const port = await findFreePort();
    const config = await readConfig({
      settings: { port, adminPort: 0, supergraph: gateway.supergraphFile },
      env: {},
    });
    const signal = AbortSignal.abort(new Error('enough'));
    const logger = pino({ level: 'silent' });
    const early = createGateway(config, { logger });
    const started = early.start();

    await early.stop();

    await expect(started).rejects.toThrow('stopped while it started');
    await expect(startGateway(config, { logger }, signal)).rejects.toThrow('enough');
    const giveUp = new AbortController();
    const given = startGateway(config, { logger }, giveUp.signal);
    setImmediate(() => giveUp.abort(new Error('enough by now')));
    await expect(given).rejects.toThrow('enough by now');
    await expect(fetch(`http://127.0.0.1:${port}/health`)).rejects.toThrow();
  });

  it('may be stopped twice', async () => {
    gateway = await startTestGateway(world);

    await Promise.all([gateway.stop(), gateway.stop()]);
    await gateway.stop();
  });

  it('gives a request up that does not end within the drain time', { timeout: 15_000 }, async () => {
    const { reached, people } = held();
    gateway = await startTestGateway({ people, funds: world.funds }, { deadlines: { requestMs: 60_000 } });
    const answer = gateway.post({ query: '{ me { name } }' });
    await reached;
    const startedAt = performance.now();

    const [response] = await Promise.all([answer, gateway.stop()]);

    expect(await response.json()).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'DEADLINE_EXCEEDED' } }],
    });
    expect(performance.now() - startedAt).toBeLessThan(7_000);
  });
});

describe('ports', () => {
  const occupy = async () => {
    const port = await findFreePort();
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    return { port, free: () => server.close() };
  };
  /** Other tests have ports, too. */
  const besideAFreeOne = async (): ReturnType<typeof occupy> => {
    const occupied = await occupy();
    const before = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      before.once('error', () => resolve(false)).listen(occupied.port - 1, '127.0.0.1', () => resolve(true));
    });
    before.close();
    if (isFree) return occupied;
    occupied.free();
    return besideAFreeOne();
  };

  it('that are taken are named in one line, and the rest is closed', async () => {
    const { port, free } = await occupy();
    gateway = await startTestGateway(world);

    await expect(startTestGateway(world, { port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken`,
    );
    await expect(startTestGateway(world, { adminPort: port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: the port is taken`,
    );
    free();
  });

  it('for the admin are others where nobody asked for one and the next is taken', async () => {
    const { port, free } = await besideAFreeOne();
    gateway = await startTestGateway(world, { port: port - 1 });
    free();

    expect(gateway.adminUrl).not.toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${gateway.adminUrl}/health`)).status).toBe(200);
  });
});

describe('the supergraph file', () => {
  it.each(['own', 'reference'])('may change while the %s executor serves', async (executor) => {
    gateway = await startTestGateway(world, { executor });
    const old = await readFile(gateway.supergraphFile, 'utf8');
    const people = { ...world.people, sdl: world.people.sdl.replace('echo(text', 'call: String echo(text') };
    const changed = composeTest(
      Object.entries({ ...world, people }).map(([name, { sdl }]) => ({
        name,
        sdl,
        url: gateway.subgraphs[name]?.url ?? '',
      })),
    );
    expect((await gateway.post({ query: '{ call }' })).status).toBe(400);

    await replaceFile(gateway.supergraphFile, changed);
    await eventually(async () => expect((await gateway.post({ query: '{ call }' })).status).toBe(200));

    await replaceFile(gateway.supergraphFile, 'type Query {');
    await eventually(() => expect(gateway.log()).toContain('is refused, the supergraph in use stays'));
    expect((await gateway.post({ query: '{ call }' })).status).toBe(200);
    const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
    expect(metrics).toContain('tongban_supergraph_reloads_total{outcome="taken"} 1');
    expect(metrics).toContain('tongban_supergraph_reloads_total{outcome="refused"} 1');
    expect(old).not.toBe(changed);
  });
});
