import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../gateway/config.ts';

const secret = Buffer.alloc(32, 1).toString('base64');
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
const issuer = { issuer: 'i', audience: 'tongban', jwks: { keys: [key] } };
const night = { from: '2026-12-01T22:00:00+08:00', to: '2026-12-02T06:00:00+08:00' };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** The one line that refuses settings. */
async function refusalOf(settings: Record<string, unknown>, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const outcome = await readConfig({ settings: { supergraph: 's.graphql', ...settings }, env }).catch(
    (error: Error) => error.message,
  );
  expect(outcome).toEqual(expect.any(String));
  expect(String(outcome)).not.toContain('\n');
  return String(outcome);
}

describe('the configuration', () => {
  it('finds Redis in the environment, in a file, or in the configuration', async () => {
    const urlFile = await write('redis.url', 'rediss://user:pass@redis.example:6380\n');
    const shared = { isCluster: false, prefix: 'tongban:', commandMs: 50 };
    const redisOf = async (settings: Record<string, unknown>, env: NodeJS.ProcessEnv = {}) =>
      (await readConfig({ settings: { supergraph: 's.graphql', ...settings }, env })).redis;

    expect(await redisOf({}, { REDIS_URL: 'redis://127.0.0.1:6379' })).toEqual({
      ...shared,
      url: 'redis://127.0.0.1:6379',
    });
    expect(
      await redisOf(
        { redis: { url: 'redis://elsewhere', isCluster: true, prefix: 'west:', commandMs: 20 } },
        { REDIS_URL_FILE: urlFile },
      ),
    ).toEqual({
      url: 'rediss://user:pass@redis.example:6380',
      isCluster: true,
      prefix: 'west:',
      commandMs: 20,
    });
    expect(await refusalOf({ redis: { url: 'http://redis' } })).toContain('redis.url: must be a redis');
    expect(await refusalOf({ redis: { url: 'redis://redis', urlFile } })).toContain('one is enough');
    const wrong = await write('wrong.url', 'not an address');
    expect(await refusalOf({}, { REDIS_URL_FILE: wrong })).toBe(
      `${wrong} does not hold the address of a Redis server`,
    );
  });

  it('has defaults for everything but the supergraph', async () => {
    const config = await readConfig({ env: {}, flags: { supergraph: '/tmp/s.graphql' } });

    expect(config).toEqual({
      port: 4_000,
      host: '127.0.0.1',
      adminPort: undefined,
      supergraph: '/tmp/s.graphql',
      services: {},
      overload: {
        ...{ requests: 2_000, lagMs: 1_000, memoryShare: 0.9, exportSize: 500 },
        exports: [],
      },
      upstreams: {
        ...{ mostInFlight: 64, leastInFlight: 16, mostWaiting: 5_000, waitMs: 4_000 },
        ...{ answerBytes: 8_388_608, allAnswersBytes: 33_554_432 },
        joinReads: true,
        hedged: [],
      },
      subscriptions: {
        upstreams: {},
        connections: 20_000,
        perConnection: 100,
        perCaller: 50,
        inAll: 20_000,
        heartbeatMs: 15_000,
        patienceMs: 60_000,
        silenceMs: 60_000,
        stallMs: 30_000,
      },
      issuers: [],
      contextSecret: undefined,
      redis: undefined,
      cache: {
        subgraphs: {},
        memoryBytes: 67_108_864,
        entryBytes: 65_536,
        timeoutMs: 30,
        refreshes: 32,
      },
      maintenance: [],
      contextSecretFile: undefined,
      maxRemovedPercent: 50,
      traceRatio: 1,
      deadlines: { requestMs: 5_000, jurisdictionMs: 2_000 },
      limits: {
        bodyBytes: 1_048_576,
        tokens: 15_000,
        nameLength: 256,
        nesting: 200,
        depth: 60,
        fields: 10_000,
        aliases: 1_000,
        rootFields: 250,
        repeats: 250,
        fragments: 500,
        directives: 500,
        fileBytes: 104_857_600,
        variables: 1_000,
        inputItems: 1_000,
        cost: 1_000_000,
        planningMs: 5_000,
        listSize: 10,
      },
      documents: { manifest: [], portals: {}, mode: 'off', automatic: true, automaticBytes: 16_777_216 },
      rates: { portals: {}, places: {}, gateways: 1 },
      isProduction: false,
      access: { policies: {} },
      fastLane: true,
      executor: 'own',
      overrideLabels: [],
      introspection: true,
      playground: { enabled: true, tokens: {}, sampleHolders: [] },
      cors: { origins: [] },
      logLevel: 'info',
    });
  });

  it('listens to flags before environment before file', async () => {
    const file = await write(
      'all.yaml',
      'port: 1\nhost: file\nadminPort: 3\nlogLevel: warn\nsupergraph: s.graphql\nlimits: {depth: 9}\n',
    );

    const config = await readConfig({
      file,
      env: { PORT: '2', HOST: 'env', LOG_LEVEL: '', NODE_ENV: 'production' },
      flags: { port: '4', adminPort: 5 },
    });

    expect(config).toMatchObject({
      port: 4,
      host: 'env',
      adminPort: 5,
      logLevel: 'warn',
      limits: { depth: 9, tokens: 15_000 },
      playground: { enabled: false },
    });
  });

  it('takes paths in a file from where the file lies', async () => {
    await write('keys.json', '{}');
    await write('secret', `${secret}\n`);
    const file = await write(
      'paths.json',
      JSON.stringify({
        supergraph: 's.graphql',
        partitions: 'p.yaml',
        contextSecretFile: 'secret',
        issuers: [{ issuer: 'i', audience: 'a', jwksFile: 'keys.json' }],
        documents: { manifest: ['m.json', '/n.json'], portals: { one: 'o.json', two: ['t.json'] } },
      }),
    );

    const config = await readConfig({ file, env: {} });

    expect(config).toMatchObject({
      supergraph: join(folder, 's.graphql'),
      partitions: join(folder, 'p.yaml'),
      contextSecret: new Uint8Array(32).fill(1),
      issuers: [{ jwksFile: join(folder, 'keys.json'), portalClaim: 'portal', scopeClaim: 'scope' }],
      documents: {
        manifest: [join(folder, 'm.json'), '/n.json'],
        portals: { one: [join(folder, 'o.json')], two: [join(folder, 't.json')] },
      },
    });
    const portals = await write(
      'portals.json',
      '{"supergraph":"s","documents":{"portals":{"one":"o.json"}}}',
    );
    expect(await readConfig({ file: portals, env: {} })).toMatchObject({
      documents: { manifest: [], portals: { one: [join(folder, 'o.json')] } },
    });
  });

  it('takes the secret from the environment instead of the file', async () => {
    const config = await readConfig({
      settings: { supergraph: 's', contextSecretFile: '/nowhere' },
      env: { TONGBAN_CONTEXT_SECRET: secret },
    });

    expect(config.contextSecret).toEqual(new Uint8Array(32).fill(1));
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ supergraph: undefined }, /supergraph: no supergraph file is given/],
    [{ port: 70_000 }, /port: must be a port, 0 to 65535$/],
    [{ port: 'http' }, /port: must be a port/],
    [{ adminPort: -1 }, /adminPort: must be a port/],
    [{ deadlines: { requestMs: 0 } }, /deadlines\.requestMs: must be at least 1 ms/],
    [{ deadlines: { reqestMs: 1 } }, /reqestMs/],
    [{ limits: { depth: '9' } }, /limits\.depth: must be a whole number/],
    [
      { limits: { depth: 0, tokens: 0 } },
      /limits\.depth: .*; limits\.tokens: |limits\.tokens: .*; limits\.depth: /,
    ],
    [
      { access: { policies: { audit: [{}] } } },
      /access\.policies\.audit\.0: must name a portal, a scope or an issuer/,
    ],
    [
      { subscriptions: { upstreams: { feed: { transport: 'redis', fields: {} } } } },
      /subscriptions\.upstreams\.feed is told by Redis, whose address is not given/,
    ],
    [
      { subscriptions: { upstreams: { feed: { transport: 'mqtt' } } } },
      /: subscriptions\.upstreams\.feed\.transport: must be sse, websocket or redis$/,
    ],
    [
      { otlpEndpoint: 'http://collector:4318/v1/traces' },
      /: otlpEndpoint: must be without \/v1\/traces, which is added$/,
    ],
    [{ executor: 'fast' }, /executor: must be own or reference/],
    [{ services: { people: 'ftp://a' } }, /services\.people: must be an http or https address/],
    [{ cors: { origins: ['https://a.example/'] } }, /cors\.origins\.0: must be "\*" or an origin/],
    [
      { issuers: [{ issuer: 'i', audience: 'a', jwksUri: 'https://user:word@keys.example/' }] },
      /issuers\.0\.jwksUri: must hold no name and no password$/m,
    ],
    [{ issuers: [{ issuer: 'i', audience: 'a' }] }, /issuers\.0: exactly one of jwks, jwksFile and jwksUri/],
    [
      { issuers: [{ ...issuer, jwks: { keys: [{ kty: 'oct' }] } }] },
      /issuers\.0\.jwks\.keys\.0\.kty: must be EC, RSA or OKP/,
    ],
    [
      { issuers: [{ ...issuer, jwks: { keys: [{ ...key, crv: undefined }] } }] },
      /issuers\.0\.jwks\.keys: must hold a key that tokens can be verified by/,
    ],
    [
      { issuers: [{ ...issuer, scopes: ['case-engine'] }] },
      /issuers\.0\.scopes\.0: must be clerk or statistics/,
    ],
    [{ issuers: [{ ...issuer, offices: ['4'] }] }, /issuers\.0\.offices\.0: must be a division prefix/],
    [
      { issuers: [{ ...issuer, offices: [43] }] },
      /issuers\.0\.offices\.0: must be a division prefix in quotes, such as "43" or "4307"$/,
    ],
    [{ issuers: [issuer] }, /issuers are configured without a context secret/],
    [{ issuers: [issuer, issuer], contextSecret: secret }, /an issuer stands there twice/],
    [{ contextSecret: 'c2hvcnQ=' }, /contextSecret: must be at least 32 bytes in base64/],
    [
      { contextSecretFile: '/nowhere/secret' },
      /\/nowhere\/secret: the file of the context secret cannot be read \(ENOENT\)/,
    ],
    [{ contextSecret: secret, contextSecretFile: 'x' }, /both given/],
    [{ logLevel: 'loud' }, /logLevel: must be fatal/],
    [
      { maintenance: [{ division: '4', from: 'now', to: '2026-12-01T22:00:00+08:00' }] },
      /: maintenance\.0\.division: must be 2, 4 or 6 digits; maintenance\.0\.from: must be an instant with its zone, such as \S+/,
    ],
    [
      { maintenance: [{ ...night, division: '43', from: '2026-12-01' }] },
      /: maintenance\.0\.from: must be an instant with its zone, such as [^;]+$/,
    ],
    [
      { maintenance: [{ ...night, division: 4307 }] },
      /: maintenance\.0\.division: must be 2, 4 or 6 digits, in quotes$/,
    ],
    // By its zeros it would be the whole country.
    [
      { maintenance: [{ ...night, division: '00' }] },
      /: maintenance\.0\.division: no province has these first two digits$/,
    ],
    [{ rates: { places: { '43070': {} } } }, /: rates\.places\.43070: must be 2, 4 or 6 digits$/],
    [
      { rates: { places: { '990000': {} } } },
      /: rates\.places\.990000: no province has these first two digits$/,
    ],
    [{ maintenance: 5 }, /: maintenance: must be the name of a file$/],
    [{ colour: 'red' }, /colour/],
  ])('refuses %j in one line', async (settings, line) => {
    expect(await refusalOf(settings)).toMatch(line);
  });

  it('names a bad variable or flag by its own name, and never quotes a secret', async () => {
    const line = await refusalOf({}, { PORT: 'abc', TONGBAN_CONTEXT_SECRET: 'not-base-64!' });

    expect(line).toMatch(/PORT: must be a port/);
    expect(line).toMatch(/TONGBAN_CONTEXT_SECRET: must be base64/);
    expect(line).not.toContain('not-base-64');
    await expect(readConfig({ env: {}, flags: { supergraph: 's', adminPort: 'x' } })).rejects.toThrow(
      /--admin-port: must be a port/,
    );
  });

  it.each([
    ['a: [', /broken\.yaml is not valid: /],
    ['- 1', /broken\.yaml is not valid: expected settings by name/],
  ])('refuses a file with %j in one line', async (text, line) => {
    const file = await write('broken.yaml', text);

    await expect(readConfig({ file, env: {} })).rejects.toThrow(line);
  });

  it.each([
    ['port: 0\nlimits: {}\nport: 1', 'line 3: Map keys must be unique'],
    ['port: 0\nlimits:\n\tdepth: 5', 'line 3: Tabs are not allowed as indentation'],
    ['port: 0\n---\nport: 1', 'line 2: a second document begins there'],
    ['contextSecret: >geheim\n', 'line 1: it is neither YAML nor JSON'],
    [String.raw`contextSecret: "\geheim"`, 'line 1: it is neither YAML nor JSON'],
    [
      'contextSecret: *geheim',
      'an alias (*…) in it stands for nothing, or for too much; a text that begins so wants quotes',
    ],
  ])('says where a file stops being YAML, and quotes nothing of it: %j', async (text, reason) => {
    const file = await write('broken.yaml', text);

    await expect(readConfig({ file, env: {} })).rejects.toThrow(
      expect.objectContaining({ message: `${file} is not valid: ${reason}` }),
    );
  });

  it('names the file where settings do not go together, too', async () => {
    const file = await write('apart.yaml', 'supergraph: s\nport: 4000\nadminPort: 4000\n');

    await expect(readConfig({ file, env: {} })).rejects.toThrow(
      expect.objectContaining({ message: `${file} is not valid: adminPort: must not be port itself` }),
    );
  });

  it('names a file that does not exist', async () => {
    await expect(readConfig({ file: '/nowhere.yaml', env: {} })).rejects.toThrow(
      '/nowhere.yaml: the configuration file cannot be read (ENOENT)',
    );
  });
});
