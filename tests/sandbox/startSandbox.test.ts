import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../sandbox/startSandbox.ts';
import { findFreePort } from '../support/findFreePort.ts';
import { call } from './support/signedCall.ts';
import { systemOf } from './support/systemOf.ts';

const ONE = 'housing-fund/430700';
const onlyOne = ({ id }: { readonly id: string }) => id === ONE;

describe('a whole sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ secret: 'a fixed secret of the test' });
  });
  afterAll(() => sandbox.close());

  const get = async (path: string): Promise<unknown> => (await fetch(`${sandbox.adminUrl}${path}`)).json();
  const getPersons = async () => z.array(z.looseObject({ number: z.string() })).parse(await get('/persons'));

  it('has three departments of 31 provinces and five cities, and a record index, each on its own port, but for those that exchange', () => {
    const count = (wanted: string) =>
      sandbox.systems.filter(({ department }) => department === wanted).length;

    expect(['public-security', 'social-insurance', 'housing-fund', 'record-index'].map(count)).toEqual([
      31, 27, 32, 1,
    ]);
    expect(new Set(sandbox.systems.map(({ url }) => new URL(url).port)).size).toBe(91);
    expect(sandbox.systems.every(({ url }) => new URL(url).hostname === '127.0.0.1')).toBe(true);
    expect(new Set(sandbox.systems.map(({ dialect }) => dialect))).toEqual(
      new Set([
        'data-exchange',
        'collaboration-bus',
        'gbk-xml',
        'national-cipher',
        'pinyin-rest',
        'settlement-node',
      ]),
    );
  });

  it('names the systems that it did not start, and the setting that they miss', () => {
    expect(sandbox.notStarted).toEqual([
      { id: 'social-insurance/460000', dialect: 'file-drop', missing: 'exchangeFolder' },
      { id: 'social-insurance/620000', dialect: 'exchange-table', missing: 'exchangeDatabaseUrl' },
      { id: 'social-insurance/630000', dialect: 'exchange-table', missing: 'exchangeDatabaseUrl' },
      { id: 'social-insurance/650000', dialect: 'file-drop', missing: 'exchangeFolder' },
      { id: 'housing-fund/360000', dialect: 'exchange-table', missing: 'exchangeDatabaseUrl' },
      { id: 'housing-fund/450900', dialect: 'file-drop', missing: 'exchangeFolder' },
      { id: 'housing-fund/510300', dialect: 'exchange-table', missing: 'exchangeDatabaseUrl' },
      { id: 'housing-fund/640000', dialect: 'file-drop', missing: 'exchangeFolder' },
    ]);
  });

  it('derives all credentials from the secret, and different ones for every place', async () => {
    const same = await startSandbox({ secret: 'a fixed secret of the test', systems: onlyOne });
    const other = await startSandbox({ systems: onlyOne });
    const optionsOf = (running: Sandbox) => systemOf(running, ONE).options;
    const secrets = sandbox.systems.flatMap(({ options }) => options['secret'] ?? options['appSecret'] ?? []);
    await Promise.all([same.close(), other.close()]);

    expect(optionsOf(same)).toEqual(optionsOf(sandbox));
    expect(optionsOf(other)['appSecret']).not.toBe(optionsOf(sandbox)['appSecret']);
    expect(new Set(secrets).size).toBe(secrets.length);
  });

  it('gives places to connect and the persons it knows', async () => {
    expect(await get('/places')).toEqual(
      sandbox.systems.map(({ department, jurisdiction, dialect, url, options }) => ({
        department,
        jurisdiction,
        dialect,
        url,
        options,
      })),
    );
    const persons = await getPersons();
    expect(persons).toHaveLength(2_041);
    expect(persons[0]).toEqual({
      kind: 'NATURAL_PERSON',
      number: expect.stringMatching(/^1099\d{13}[\dX]$/),
      name: '林知遥',
      demo: 'citizen',
      holdings: {
        publicSecurity: ['430000'],
        socialInsurance: ['430000', '440000'],
        housingFund: ['340100', '430700'],
      },
    });
    expect(persons[2_001]).toMatchObject({ kind: 'LEGAL_PERSON', demo: null });
  });

  it('counts calls, persons asked, and persons asked again', async () => {
    const [one, other] = (await getPersons()).slice(2, 4).map(({ number }) => number);
    const ask = (...numbers: (string | undefined)[]) =>
      call(systemOf(sandbox, ONE), '/grzh/query', { RYLB: numbers.map((ZJHM) => ({ ZJLX: '01', ZJHM })) });
    await ask(one, other);
    await ask(one);
    await call(systemOf(sandbox, ONE), '/tqmx/query', { ZJHM: one, YM: '1', MYTS: '10' });
    await call(systemOf(sandbox, ONE), '/tqmx/query', { ZJHM: one, YM: '2', MYTS: '10' });
    await call(systemOf(sandbox, ONE), '/tqmx/query', { ZJHM: one, YM: '1', MYTS: '10' }, { sign: 'forged' });

    expect(await get('/calls')).toEqual([
      { system: ONE, operation: '/grzh/query', calls: 2, persons: 3, duplicates: 1 },
      { system: ONE, operation: '/tqmx/query', calls: 2, persons: 2, duplicates: 0 },
    ]);
    await fetch(`${sandbox.adminUrl}/calls/reset`, { method: 'POST' });
    expect(await get('/calls')).toEqual([]);
  });

  it.each([
    ['PUT', `/systems/${ONE}/fault`, '{"kind":"nonsense"}', 400],
    ['PUT', `/systems/${ONE}/fault`, '{"kind":"latency","ms":-1}', 400],
    ['PUT', `/systems/${ONE}/fault`, 'not json', 400],
    ['PUT', '/systems/housing-fund/999999/fault', '{"kind":"hang"}', 404],
    ['POST', '/systems', '', 404],
  ])('refuses %s %s %s with %i and says why', async (method, path, body, status) => {
    const response = await fetch(`${sandbox.adminUrl}${path}`, { method, body });

    expect([response.status, await response.json()]).toEqual([
      status,
      { error: expect.stringMatching(/\w/) },
    ]);
  });

  it('does not govern under a foreign host name', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${sandbox.adminUrl}/places`, { headers: { host: 'attacker.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

    expect(status).toBe(403);
  });
});

describe('ports', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tongban-sandbox-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const portOf = (sandbox: Sandbox) => Number(new URL(systemOf(sandbox, ONE).url).port);

  it('are taken again from the ports file', async () => {
    const portsFile = join(folder, 'again.json');
    const before = await startSandbox({ systems: onlyOne, portsFile });
    await before.close();
    const after = await startSandbox({ systems: onlyOne, portsFile });
    await after.close();

    expect([after.adminUrl, portOf(after)]).toEqual([before.adminUrl, portOf(before)]);
    expect(JSON.parse(await readFile(portsFile, 'utf8'))).toEqual({
      admin: Number(new URL(after.adminUrl).port),
      [ONE]: portOf(after),
    });
  });

  it('are replaced where somebody else has them, and when the file is damaged', async () => {
    const portsFile = join(folder, 'replaced.json');
    await writeFile(portsFile, 'damaged');
    const before = await startSandbox({ systems: onlyOne, portsFile });
    const beside = await startSandbox({ systems: onlyOne, portsFile });
    await Promise.all([before.close(), beside.close()]);

    expect(portOf(beside)).not.toBe(portOf(before));
  });

  it('that were asked for and are taken are an error, with nothing left running', async () => {
    const holder = await holdPort();
    const free = await holdPort();
    await free.release();
    const portsFile = join(folder, 'taken.json');
    await writeFile(portsFile, JSON.stringify({ [ONE]: free.port }));
    const failed = startSandbox({ systems: onlyOne, adminPort: holder.port, portsFile });

    await expect(failed).rejects.toThrow(`EADDRINUSE: address already in use 127.0.0.1:${holder.port}`);
    await holder.release();
    // The system had its port; it is free again.
    const after = await startSandbox({ systems: onlyOne, portsFile });
    await after.close();
    expect(portOf(after)).toBe(free.port);
  });
});

async function holdPort(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const port = await findFreePort();
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    port,
    release: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
