import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listSites } from '../../../sandbox/listSites.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { createDeskAdmin, type DeskAdmin } from '../support/createDeskAdmin.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { call, type Falsified } from '../support/signedCall.ts';
import { systemOf } from '../support/systemOf.ts';

const world = createWorld();
const STRANGER = { number: '109901190001010000', name: '某人' };

type System = Sandbox['systems'][number];

let sandbox: Sandbox;
/** A place that does again what comes again, and one that does not. */
let legacy: System;
let modern: System;
let desk: DeskAdmin;
beforeAll(async () => {
  const ids = listSites().filter(
    ({ department, dialect }) => department === 'public-security' && dialect.name === 'data-exchange',
  );
  sandbox = await startSandbox({
    systems: ({ id }) => ids.some((site) => site.id === id),
    secret: 'of a test',
  });
  const find = (isLegacy: boolean) =>
    sandbox.systems.find(
      ({ options }) => options['legacyHandling'] === isLegacy && options['wrapper'] === 'plain',
    );
  legacy = systemOf(sandbox, find(true)?.id ?? '');
  modern = systemOf(sandbox, find(false)?.id ?? '');
  desk = createDeskAdmin(sandbox, modern.id);
});
afterEach(async () => {
  await desk.off();
  await createDeskAdmin(sandbox, legacy.id).off();
});
afterAll(() => sandbox.close());

const knownTo = ({ jurisdiction }: System) =>
  world.holders.filter(
    ({ kind, holdings }) => kind === 'person' && holdings['public-security'].includes(jurisdiction),
  );

interface Order {
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly change?: object;
}

function bodyOf(order: Order = {}, system = modern) {
  const fresh = newBusinessKey();
  const { key = fresh.key, collaboration = fresh.collaboration, who = knownTo(system)[0] } = order;
  return {
    ywbh: key,
    xtbh: collaboration,
    sxbm: 'move-hukou',
    slqh: '430700',
    blqh: system.jurisdiction,
    dsr: [{ js: 'sqr', gmsfhm: who?.number ?? '', xm: who?.name ?? '' }],
    zd: [{ zdm: 'remark', zdz: '甲|乙 & "丙"' }],
    ...order.change,
  };
}

const trimmed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, inner) => (typeof inner === 'string' ? inner.trim() : inner));

async function deal(service: string, body: unknown, system = modern, falsified: Falsified = {}) {
  const { status, answer } = await call(system, service, body, falsified);
  const data = typeof answer['data'] === 'string' ? JSON.parse(answer['data']) : answer['data'];
  const rows = trimmed(data) as Record<string, unknown>[] | null;
  return { status, code: answer['code'], rows, row: rows?.[0] ?? {} };
}

const jgOf = (row: Record<string, unknown>) =>
  Object.fromEntries((row['jg'] as { zdm: string; zdz: string }[]).map(({ zdm, zdz }) => [zdm, zdz]));
async function codesOf(service: string, order: Order) {
  const { code, row } = await deal(service, bodyOf(order));
  return [code, row['zcdm']];
}

it('is offered by every place, by half of them without a memory of keys', async () => {
  for (const system of sandbox.systems) {
    const { code, row } = await deal('deal-731', bodyOf({}, system), system);

    expect([system.options['handling'], code, row['xm']]).toEqual([
      'offered',
      '200',
      knownTo(system)[0]?.name,
    ]);
  }
  const [forgetful, others] = [true, false].map((isLegacy) =>
    sandbox.systems.filter(({ options }) => options['legacyHandling'] === isLegacy),
  );
  expect([forgetful?.length, others?.length]).toEqual([12, 12]);
  expect(new Set(others?.map(({ options }) => options['wrapper']))).toEqual(
    new Set(['plain', 'json-string']),
  );
});

