import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { pino } from 'pino';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../cli/embedded-postgres/startEmbeddedPostgres.ts';
import { importHolders } from '../../subgraphs/people/importHolders.ts';
import { askDoor } from './shared/askDoor.ts';
import { type Part, startPart } from './startPart.ts';
import { startWiretap, type Wiretap } from './startWiretap.ts';

const DEPARTMENTS = ['public-security', 'social-insurance', 'housing-fund'] as const;
const ISSUER = { issuer: 'https://identity.tongban.dev/test', audience: 'tongban' };

const place = z.object({
  department: z.enum([...DEPARTMENTS, 'record-index']),
  jurisdiction: z.string(),
  dialect: z.string(),
  url: z.string(),
  options: z.record(z.string(), z.unknown()),
});
type ListedPlace = z.infer<typeof place>;
type DepartmentPlace = ListedPlace & { readonly department: (typeof DEPARTMENTS)[number] };
const isOfDepartment = (one: ListedPlace): one is DepartmentPlace => one.department !== 'record-index';

const person = z.object({
  kind: z.enum(['NATURAL_PERSON', 'LEGAL_PERSON']),
  number: z.string(),
  name: z.string(),
  holdings: z.object({
    publicSecurity: z.array(z.string()),
    socialInsurance: z.array(z.string()),
    housingFund: z.array(z.string()),
  }),
  demo: z.enum(['citizen', 'all-provinces', 'seven-dialects']).nullable(),
});

/** Everything as an operator runs it, one command per role, with a wiretap on every line between two of them. */
export interface Parts {
  /** All that we keep; what the provinces keep, exchange tables and folders with plain numbers, lies elsewhere. */
  readonly folder: string;
  readonly databaseUrl: string;
  /** Of the provinces that exchange by tables. */
  readonly exchangeDatabaseUrl: string;
  /** Of the provinces that exchange by files. */
  readonly exchangeFolder: string;
  readonly sandbox: string;
  readonly gateway: string;
  readonly admin: string;
  /** Of the departments that hold records. */
  readonly places: readonly DepartmentPlace[];
  readonly persons: readonly (z.infer<typeof person> & { readonly id: string })[];
  /** Every endpoint of a subgraph by audience, `people`, `housing-fund/43`; without a wiretap. */
  readonly endpoints: ReadonlyMap<string, string>;
  /** The lines from the gateway to the subgraphs. */
  readonly calls: readonly Wiretap[];
  /** The lines from the subgraphs to the places' systems, without folders, and last the one to the record index. */
  readonly systemCalls: readonly Wiretap[];
  readonly contextSecret: Buffer;
  /** A token of the test's issuer; a person's subject is `demo ?? id`. */
  token(subject: string, scopes?: readonly string[]): Promise<string>;
  /** What all processes have written. */
  output(): string;
  /** Ends all processes; the folder stays. */
  stop(): Promise<void>;
  /** Ends all processes and removes the folder. */
  remove(): Promise<void>;
}

