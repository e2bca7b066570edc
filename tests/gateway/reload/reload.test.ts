import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { acceptedKeysFor } from '../../../subgraphs/serving/acceptedKeysFor.ts';
import { verifyCallContext } from '../../../subgraphs/serving/verifyCallContext.ts';
import { composeTest } from '../../support/composeTest.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../../support/serveTestSubgraph.ts';
import { GatewayProcess } from '../edge/support/GatewayProcess.ts';
import { createTestIssuer, type TestIssuer } from '../edge/support/testIssuer.ts';
import { world } from '../edge/support/world.ts';
import { Feed } from '../live/support/Feed.ts';
import { readEvents } from '../live/support/readEvents.ts';
import { Traffic } from './Traffic.ts';

const OLD = Buffer.alloc(32, 1);
const YOUNG = Buffer.alloc(32, 2);
const events = new Feed();
const query = '{ me { name fund } }';

let folder: string;
let people: ServedSubgraph;
let moved: ServedSubgraph;
let funds: ServedSubgraph;
let feed: ServedSubgraph;
let gateway: GatewayProcess;
let url: string;
let adminUrl: string;
let traffic: Traffic;
let home: TestIssuer;
let guest: TestIssuer;
let settings: Record<string, unknown>;
/** Under which secret the last call was signed. */
let signedUnder: 'old' | 'young' | undefined;
/** What the subgraphs accept. */
let contextKey: { readonly master: Uint8Array; readonly also?: Uint8Array } = { master: OLD, also: YOUNG };

const path = (name: string) => join(folder, name);
async function write(name: string, content: unknown): Promise<void> {
  await replaceFile(path(name), typeof content === 'string' ? content : JSON.stringify(content));
}
async function configure(changes: Record<string, unknown>): Promise<void> {
  settings = { ...settings, ...changes };
  await write('gateway.json', settings);
}
const eventually = (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 10_000, interval: 20 });
const logged = (line: string) => eventually(() => expect(gateway.stderr).toContain(line));
const send = (text: string, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: text }),
  });
const statusFor = async (issuer: TestIssuer) =>
  (await send(query, { authorization: `Bearer ${await issuer.token()}` })).status;
const metric = async (name: string) => {
  const text = await (await fetch(adminUrl)).text();
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')
      .at(-1),
  );
};

/** As a subgraph of ours does: 401 unless the context is signed under a key that it accepts. */
function guarded(name: string, subgraph: TestSubgraph): TestSubgraph {
  return {
    ...subgraph,
    intercept: ({ headers }, response) => {
      const context = String(headers['tongban-context']);
      const isGood = (key: typeof contextKey) => {
        try {
          const accepted = acceptedKeysFor(name, key);
          return Boolean(
            verifyCallContext(context, { audience: name, contextKey: accepted, now: Date.now() }),
          );
        } catch {
          return false;
        }
      };
      if (!isGood(contextKey)) response.writeHead(401).end();
      signedUnder = isGood({ master: YOUNG }) ? 'young' : 'old';
    },
  };
}

const supergraphOf = (peopleSdl: string) =>
  composeTest([
    { name: 'people', sdl: peopleSdl, url: people.url },
    { name: 'funds', sdl: world.funds.sdl, url: funds.url },
    { name: 'feed', sdl: events.sdl, url: feed.url },
  ]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-reload-'));
  [people, moved, funds, feed] = await Promise.all([
    serveTestSubgraph(guarded('people', world.people)),
    serveTestSubgraph(guarded('people', world.people)),
    serveTestSubgraph(guarded('funds', world.funds)),
    serveTestSubgraph(events),
  ]);
  [home, guest] = [
    await createTestIssuer('https://home.example'),
    await createTestIssuer('https://guest.example'),
  ];
  await write('supergraph.graphql', supergraphOf(world.people.sdl));
  await write('home.json', { keys: [home.publicKey] });
  await write('secret', OLD.toString('base64'));
  settings = {
    port: 0,
    supergraph: 'supergraph.graphql',
    contextSecretFile: 'secret',
    revisions: 'revisions.json',
    issuers: [{ issuer: home.issuer, audience: 'tongban', jwksFile: 'home.json' }],
  };
  await configure({});
  gateway = new GatewayProcess({ args: ['--config', path('gateway.json')], env: { LOG_LEVEL: undefined } });
  url = await gateway.url();
  await eventually(() => expect(gateway.stdout).toContain('metrics at'));
  adminUrl = /metrics at (\S+)/.exec(gateway.stdout)?.[1] ?? '';
  traffic = new Traffic(async () => send(query, { authorization: `Bearer ${await home.token()}` }));
}, 40_000);

afterAll(async () => {
  await traffic.stop();
  gateway.kill('SIGTERM');
  await gateway.exit();
  await Promise.all([people, moved, funds, feed].map((served) => served.close()));
  await rm(folder, { recursive: true });
});