describe('an order', () => {
  it('is done at once, and its only row is about who was asked', async () => {
    const body = bodyOf();
    const { status, code, rows } = await deal('deal-702', body);
    const [applicant] = body.dsr;

    expect({ status, code, rows }).toEqual({
      status: 200,
      code: '200',
      rows: [
        {
          gmsfhm: expect.stringMatching(new RegExp(`^${applicant?.gmsfhm}$`, 'i')),
          xm: applicant?.xm,
          sjgxsj: expect.stringMatching(/^\d{14}$/),
          ywbh: body.ywbh,
          xtbh: body.xtbh,
          lsh: expect.stringMatching(/^\d{20}$/),
          bjsj: expect.stringMatching(/^\d{14}$/),
          jg: [{ zdm: 'qyzbh', zdz: expect.stringMatching(/^[0-9A-Z]{20}$/) }],
        },
      ],
    });
    expect(await desk.ledgerOf(body.ywbh)).toMatchObject({
      entries: [{ action: 'move-out', code: 'deal-702', fields: { remark: '甲|乙 & "丙"' }, status: 'done' }],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
  });

  it.each<[string, Record<string, RegExp>]>([
    ['deal-701', { zqzbh: /^[0-9A-Z]{20}$/ }],
    ['deal-703', { hh: /^\d{9}$/ }],
    ['deal-711', { hh: /^\d{9}$/ }],
    ['deal-712', {}],
    ['deal-721', { qfbh: /^\d{18}$/ }],
    ['deal-722', { zzpc: /^\d{14}$/ }],
    ['deal-723', { lszbh: /^[0-9A-Z]{16}$/ }],
    ['deal-731', { zmbh: /^[0-9A-Z]{18}$/ }],
    ['deal-732', { zmbh: /^[0-9A-Z]{18}$/ }],
  ])('%s yields what its table says', async (service, outputs) => {
    const { row } = await deal(service, bodyOf());

    expect(jgOf(row)).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
  });

  it('is refused for somebody who is not on file, or not under this name, but not where people arrive', async () => {
    const misnamed = { number: knownTo(modern)[0]?.number ?? '', name: '某人' };

    expect(await codesOf('deal-702', { who: STRANGER })).toEqual(['300', '11']);
    expect(await codesOf('deal-702', { who: misnamed })).toEqual(['300', '11']);
    for (const receiving of ['deal-701', 'deal-703', 'deal-722', 'deal-723'])
      expect(await codesOf(receiving, { who: STRANGER })).toEqual(['200', undefined]);
  });

  it('may be for a company that applies for somebody', async () => {
    const company = world.holders.find(({ kind }) => kind === 'company');
    const { code, row } = await deal(
      'deal-731',
      bodyOf({ change: { dsr: [{ js: 'sqr', tyshxydm: company?.number, dwmc: company?.name }] } }),
    );

    expect([code, row['tyshxydm'], row['dwmc']]).toEqual(['200', company?.number, company?.name]);
  });
});

describe('the same key again', () => {
  it('is done again at a legacy place, with other numbers, and neither answer says so', async () => {
    const body = bodyOf({}, legacy);
    const first = await deal('deal-732', body, legacy);
    const second = await deal('deal-732', body, legacy);

    expect([second.code, second.rows?.length]).toEqual(['200', 1]);
    expect(second.row['lsh']).not.toBe(first.row['lsh']);
    expect(jgOf(second.row)).not.toEqual(jgOf(first.row));
    expect((await createDeskAdmin(sandbox, legacy.id).ledgerOf(body.ywbh)).count).toEqual({
      attempts: 2,
      entries: 2,
      effects: 2,
    });
  });

  it('gets the first answer at another place, in whatever order and spelling', async () => {
    const body = bodyOf({
      change: {
        zd: [
          { zdm: 'a', zdz: '1' },
          { zdm: 'B', zdz: '2' },
        ],
      },
    });
    const first = await deal('deal-702', body);
    const again = await deal('deal-702', {
      zd: body.zd.toReversed(),
      ...Object.fromEntries(
        Object.entries(body)
          .filter(([name]) => name !== 'zd')
          .toReversed(),
      ),
      dsr: body.dsr.map((party) => ({ ...party, gmsfhm: party.gmsfhm.toLowerCase() })),
    });

    expect({ ...again.row, sjgxsj: '' }).toEqual({ ...first.row, sjgxsj: '' });
    expect((await desk.ledgerOf(body.ywbh)).count).toEqual({ attempts: 2, entries: 1, effects: 1 });
  });

  it('with other content, or for another service, is 310', async () => {
    const body = bodyOf();
    await deal('deal-731', body);

    expect((await deal('deal-731', { ...body, zd: [] })).code).toBe('310');
    expect((await deal('deal-732', body)).code).toBe('310');
  });

  it('gets a refusal again, and is free after what was not done', async () => {
    const [refused, failed] = [bodyOf(), bodyOf()];
    await desk.on('register-move-in', 'refuse', { code: '50', reason: '准迁证已失效', times: 1 });
    await deal('deal-703', refused);
    await desk.on('register-move-in', 'fail', { code: '31', times: 1 });
    const first = await deal('deal-703', failed);

    expect((await deal('deal-703', refused)).row).toEqual({
      ywbh: refused.ywbh,
      zcdm: '50',
      zcsm: '准迁证已失效',
    });
    expect([first.code, first.row['zcdm']]).toEqual(['300', '31']);
    expect((await deal('deal-703', { ...failed, zd: [] })).code).toBe('200');
  });
});

describe('switches', () => {
  it.each<[string, object, string, string | null, number]>([
    ['busy', {}, '309', null, 0],
    ['fail', { code: '50' }, '300', '50', 0],
    ['fail', { code: '32', isDone: true }, '300', '32', 1],
    ['fail', { code: '300' }, '300', null, 0],
    ['fail', { code: '300', isDone: true }, '300', null, 1],
    ['hold-answer', { as: 'error' }, '300', null, 1],
    ['refuse', {}, '300', '19', 0],
  ])('%s %j: code %s, sub-code %s, %i effects', async (kind, details, code, subCode, effects) => {
    const body = bodyOf();
    await desk.on('sign-identity-card', kind, details);
    const told = await deal('deal-721', body);

    expect([told.code, told.row['zcdm'] ?? null]).toEqual([code, subCode]);
    expect((await desk.ledgerOf(body.ywbh)).count.effects).toBe(effects);
  });

  it('hold the answer back: done, and the connection is lost', async () => {
    const body = bodyOf();
    await desk.on('all', 'hold-answer', { times: 1 });

    await expect(deal('deal-702', body)).rejects.toThrow();
    expect((await deal('deal-702', body)).code).toBe('200');
    expect((await desk.ledgerOf(body.ywbh)).count).toEqual({ attempts: 2, entries: 1, effects: 1 });
  });

  it('cannot keep anything in work', async () => {
    expect((await desk.ask('PUT', 'handling/move-out', { kind: 'pend' })).status).toBe(400);
  });
});

describe('taking back', () => {
  it.each([
    ['deal-701', 'deal-751'],
    ['deal-711', 'deal-761'],
    ['deal-721', 'deal-771'],
  ])('%s by %s, once', async (service, undoing) => {
    const { key, collaboration } = newBusinessKey();
    await deal(service, bodyOf({ key, collaboration }));

    expect(await codesOf(undoing, { collaboration, who: knownTo(modern)[1] })).toEqual(['300', '14']);
    expect(await codesOf(undoing, { collaboration })).toEqual(['200', undefined]);
    expect(await codesOf(undoing, { collaboration })).toEqual(['300', '14']);
    expect((await desk.ledgerOf(key)).entries[0]).toMatchObject({ status: 'taken-back' });
    // It was done, and the answer to its key stays.
    expect((await deal(service, bodyOf({ key, collaboration }))).code).toBe('200');
  });

  it('never a registration that was cancelled', async () => {
    const { key, collaboration } = newBusinessKey();
    await deal('deal-702', bodyOf({ key, collaboration }));

    expect(await codesOf('deal-752', { collaboration })).toEqual(['300', '14']);
    expect((await desk.ledgerOf(key)).entries[0]).toMatchObject({ status: 'done' });
  });
});

describe('refuses', () => {
  const field = (zdz: string, zdm = 'remark') => ({ zd: [{ zdm, zdz }] });

  it.each<[string, object, string]>([
    ['a short key', { ywbh: 'SHORT' }, '306'],
    ['no party', { dsr: [] }, '306'],
    ['an unknown role', { dsr: [{ js: 'x', gmsfhm: STRANGER.number, xm: 'x' }] }, '306'],
    ['a party without a name', { dsr: [{ js: 'sqr', gmsfhm: STRANGER.number }] }, '306'],
    ['a form that is missing', { zd: undefined }, '306'],
    ['a control character', field('甲\u007f'), '306'],
    ['an empty value', field(' '), '306'],
    ['a name twice', { zd: [...field('1').zd, ...field('2').zd] }, '306'],
    ['a value of 401 characters', field('𬭩'.repeat(401)), '307'],
    ['65 fields', { zd: Array.from({ length: 65 }, (_, n) => ({ zdm: `f${n}`, zdz: '1' })) }, '307'],
  ])('%s', async (_what, change, code) => {
    expect(await deal('deal-731', bodyOf({ change }))).toMatchObject({ status: 200, code, rows: null });
  });

  it('an unknown service, a forged call, a nonce that was used', async () => {
    const nonce = 'handlingHandling1';
    await deal('deal-731', bodyOf(), modern, { nonce });

    expect((await deal('deal-799', bodyOf())).code).toBe('305');
    expect((await deal('deal-731', bodyOf(), modern, { sign: 'x' })).code).toBe('301');
    expect((await deal('deal-731', bodyOf(), modern, { nonce })).code).toBe('303');
  });
});

describe('faults', () => {
  afterEach(() => desk.ask('DELETE', 'fault'));

  it('another person answers, though the right one was served', async () => {
    const body = bodyOf();
    await desk.ask('PUT', 'fault', { kind: 'wrong-person' });
    const { row } = await deal('deal-702', body);

    expect(row['xm']).not.toBe(body.dsr[0]?.xm);
    expect((await desk.ledgerOf(body.ywbh)).entries[0]).toMatchObject({ applicant: body.dsr[0]?.gmsfhm });
  });

  it('an unknown sub-code, an output that no table has, a maintenance', async () => {
    await desk.ask('PUT', 'fault', { kind: 'stale-schema' });

    expect(await codesOf('deal-702', { who: STRANGER })).toEqual(['300', '77']);
    expect(jgOf((await deal('deal-712', bodyOf())).row)).toEqual({ qtxx: '1' });
    await desk.ask('PUT', 'fault', { kind: 'maintenance' });
    expect((await deal('deal-712', bodyOf())).code).toBe('308');
  });
});