/** Starts the parts at a log level. */
export async function startParts(logLevel: string): Promise<Parts> {
  // Two products at a time would take each other's deadlines away.
  await askDoor('/stack/end');
  const folder = await mkdtemp(join(tmpdir(), 'tongban-parts-'));
  // PostgreSQL runs under another account when we are root.
  await chmod(folder, 0o755);
  const provinceFolder = await mkdtemp(join(tmpdir(), 'tongban-provinces-'));
  await chmod(provinceFolder, 0o755);
  const parts: Part[] = [];
  const start = (args: readonly string[], environment: NodeJS.ProcessEnv = {}): Part => {
    const part = startPart(args, { LOG_LEVEL: logLevel, ...environment });
    parts.push(part);
    return part;
  };
  const write = async (name: string, content: object): Promise<string> => {
    await writeFile(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  const [contextSecret, identityMaster, vaultKey, storeKey] = [
    randomBytes(32),
    randomBytes(32),
    randomBytes(32),
    randomBytes(32),
  ];
  const contextKey = { master: contextSecret.toString('base64') };
  const silent = pino({ level: 'silent' });

  const [postgres, provinces] = await Promise.all([
    startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: silent }),
    startEmbeddedPostgres({ dataDir: join(provinceFolder, 'postgres'), log: silent }),
  ]);
  const exchange = ['--exchange-folder', join(provinceFolder, 'exchange')];
  const sandboxPart = start(['sandbox', ...exchange], { EXCHANGE_DATABASE_URL: provinces.url });
  const [, sandbox = ''] = await sandboxPart.says(/governed at (http\S+)/);
  const listed = z.array(place).parse(await (await fetch(`${sandbox}/places`)).json());
  const places = listed.filter(isOfDepartment);
  const index = listed.find(({ department }) => department === 'record-index');
  if (index === undefined) throw new Error('the sandbox has no record index');
  const persons = z.array(person).parse(await (await fetch(`${sandbox}/persons`)).json());

  const ids = await importHolders(
    { databaseUrl: postgres.url, vaultKey: new Uint8Array(vaultKey) },
    // Where the records lie is the record index's to say.
    persons.map(({ demo, holdings: _, ...row }) => ({
      ...row,
      ...(demo === null ? {} : { subject: { issuer: ISSUER.issuer, subject: demo } }),
    })),
    { source: 'sandbox', logger: silent },
  );

  const [indexCalls, ...placeCalls] = await Promise.all([
    startWiretap(index.url),
    // There is no line to a folder.
    ...places.map(({ url }) => (url.startsWith('file:') ? null : startWiretap(url))),
  ]);
  const systemCalls = [...placeCalls.filter((tap) => tap !== null), indexCalls];
  const tapped = places.map((one, position) => ({ ...one, url: placeCalls[position]?.url ?? one.url }));
  const serve = async (name: string, settings: object): Promise<string> => {
    const config = await write(`${name}.json`, { ...settings, contextKey, development: true });
    const part = start(['subgraph', name, '--config', config]);
    const [, url = ''] = await part.says(/serves at (http\S+)/);
    const inbound = part.output().matchAll(/takes what (\d{6}) sends at (\S+)/g);
    await Promise.all(
      [...inbound].map(([, jurisdiction, callback]) =>
        tellSystem(`${sandbox}/systems/${name}/${jurisdiction}/callback`, callback),
      ),
    );
    return url;
  };
  const [catalog, people, ...departments] = await Promise.all([
    serve('catalog', { databaseUrl: postgres.url }),
    serve('people', {
      databaseUrl: postgres.url,
      vaultKey: vaultKey.toString('base64'),
      identityKeys: { derived: { master: identityMaster.toString('base64') } },
      recordIndex: {
        dialect: index.dialect,
        url: indexCalls.url,
        options: index.options,
        // Everything runs for the first time, beside other tests.
        timeoutMs: 5_000,
      },
    }),
    ...DEPARTMENTS.map((department) =>
      serve(department, {
        identityKeys: { master: identityMaster.toString('base64') },
        databaseUrl: postgres.url,
        storeKey: storeKey.toString('base64'),
        places: tapped
          .filter((one) => one.department === department)
          .map(({ department: _, ...rest }) => ({ ...rest, inbound: { port: 0 } })),
      }),
    ),
  ]);
  const endpoints = new Map([
    ['catalog', `${catalog}/graphql`],
    ['people', `${people}/graphql`],
    ...places.map(({ department, jurisdiction }): [string, string] => {
      const prefix = jurisdiction.replace(/(00){1,2}$/, '');
      return [`${department}/${prefix}`, `${departments[DEPARTMENTS.indexOf(department)]}/${prefix}/graphql`];
    }),
  ]);

  const calls = await Promise.all([...endpoints.values()].map(startWiretap));
  const tappedUrls = new Map([...endpoints.keys()].map((name, index) => [name, calls[index]?.url ?? '']));
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const config = await write('gateway.json', {
    supergraph: join(process.cwd(), 'schema/supergraph.graphql'),
    partitions: await write('partitions.json', partitionsOf(tappedUrls)),
    services: { catalog: tappedUrls.get('catalog'), people: tappedUrls.get('people') },
    issuers: [{ ...ISSUER, jwks: { keys: [await exportJWK(publicKey)] }, scopes: ['clerk', 'statistics'] }],
    contextSecret: contextSecret.toString('base64'),
    // Everything runs for the first time, beside other tests.
    deadlines: { requestMs: 20_000, jurisdictionMs: 6_000 },
  });
  const gateway = start(['gateway', '--config', config, '--port', '0', '--admin-port', '0']);
  const [, url = '', admin = ''] = await gateway.says(
    /(http\S+)\/graphql[\s\S]*metrics at (http\S+)\/metrics/,
  );

  let stopped: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    await Promise.all(parts.map((part) => part.stop()));
    await Promise.all([...calls, ...systemCalls].map((tap) => tap.stop()));
    await Promise.all([postgres.stop(), provinces.stop()]);
    await rm(provinceFolder, { recursive: true, force: true });
  };
  const stop = () => (stopped ??= end());
  return {
    folder,
    databaseUrl: postgres.url,
    exchangeDatabaseUrl: provinces.url,
    exchangeFolder: join(provinceFolder, 'exchange'),
    sandbox,
    gateway: url,
    admin,
    places,
    persons: persons.map((one, index) => ({ ...one, id: ids[index] ?? '' })),
    endpoints,
    calls,
    systemCalls,
    contextSecret,
    token: (subject, scopes = []) =>
      new SignJWT({ scope: scopes.join(' '), portal: 'test' })
        .setProtectedHeader({ alg: 'ES256' })
        .setIssuer(ISSUER.issuer)
        .setAudience(ISSUER.audience)
        .setSubject(subject)
        .setExpirationTime('1h')
        .sign(privateKey),
    output: () => parts.map((part) => part.output()).join('\n'),
    stop,
    remove: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Tells a simulated system where to call. */
async function tellSystem(address: string, url: string | undefined): Promise<void> {
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  });
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status} on ${address}`);
}

function partitionsOf(urls: ReadonlyMap<string, string>): Record<string, Record<string, string>> {
  const partitions: Record<string, Record<string, string>> = {};
  for (const [audience, url] of urls) {
    const [subgraph = '', prefix] = audience.split('/');
    if (prefix !== undefined) partitions[subgraph] = { ...partitions[subgraph], [prefix]: url };
  }
  return partitions;
}
