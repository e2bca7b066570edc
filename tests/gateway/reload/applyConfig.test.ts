import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../gateway/config.ts';
import { createAuthenticator } from '../../../gateway/edge/auth/createAuthenticator.ts';
import { CrossOrigin } from '../../../gateway/edge/CrossOrigin.ts';
import { createDocumentGate } from '../../../gateway/edge/documents/createDocumentGate.ts';
import type { GraphqlParameters } from '../../../gateway/edge/graphql/GraphqlParameters.ts';
import { Overload } from '../../../gateway/edge/overload/Overload.ts';
import { applyConfig } from '../../../gateway/reload/applyConfig.ts';
import { LastGoodCopies } from '../../../gateway/reload/LastGoodCopies.ts';
import { SettingsInForce } from '../../../gateway/reload/SettingsInForce.ts';
import type { UpstreamSettings } from '../../../gateway/upstream/govern/upstreamSettings.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';

const log = () => undefined;
const contextSecret = Buffer.alloc(32, 1).toString('base64');
const read = (settings: Record<string, unknown>) =>
  readConfig({ settings: { supergraph: '/s.graphql', ...settings }, env: {} });
const { publicKey, issuer } = await createTestIssuer();
const issuers = [{ issuer, audience: 'tongban', jwks: { keys: [publicKey] } }];

/** A gateway's settings, and what becomes of an edit. */
async function inForce(settings: Record<string, unknown>) {
  const told: string[] = [];
  const config = await read(settings);
  const logger = pino({ level: 'silent' });
  const documents = await createDocumentGate({ config, redis: undefined, logger, tell: () => undefined });
  onTestFinished(() => documents.close());
  const users = {
    settings: new SettingsInForce(config),
    documents,
    admission: { forget: () => void told.push('limits') },
    rates: {
      adopt: () => void told.push('rates'),
      takeContextSecret: (secret: Uint8Array) => void told.push(`rates by ${secret[0]}`),
    },
    upstreams: { adopt: ({ mostInFlight }: UpstreamSettings) => void told.push(`upstreams ${mostInFlight}`) },
    entityCache: { takeContextSecret: (secret: Uint8Array) => void told.push(`cache by ${secret[0]}`) },
    authenticator: await createAuthenticator([], { log, copies: new LastGoodCopies(log) }),
    crossOrigin: new CrossOrigin([]),
    logger,
  };
  const edit = async (changed: Record<string, unknown>, isConfirmed = false) =>
    applyConfig({ next: await read(changed), file: 'gateway.yaml', isConfirmed }, users);
  return { ...users, edit, told };
}

it('takes no issuers up while it signs nothing: subgraphs could not tell who asks', async () => {
  const { settings, authenticator, edit } = await inForce({});

  await expect(edit({ issuers, contextSecret, limits: { depth: 3 } })).rejects.toThrow(
    'a first context secret, and issuers with it, are taken up at the start only',
  );

  // Where there are issuers, this is no token.
  expect(await authenticator.authenticator.identify('Bearer x')).toBeNull();
  expect([settings.limits.depth, settings.signContext]).toEqual([60, undefined]);
});

it('goes on signing with a secret that was taken out of the file, and says that this waits for a restart', async () => {
  const { settings, edit, told } = await inForce({ contextSecret });

  expect(await edit({ limits: { depth: 3 } })).toBe(
    'in use now: limits; only after a restart: contextSecret',
  );
  expect(settings.limits.depth).toBe(3);
  expect(told).toEqual(['limits']);
  expect(settings.config.contextSecret).toEqual(new Uint8Array(Buffer.alloc(32, 1)));
  expect(settings.signContext).toBeDefined();
});

it('takes what lives on and leaves the rest of an edit, and names both', async () => {
  const { settings, edit } = await inForce({ port: 1 });

  expect(await edit({ port: 2, host: '0.0.0.0', services: { people: 'http://127.0.0.1:1/graphql' } })).toBe(
    'in use now: services; only after a restart: port, host',
  );
  expect([settings.config.port, settings.urlFor('people'), settings.urlFor('toString')]).toEqual([
    1,
    'http://127.0.0.1:1/graphql',
    undefined,
  ]);
});

it('tells whoever counts of other rates', async () => {
  const { edit, told } = await inForce({});

  expect(await edit({ rates: { portals: { 'portal-1': { perMinute: 0 } } } })).toBe('in use now: rates');
  expect(told).toEqual(['rates']);
});

it('tells whoever asks subgraphs how to spare them from now on', async () => {
  const { settings, edit, told } = await inForce({});

  expect(await edit({ upstreams: { mostInFlight: 20 } })).toBe('in use now: upstreams');
  expect([told, settings.config.upstreams.mostInFlight]).toEqual([['upstreams 20'], 20]);
});

