import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { readConfig } from '../../gateway/config.ts';

const secret = Buffer.alloc(32, 1).toString('base64');
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const key = pair.publicKey.export({ format: 'jwk' });
const privateKey = pair.privateKey.export({ format: 'jwk' });
const trusting = (changes: Record<string, unknown>) => ({
  contextSecret: secret,
  issuers: [{ issuer: 'i', audience: 'a', jwks: { keys: [key] }, ...changes }],
});
const listening = (url: string) => ({ subscriptions: { upstreams: { feed: { url } } } });
const kept = { subgraphs: { shop: { scope: 'public' } } };

/** What is said of settings after the name of their source; `taken` where nothing is. */
async function outcomeOf(settings: Record<string, unknown>, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const outcome = await readConfig({ settings: { supergraph: 's.graphql', ...settings }, env }).then(
    () => 'taken',
    (error: Error) => error.message,
  );
  expect(outcome).not.toContain('\n');
  return outcome.replace('the configuration of the gateway is not valid: ', '');
}

it.each<[string, Record<string, unknown>]>([
  ['redis: url or urlFile must be given (or REDIS_URL)', { redis: {} }],
  ['redis: url or urlFile must be given (or REDIS_URL)', { redis: { prefix: 'west:', isCluster: true } }],
  [
    'redis.url: must end with the number of a database, such as /0, or with none',
    { redis: { url: 'redis://h/abc' } },
  ],
  [
    'redis.url: must end with the number of a database, such as /0, or with none',
    { redis: { url: 'redis://h/1/2' } },
  ],
  ['redis.url: must hold no query and no fragment', { redis: { url: 'redis://h/0?db=7' } }],
  [
    'redis.url: must write a percent sign in a name or a password as %25',
    { redis: { url: 'redis://u:5%@h' } },
  ],
  ['redis.url: a cluster has the database 0 alone', { redis: { url: 'redis://h/3', isCluster: true } }],
  ['services.shop: must hold no fragment (#…)', { services: { shop: 'http://h/g#f' } }],
  ['services.shop: must hold no blanks and no backslashes', { services: { shop: 'http://h/g ' } }],
  ['services.shop: must hold no blanks and no backslashes', { services: { shop: 'http://h\\g' } }],
  ['services.shop: must have a port, 1 to 65535, or none', { services: { shop: 'http://h:0/g' } }],
  ['services.: must be a name', { services: { '': 'http://h/g' } }],
  ['services. shop: must not begin or end with a blank', { services: { ' shop': 'http://h/g' } }],
  ['files: must be an origin, without a path, such as http://127.0.0.1:4203', { files: 'http://h/files' }],
  ['files: must be an origin, without a path, such as http://127.0.0.1:4203', { files: 'http://h/?q=1' }],
  ['otlpEndpoint: must hold no query', { otlpEndpoint: 'http://collector:4318/?token=1' }],
  ['subscriptions.upstreams.feed.url: must hold no fragment (#…)', listening('http://h/g#f')],
  ['subscriptions.upstreams.: must be a name', { subscriptions: { upstreams: { '': {} } } }],
  [
    'cors.origins.0: must be "*" or an origin such as https://portal.example',
    { cors: { origins: ['https://*.portal.example'] } },
  ],
  [
    'cors.origins.0: must be "*" or an origin such as https://portal.example',
    { cors: { origins: ['ftp://portal.example'] } },
  ],
  ['adminPort: must not be port itself', { port: 4000, adminPort: 4000 }],
  ['upstreams.waitMs: must be at most 300000', { upstreams: { waitMs: 3_000_000_000 } }],
  ['upstreams.hedged.0: must be a name', { upstreams: { hedged: [''] } }],
  ['upstreams.answerBytes: must be at most 536870888', { upstreams: { answerBytes: 2 ** 30 } }],
  ['limits.planningMs: must be at most 300000', { limits: { planningMs: 3_000_000_000 } }],
  ['limits.bodyBytes: must be at most 536870888', { limits: { bodyBytes: 2 ** 30 } }],
  ['overload.exports.0: must be the name of an operation', { overload: { exports: ['Yearly report'] } }],
  [
    'cache.entryBytes: must not be above memoryBytes',
    { cache: { ...kept, memoryBytes: 4096, entryBytes: 8192 } },
  ],
  ['cache.subgraphs.: must be a name', { cache: { subgraphs: { '': { scope: 'public' } } } }],
  ['issuers.0.issuer: must not begin or end with a blank', trusting({ issuer: 'i ' })],
  ['issuers.0.audience: must not begin or end with a blank', trusting({ audience: ' ' })],
  ['issuers.0.portalClaim: must not begin or end with a blank', trusting({ portalClaim: ' ' })],
  ['issuers.0.jwks.keys: a key among them is private', trusting({ jwks: { keys: [key, privateKey] } })],
  ['issuers.0.jwks.keys: a key among them is private', trusting({ jwks: { keys: [privateKey] } })],
  ['issuers.0.offices.0: no province has these first two digits', trusting({ offices: ['99'] })],
  ['issuers.0.offices.0: no province has these first two digits', trusting({ offices: ['00'] })],
  [
    'issuers.0.jwksUri: must hold no fragment (#…)',
    trusting({ jwks: undefined, jwksUri: 'https://keys.example/#k' }),
  ],
  [
    'access.policies.p.0.scope: must be one scope, without blanks',
    { access: { policies: { p: [{ scope: 'a b' }] } } },
  ],
  [
    'access.policies.p.0.portal: must not begin or end with a blank',
    { access: { policies: { p: [{ portal: 'a ' }] } } },
  ],
  ['overrideLabels.0: must not begin or end with a blank', { overrideLabels: [' '] }],
])('%s', async (reason, settings) => {
  expect(await outcomeOf(settings)).toBe(reason);
});

