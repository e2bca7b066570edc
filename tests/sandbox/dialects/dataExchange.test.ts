import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listSites } from '../../../sandbox/listSites.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { call, type Falsified } from '../support/signedCall.ts';
import { systemOf } from '../support/systemOf.ts';

const world = createWorld();
const citizen = world.holders.find(({ demo }) => demo === 'citizen')?.number ?? '';
const cohort = world.holders.slice(2, 62).map(({ number }) => number);
const company = world.holders.find(({ kind }) => kind === 'company');
const minutes = (count: number) => count * 60_000;

let sandbox: Sandbox;
beforeAll(async () => {
  const systems = listSites().filter(
    ({ department, dialect }) => department === 'public-security' && dialect.name === 'data-exchange',
  );
  sandbox = await startSandbox({ systems: ({ id }) => systems.some((site) => site.id === id) });
});
afterAll(() => sandbox.close());

const ask = (place: string, service: string, numbers: readonly string[], falsified: Falsified = {}) =>
  call(
    systemOf(sandbox, `public-security/${place}`),
    service,
    { items: numbers.map((gmsfhm) => ({ gmsfhm })) },
    falsified,
  );
const rows = z.array(z.record(z.string(), z.unknown()));
const rowsOf = (data: unknown) => rows.parse(typeof data === 'string' ? JSON.parse(data) : data);

it('answers every place about people it knows, whatever scheme and wrapper it has', async () => {
  for (const { jurisdiction, options } of sandbox.systems) {
    const known = world.holders.find(
      ({ kind, holdings }) => kind === 'person' && holdings['public-security'].includes(jurisdiction),
    );
    const { status, answer } = await ask(jurisdiction, 'catalog-611', [known?.number ?? '']);

    expect({ status, code: answer['code'], wrapped: typeof answer['data'] === 'string' }).toEqual({
      status: 200,
      code: '200',
      wrapped: options['wrapper'] === 'json-string',
    });
    expect(rowsOf(answer['data'])).toHaveLength(1);
  }
});

it('uses all sign schemes and both wrappers', () => {
  const values = (option: string) => new Set(sandbox.systems.map(({ options }) => options[option]));

  expect(values('signScheme')).toEqual(new Set(['hmac-sha256', 'md5-concat', 'sha256-sandwich']));
  expect(values('wrapper')).toEqual(new Set(['plain', 'json-string']));
  expect(values('batchLimit')).toEqual(new Set([50, 20]));
  expect(values('secret').size).toBe(24);
});

it('answers a batch of 50 in another order, with no row for a stranger', async () => {
  const asked = [...cohort.slice(0, 49), '109901190001010000'];
  const { answer } = await ask('430000', 'catalog-612', asked);
  const answered = rowsOf(answer['data']).map((row) => row['gmsfhm']);

  expect(answered.toSorted()).toEqual(asked.slice(0, 49).toSorted());
  expect(answered).not.toEqual(asked.slice(0, 49));
});

it('knows companies by their vehicles only', async () => {
  const place = company?.holdings['public-security'][0] ?? '';
  const system = systemOf(sandbox, `public-security/${place}`);
  const items = [{ tyshxydm: company?.number }];
  const vehicles = await call(system, 'catalog-615', { items });
  const hukou = await call(system, 'catalog-612', { items });

  expect(rowsOf(vehicles.answer['data']).map((row) => row['tyshxydm'])).toContain(company?.number);
  expect(rowsOf(hukou.answer['data'])).toEqual([]);
});

describe('refuses', () => {
  // 110000 signs by HMAC, 120000 by MD5, 130000 by SHA-256.
  it.each(['110000', '120000', '130000'])('forged and stale calls at %s', async (place) => {
    const code = async (falsified: Falsified) =>
      (await ask(place, 'catalog-611', [citizen], falsified)).answer['code'];

    expect({
      sign: await code({ sign: 'x' }),
      requester: await code({ requester: 'somebody' }),
      late: await code({ time: Date.now() - minutes(5.1) }),
      early: await code({ time: Date.now() + minutes(5.1) }),
      slow: await code({ time: Date.now() - minutes(4.9) }),
      shortNonce: await code({ nonce: 'abc' }),
    }).toEqual({ sign: '301', requester: '304', late: '302', early: '302', slow: '200', shortNonce: '303' });
  });

  it('a nonce that was used before', async () => {
    const nonce = 'replayedReplayed1';
    const first = await ask('430000', 'catalog-611', [citizen], { nonce });
    const second = await ask('430000', 'catalog-611', [citizen], { nonce });

    expect([first.answer['code'], second.answer['code'], second.answer['data']]).toEqual([
      '200',
      '303',
      null,
    ]);
  });

  it.each([
    ['an unknown service', 'catalog-999', { items: [{ gmsfhm: '1'.repeat(18) }] }, '305'],
    ['what is not JSON', 'catalog-611', '<xml/>', '306'],
    ['an empty list', 'catalog-611', { items: [] }, '306'],
    ['an item without a number', 'catalog-611', { items: [{ xm: '林' }] }, '306'],
    ['too many', 'catalog-611', { items: cohort.slice(0, 51).map((gmsfhm) => ({ gmsfhm })) }, '307'],
  ])('%s', async (_what, service, content, code) => {
    const { status, answer } = await call(systemOf(sandbox, 'public-security/430000'), service, content);

    expect([status, answer['code'], answer['data']]).toEqual([200, code, null]);
  });

  it('another path or method, without a body', async () => {
    const { url } = systemOf(sandbox, 'public-security/430000');

    expect((await fetch(`${url}/other`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(`${url}/invoke`)).status).toBe(405);
  });
});