it('tells all who derive something from the context secret of another one, and of no other edit', async () => {
  const { edit, told, logger } = await inForce({ contextSecret });

  expect(await edit({ contextSecret: Buffer.alloc(32, 2).toString('base64') })).toBe(
    'in use now: contextSecret',
  );
  expect(told).toEqual(['rates by 2', 'cache by 2']);
  await edit({ contextSecret: Buffer.alloc(32, 2).toString('base64'), logLevel: 'warn' });
  expect(logger.level).toBe('warn');
  await edit({});
  expect(told).toEqual(['rates by 2', 'cache by 2']);
});

it('takes a first secret up at the start only, with or without issuers', async () => {
  const { settings, edit, told } = await inForce({});

  expect(await edit({ contextSecret })).toBe('nothing has changed; only after a restart: contextSecret');
  expect([settings.signContext, told]).toEqual([undefined, []]);
});

it('loses half of its issuers by an edit, and more of them only when that is confirmed', async () => {
  const of = (...names: readonly string[]) => ({
    contextSecret,
    issuers: names.map((name) => ({ issuer: name, audience: 'tongban', jwks: { keys: [publicKey] } })),
  });
  const { settings, edit } = await inForce(of('a', 'b', 'c'));
  const names = () => settings.config.issuers.map((one) => one.issuer);

  await expect(edit(of('a', 'd'))).rejects.toThrow(
    '2 of 3 issuers would be gone; if that is meant, confirm it',
  );
  expect(names()).toEqual(['a', 'b', 'c']);
  await edit(of('a', 'b'));
  await edit(of('a', 'd'));
  expect(names()).toEqual(['a', 'd']);
  await edit(of('e'), true);
  expect(names()).toEqual(['e']);
});

it('bears as much as another configuration says, from the next request on', async () => {
  const { settings, edit } = await inForce({ overload: { requests: 10, lagMs: 60_000 } });
  const overload = new Overload(settings.overload);
  onTestFinished(() => overload.close());
  const visits = Array.from({ length: 11 }, () => overload.enter());
  expect(() => overload.enter()).toThrow('The gateway is at its limit');

  expect(await edit({ overload: { requests: 20, lagMs: 60_000 } })).toBe('in use now: overload');
  for (let count = 0; count < 11; count++) visits.push(overload.enter());
  expect(() => overload.enter()).toThrow('The gateway is at its limit');

  await edit({ overload: { requests: 20, lagMs: 60_000, memoryShare: 1e-9 } });
  for (const visit of visits) visit.leave();
  expect(() => overload.enter()).toThrow('The gateway is at its limit');
  await edit({});
  expect(() => overload.enter()).not.toThrow();
});

it('approves what other manifests hold, or anything; opens only when that is confirmed, and refuses a bad manifest', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'tongban-documents-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = async (name: string, content: unknown) => {
    await writeFile(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const one = await file('one.json', { one: '{ one }' });
  const two = await file('two.json', { two: '{ two }' });
  const bad = await file('bad.json', { bad: '{ bad' });
  const { settings, documents, edit } = await inForce({});
  const isFound = (id: string) => {
    try {
      return Boolean(documents.gate.find({ query: `{ ${id} }` } as GraphqlParameters, ''));
    } catch {
      return false;
    }
  };
  const found = () => ['one', 'two', 'three'].filter(isFound);
  expect(found()).toEqual(['one', 'two', 'three']);

  expect(await edit({ documents: { manifest: one, mode: 'enforce' } })).toBe('in use now: documents');
  expect(found()).toEqual(['one']);
  await edit({ documents: { manifest: two, mode: 'enforce' } });
  expect(found()).toEqual(['two']);
  // Others are followed now, and what was followed is not.
  await file('one.json', { three: '{ three }' });
  await file('two.json', { one: '{ one }', two: '{ two }' });
  await expect.poll(found).toEqual(['one', 'two']);

  await expect(edit({ documents: { manifest: bad, mode: 'enforce' }, limits: { depth: 3 } })).rejects.toThrow(
    /bad\.json is no manifest of documents/,
  );
  for (const opening of [{}, { documents: { manifest: two } }])
    await expect(edit(opening)).rejects.toThrow(
      'operations that no manifest holds would be let in; if that is meant, confirm it',
    );
  expect([settings.limits.depth, settings.config.documents.mode, found()]).toEqual([
    60,
    'enforce',
    ['one', 'two'],
  ]);
  await edit({}, true);
  expect(found()).toEqual(['one', 'two', 'three']);
});