it.each<[string, Record<string, unknown>]>([
  ['there is no setting Limits; did you mean limits?', { Limits: {} }],
  ['limits: there is no setting dept; did you mean depth?', { limits: { dept: 5 } }],
  ['there is no setting colour', { colour: 'red' }],
  [
    'subscriptions.upstreams.feed: there is no setting uri; did you mean url?',
    { subscriptions: { upstreams: { feed: { uri: 'http://h/g' } } } },
  ],
  ['cors.origins: must be a list', { cors: { origins: 'https://portal.example' } }],
  ['limits: must hold settings by name', { limits: 5 }],
  ['documents.portals: must hold settings by name', { documents: { portals: [] } }],
  ['playground.tokens.clerk: must be a text', { playground: { tokens: { clerk: 5 } } }],
  [
    'cache.subgraphs.shop.types: must not be empty',
    { cache: { subgraphs: { shop: { scope: 'public', types: [] } } } },
  ],
])('in plain words: %s', async (reason, settings) => {
  expect(await outcomeOf(settings)).toBe(reason);
});

it.each<[Record<string, unknown>, NodeJS.ProcessEnv?]>([
  [{ redis: { url: 'redis://user:p%25ss@[::1]:6379/15' } }],
  [{ redis: { prefix: 'west:' } }, { REDIS_URL: 'rediss://redis.example' }],
  [{ services: { shop: 'http://[::1]:4001/graphql?tenant=1' } }],
  [{ files: 'http://127.0.0.1:4203/' }],
  [{ port: 0, adminPort: 0 }],
  [{ otlpEndpoint: 'http://collector:4318/tenant' }],
  [
    {
      cache: { ...kept, store: 'redis', memoryBytes: 1024 },
      redis: { url: 'redis://h' },
      contextSecret: secret,
    },
  ],
  [trusting({ offices: ['43', '4307'] })],
])('takes %j', async (settings, env) => {
  expect(await outcomeOf(settings, env)).toBe('taken');
});