it('takes issuers, secrets, addresses, limits, approved documents, origins and supergraphs over while it serves, and loses no request', {
  timeout: 60_000,
}, async () => {
  const issuers = settings['issuers'] as unknown[];
  const both = [...issuers, { issuer: guest.issuer, audience: 'tongban', jwks: { keys: [guest.publicKey] } }];
  expect(await statusFor(guest)).toBe(401);
  await configure({ issuers: both });
  await eventually(async () => expect(await statusFor(guest)).toBe(200));

  const listening = readEvents(
    await send('subscription { ticked { number } }', {
      accept: 'text/event-stream',
      authorization: `Bearer ${await guest.token()}`,
    }),
  );
  await eventually(() => expect(events.open).toBe(1));

  await write('secret', YOUNG.toString('base64'));
  await logged('in use now: contextSecret');
  await eventually(() => expect(signedUnder).toBe('young'));
  contextKey = { master: YOUNG };

  await configure({ services: { people: moved.url } });
  await eventually(() => expect(moved.requests.length).toBeGreaterThan(0));

  const two = '{ a: echo(text: "1") b: echo(text: "2") }';
  expect((await send(two)).status).toBe(200);
  await configure({ limits: { aliases: 1 } });
  await eventually(async () => expect((await send(two)).status).toBe(400));

  await write('approved.json', { mine: query });
  await configure({ limits: {}, documents: { manifest: 'approved.json', mode: 'enforce' } });
  await eventually(async () => expect((await send(two)).status).toBe(403));
  await configure({ documents: {} });
  await logged('operations that no manifest holds would be let in; if that is meant, confirm it');
  expect((await send(two)).status).toBe(403);
  const content = await readFile(path('gateway.json'), 'utf8');
  await write('gateway.json.confirmed', createHash('sha256').update(content).digest('hex'));
  await eventually(async () => expect((await send(two)).status).toBe(200));

  await configure({ cors: { origins: ['https://portal.example'] }, logLevel: 'warn', port: 1 });
  await logged('in use now: cors, logLevel; only after a restart: port');
  const shared = await send(query, { origin: 'https://portal.example' });
  expect(shared.headers.get('access-control-allow-origin')).toBe('https://portal.example');

  await write('supergraph.graphql', supergraphOf(`${world.people.sdl} extend type Query { news: String }`));
  await logged('a new supergraph is in use, 3 operations are planned for it');
  expect((await send('{ news }')).status).toBe(200);

  // A key is changed as its issuer would: both for a while, then the new one alone.
  const next = await createTestIssuer(home.issuer, { kid: 'k2' });
  await write('home.json', { keys: [home.publicKey, next.publicKey] });
  await eventually(async () => expect(await statusFor(next)).toBe(200));
  traffic.useInstead(async () => send(query, { authorization: `Bearer ${await next.token()}` }));
  await traffic.settled();
  await write('home.json', { keys: [next.publicKey] });
  await eventually(async () => expect(await statusFor(home)).toBe(401));

  events.tick();
  await eventually(() => expect(listening.events()).toHaveLength(1));
  await configure({ issuers });
  await eventually(async () => expect(await statusFor(guest)).toBe(401));
  expect(await listening.ended).toBe('whole');
  expect(listening.text()).toContain('UNAUTHENTICATED');

  expect(traffic.failures).toEqual([]);
  expect(traffic.answered).toBeGreaterThan(200);
});

it('refuses a bad file with the reason, and one that takes its issuers away, and says for how long', {
  timeout: 30_000,
}, async () => {
  const refused = 'tongban_configuration_reloads_total{outcome="refused"}';
  const before = await metric(refused);
  const good = await readFile(path('gateway.json'), 'utf8');

  await configure({ limits: { aliases: -1 }, cors: { origins: ['https://other.example'] } });
  await logged('limits.aliases: must be at least 1');
  expect(gateway.stderr).toContain('gateway.json is refused, the settings in use stay:');
  expect(await metric('tongban_stale_seconds{source="configuration"}')).toBeGreaterThan(0);
  expect(await metric(refused)).toBe(before + 1);
  await write('gateway.json', good);
  await logged('nothing has changed');
  expect(await metric('tongban_stale_seconds{source="configuration"}')).toBe(0);

  settings = JSON.parse(good);
  await configure({ issuers: [] });
  await logged('1 of 1 issuers would be gone; if that is meant, confirm it: sha256sum gateway.json');
  expect((await send(query, { authorization: 'Bearer nonsense' })).status).toBe(401);
  await write('gateway.json', good);

  expect(traffic.failures).toEqual([]);
});

it('lets no older revision back in, of supergraph or configuration, now or at the next start, and nothing of it is used', {
  timeout: 40_000,
}, async () => {
  const content = await readFile(path('supergraph.graphql'), 'utf8');
  await write('supergraph.graphql', `# revision: 7\n${content}`);
  await logged('a new supergraph is in use');
  await eventually(async () =>
    expect(await readFile(path('revisions.json'), 'utf8')).toContain('"revision": 7'),
  );
  await write('supergraph.graphql', `# revision: 6\n${supergraphOf(world.people.sdl)}`);
  await logged('revision 7 has been in use, and its revision 6 is not above that');
  expect((await send('{ news }')).status).toBe(200);
  expect(await metric('tongban_stale_seconds{source="supergraph"}')).toBeGreaterThan(0);

  settings = JSON.parse(await readFile(path('gateway.json'), 'utf8'));
  const later = [...(settings['issuers'] as unknown[])];
  await configure({ revision: 2 });
  await eventually(async () =>
    expect(await readFile(path('revisions.json'), 'utf8')).toContain('"revision": 2'),
  );
  const trusting = { issuer: guest.issuer, audience: 'tongban', jwks: { keys: [guest.publicKey] } };
  await configure({ revision: 1, issuers: [...later, trusting] });
  await logged('revision 2 has been in use, and its revision 1 is not above that');
  expect(await statusFor(guest)).toBe(401);

  const next = new GatewayProcess({ args: ['--config', path('gateway.json')] });
  expect(await next.exit()).toBe(1);
  expect(next.stderr).toContain('revision 7 has been in use, and its revision 6 is not above that');
  expect(traffic.failures).toEqual([]);
});
