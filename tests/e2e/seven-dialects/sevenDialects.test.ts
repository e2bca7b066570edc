import { beforeAll, describe, expect, it } from 'vitest';
import { CaseDesk, RENT } from '../../faults/support/CaseDesk.ts';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';
import { SevenDialectsPage } from '../../support/SevenDialectsPage.ts';
import { CURSOR, trueAnswer } from './trueAnswer.ts';

/** Where the citizen's records lie, by the way the systems there talk. */
const SYSTEMS = {
  'data-exchange': ['public-security/430000', 'public-security/440000'],
  'gbk-xml': ['social-insurance/430000'],
  'national-cipher': ['social-insurance/440000'],
  'pinyin-rest': ['housing-fund/430700'],
  'settlement-node': ['housing-fund/330000'],
  'collaboration-bus': ['public-security/330000'],
  'exchange-table': ['social-insurance/620000', 'housing-fund/510300'],
  'file-drop': ['social-insurance/460000', 'housing-fund/450900'],
} as const;
type Dialect = keyof typeof SYSTEMS;

/** These answer from what they have told us, so that a fault shows only where nothing was told yet. */
const TELLING: readonly Dialect[] = ['collaboration-bus', 'exchange-table', 'file-drop'];
const SYSTEMS_TELLING: readonly string[] = TELLING.flatMap((dialect) => SYSTEMS[dialect]);

let stack: BorrowedStack;
let page: SevenDialectsPage;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
  page = new SevenDialectsPage(stack, stack.databaseUrl);
});

it('the world and the sandbox agree on who speaks what', async () => {
  const listed: readonly { readonly id: string; readonly dialect: string }[] = JSON.parse(
    await (await fetch(`${stack.sandbox}/systems`)).text(),
  );
  const dialects = new Map(listed.map(({ id, dialect }) => [id, dialect]));

  expect(
    Object.entries(SYSTEMS).flatMap(([dialect, ids]) => ids.filter((id) => dialects.get(id) !== dialect)),
  ).toEqual([]);
});

it('one operation tells all of it as it is, with the time of every record', async () => {
  const whole = await page.untilWhole();

  const cursors = JSON.stringify(whole.body.data, (key, value) =>
    key === 'endCursor' && value !== null ? CURSOR : value,
  );
  expect(JSON.parse(cursors)).toEqual(trueAnswer(Date.now(), whole.body.data.me.id));
}, 300_000);

it('who has told nothing is asked: first an error that says when to ask again, then the value', async () => {
  const whole = await page.untilWhole();
  await page.forget(SYSTEMS_TELLING);
  const first = await page.ask();

  expect(
    (first.body.errors ?? [])
      .filter(({ path }) => path?.length === 3)
      .map(({ extensions: { code, origin, jurisdiction, retryable, retryAfter } }) => ({
        code,
        origin,
        jurisdiction,
        retryable,
        retryAfter,
      })),
  ).toEqual(
    ['330000', '460000', '620000', '450900', '510300'].map((jurisdiction) => ({
      code: 'JURISDICTION_UNAVAILABLE',
      origin: 'NETWORK',
      jurisdiction,
      retryable: true,
      retryAfter: expect.any(Number),
    })),
  );
  expect(page.elsewhere(first, SYSTEMS_TELLING)).toBe(page.elsewhere(whole, SYSTEMS_TELLING));
  expect((await page.untilWhole()).body).toEqual(whole.body);
}, 300_000);

it('cases are granted by systems that answer in four other ways, each step done once', async () => {
  const desk = new CaseDesk(stack, stack.tokens.sevenDialects);
  const certificate = {
    ...{ item: 'contribution-certificate', acceptingDivision: '430000', channel: 'PORTAL' },
    form: { purpose: '购房' },
  };
  const rented = ['hold.holdNumber', 'pay.paymentNumber'];
  const handed = [
    ['housing-fund/330000', RENT, rented],
    ['housing-fund/510300', RENT, rented],
    ['housing-fund/450900', RENT, rented],
    ['social-insurance/440000', certificate, ['issue.documentNumber']],
  ] as const;
  const ids = await Promise.all(
    handed.map(async ([system, input]) => {
      const [, owningDivision = ''] = system.split('/');
      return (await desk.submit({ ...input, owningDivision })).id;
    }),
  );
  for (const [index, [system, , outputs]] of handed.entries()) {
    const closed = await desk.waitFor(ids[index] ?? '', 'CLOSED');
    expect([system, closed.outcome, ...closed.outputs.map(({ step, name }) => `${step}.${name}`)]).toEqual([
      system,
      'GRANTED',
      ...outputs,
    ]);
    expect(await desk.effects(system)).toEqual({ keys: outputs.length, repeated: [] });
  }
}, 120_000);

describe.each(Object.keys(SYSTEMS) as Dialect[])('when the systems of %s are away', (dialect) => {
  it('nothing else changes by a byte, and their records come back', async () => {
    const systems: readonly string[] = SYSTEMS[dialect];
    const whole = await page.untilWhole();

    for (const system of systems) await stack.setFault(system, { kind: 'refuse' });
    const untold = TELLING.includes(dialect);
    // What was told stays true, with the time at which it was.
    if (untold) expect((await page.ask()).body).toEqual(whole.body);
    if (untold) await page.forget(systems);
    const partial = await page.ask();
    const ready = await fetch(`${stack.gateway}/ready`);

    expect(ready.status).toBe(200);
    expect(page.elsewhere(partial, systems)).toBe(page.elsewhere(whole, systems));
    expect(page.errorsOf(partial)).toEqual(
      systems.map((system) => ({
        code: 'JURISDICTION_UNAVAILABLE',
        origin: 'NETWORK',
        jurisdiction: system.split('/')[1],
        retryable: true,
      })),
    );
    for (const system of systems) expect(page.recordAt(partial, system)?.['asOf']).toBeNull();

    await stack.clearFaults();
    expect((await page.untilWhole()).body).toEqual(whole.body);
  }, 300_000);
});
