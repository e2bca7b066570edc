import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import { call } from '../support/signedCall.ts';
import { systemOf } from '../support/systemOf.ts';

const INDEX = 'record-index/110000';
const SECRET = 'a fixed secret of the test';
const CODES = { GA: 'public-security', RS: 'social-insurance', GJJ: 'housing-fund' } as const;

const world = createWorld();
const answerRows = z.array(
  z.strictObject({
    gmsfhm: z.string().optional(),
    xm: z.string().optional(),
    tyshxydm: z.string().optional(),
    dwmc: z.string().optional(),
    sjgxsj: z.string().regex(/^\d{14}$/),
    bmdm: z.string(),
    szdqhdm: z.string().regex(/^\d{6}(0{6})?$/),
    scdjrq: z.string().regex(/^(\d{8})?$/),
  }),
);
type Row = z.infer<typeof answerRows>[number];

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    secret: SECRET,
    systems: ({ id }) => [INDEX, 'public-security/110000'].includes(id),
  });
});
afterAll(() => sandbox.close());

const ask = (service: string, holders: readonly WorldHolder[], system = INDEX) =>
  call(systemOf(sandbox, system), service, {
    items: holders.map(({ kind, number }) => (kind === 'person' ? { gmsfhm: number } : { tyshxydm: number })),
  });
const rowsAbout = async (holders: readonly WorldHolder[]): Promise<readonly Row[]> =>
  answerRows.parse((await ask('catalog-701', holders)).answer['data']);
const numberOf = ({ gmsfhm, tyshxydm }: Row) => (gmsfhm ?? tyshxydm ?? '').toUpperCase();

it('has one row for every person, department and place, and a department more at some', async () => {
  const asked = [...world.holders.slice(0, 25), ...world.holders.slice(-25)];
  const rows = await rowsAbout(asked);
  const told = rows
    .filter(({ bmdm }) => bmdm !== 'YB')
    .map((row) => [numberOf(row), row.bmdm, row.szdqhdm.slice(0, 6)].join(' '));
  const expected = asked.flatMap(({ number, holdings }) =>
    Object.entries(CODES).flatMap(([code, department]) =>
      holdings[department].map((place) => [number, code, place].join(' ')),
    ),
  );

  expect(told.toSorted()).toEqual(expected.toSorted());
  expect(rows.map(numberOf)).not.toEqual(rows.map(numberOf).toSorted());
});

it('keeps what places wrote: a date or none, 6 and 12 digits, padding, x and X, a department nobody knows', async () => {
  const rows = (
    await Promise.all([0, 50, 100, 150].map((from) => rowsAbout(world.holders.slice(from, from + 50))))
  ).flat();
  const kinds = (kindOf: (row: Row) => unknown) => new Set(rows.map(kindOf));

  expect(kinds(({ bmdm }) => bmdm)).toEqual(new Set(['GA', 'RS', 'GJJ', 'YB']));
  expect(kinds(({ szdqhdm }) => szdqhdm.length)).toEqual(new Set([6, 12]));
  expect(kinds(({ scdjrq }) => scdjrq === '')).toEqual(new Set([true, false]));
  expect(kinds(({ xm = '' }) => xm.endsWith(' '))).toEqual(new Set([true, false]));
  expect(kinds(({ gmsfhm = '' }) => /[xX]$/.exec(gmsfhm)?.[0])).toEqual(new Set(['x', 'X', undefined]));
});

it('offers its one service only, which no place of public security offers', async () => {
  const [citizen] = world.holders;
  const codes = [];
  for (const [service, system] of [
    ['catalog-611', INDEX],
    ['catalog-701', 'public-security/110000'],
    ['catalog-611', 'public-security/110000'],
  ] as const) {
    codes.push((await ask(service, citizen ? [citizen] : [], system)).answer['code']);
  }

  expect(codes).toEqual(['305', '305', '200']);
});

it('changes nobody else: other systems have the options that they had without it', () => {
  expect(systemOf(sandbox, 'public-security/110000').options).toMatchObject({
    signScheme: 'hmac-sha256',
    wrapper: 'plain',
    batchLimit: 50,
  });
  expect(systemOf(sandbox, INDEX).options).toEqual({
    requesterId: expect.stringMatching(/^tb-110000-[0-9a-f]{8}$/),
    secret: expect.not.stringMatching(
      new RegExp(`^${String(systemOf(sandbox, 'public-security/110000').options['secret'])}$`),
    ),
    signScheme: 'hmac-sha256',
    wrapper: 'plain',
    batchLimit: 50,
  });
});
