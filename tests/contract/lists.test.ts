import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { DIALECT_NAMES } from './support/dialectNames.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS, isTold } from './support/toldDialects.ts';

/** Two places per dialect, which differ in batch limit, wrapper, padding and number of the first page. */
const PLACES = {
  'data-exchange': ['430000', '150000'],
  'gbk-xml': ['430000', '140000'],
  'national-cipher': ['440000', '220000'],
  'pinyin-rest': ['430700', '340100'],
  'settlement-node': ['330000', '420000'],
  'collaboration-bus': ['310000', '330000'],
  'exchange-table of housing-fund': ['360000'],
  'exchange-table of social-insurance': ['630000'],
  'file-drop of housing-fund': ['450900'],
  'file-drop of social-insurance': ['650000'],
} as const satisfies Record<Dialect, readonly string[]>;
/** Questions that companies are asked about as well. */
const ABOUT_COMPANIES = ['findRecords', 'findVehicles'];
const MOST_HOLDERS = 500;

/** What a person asked about under another name is told: some systems compare names, for the others the adapter does. */
const UNDER_ANOTHER_NAME = {
  'data-exchange': 'IDENTITY_MISMATCH',
  'gbk-xml': null,
  'national-cipher': null,
  'pinyin-rest': 'IDENTITY_MISMATCH',
  'settlement-node': 'IDENTITY_MISMATCH',
  'collaboration-bus': 'IDENTITY_MISMATCH',
  'exchange-table of housing-fund': 'IDENTITY_MISMATCH',
  'exchange-table of social-insurance': 'IDENTITY_MISMATCH',
  'file-drop of housing-fund': 'IDENTITY_MISMATCH',
  'file-drop of social-insurance': 'IDENTITY_MISMATCH',
} as const satisfies Record<Dialect, string | null>;

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  const ids = DIALECT_NAMES.flatMap((dialect) => PLACES[dialect].map((place) => idOf(dialect, place)));
  sandbox = await ContractSandbox.start(ids, postgres);
});
afterAll(() => sandbox.close());

const cases = DIALECT_NAMES.flatMap((dialect) =>
  PLACES[dialect].map((jurisdiction) => [dialect, jurisdiction] as const),
);

describe.each(cases)('%s at %s', (dialect, jurisdiction) => {
  beforeAll(async () => {
    if (!isTold(dialect)) return;
    await sandbox.tell(dialect, jurisdiction);
    // Whom it holds nothing about it says when it is asked, sometime; from then on it is a place like all others.
    await sandbox.acquaint(dialect, jurisdiction, [
      ...strangers(2),
      ...elsewhere(dialect, jurisdiction).map(holderOf),
      company(),
    ]);
  });

  it('keeps the order asked for, and fills gaps', async () => {
    const [first, second, third] = peopleOf(dialect, jurisdiction).map(holderOf);
    const [nobody, nobodyElse] = strangers(2);
    if (!first || !second || !third || !nobody || !nobodyElse) throw new Error('too few people');

    for (const holders of [
      [third, nobody, first, company(), second, nobodyElse],
      [nobodyElse, second, company(), first, nobody, third],
    ]) {
      for (const { name, ask, truth } of (await connect(dialect, jurisdiction)).lists) {
        const answers = await ask(holders, signal);

        expect({ name, answers }).toEqual({
          name,
          answers: holders.map((holder) => truth(holder, theWorld)),
        });
      }
    }
  });

  it('knows nothing of people whose records are elsewhere', async () => {
    const others = elsewhere(dialect, jurisdiction);

    for (const { name, ask } of (await connect(dialect, jurisdiction)).lists) {
      const answers = await ask(others.map(holderOf), signal);

      const none = ['findVehicles', 'findBenefits', 'findLoans'].includes(name) ? [] : null;
      expect({ name, answers }).toEqual({ name, answers: others.map(() => none) });
    }
  });

  it('asks nobody when asked about nobody', async () => {
    const before = await sandbox.callsOf(idOf(dialect, jurisdiction));

    for (const { ask } of (await connect(dialect, jurisdiction)).lists)
      expect(await ask([], signal)).toEqual([]);
    expect(await sandbox.callsOf(idOf(dialect, jurisdiction))).toEqual(before);
  });

  it('answers two questions at a time without mixing them up', async () => {
    const people = peopleOf(dialect, jurisdiction).slice(0, 6);
    const { lists } = await connect(dialect, jurisdiction);

    const answers = await Promise.all(
      lists.flatMap(({ ask }) => [
        ask(people.map(holderOf), signal),
        ask(people.toReversed().map(holderOf), signal),
      ]),
    );

    expect(answers).toEqual(
      lists.flatMap(({ truth }) => {
        const truths = people.map((holder) => truth(holder, theWorld));
        return [truths, truths.toReversed()];
      }),
    );
  });

  it('tells nothing of a person asked about under another name, and all about the next one', async () => {
    const [person, neighbour] = peopleOf(dialect, jurisdiction);
    if (person === undefined || neighbour === undefined) throw new Error('nobody lives there');
    const [{ ask, truth }] = (await connect(dialect, jurisdiction)).lists;
    const misnamed = { ...holderOf(person), name: '诸葛不亮' };
    const [answer, ...rest] = await ask([misnamed, holderOf(neighbour)], signal);

    const expected = UNDER_ANOTHER_NAME[dialect];
    expect(answer instanceof TongbanError ? answer.code : answer).toBe(expected);
    expect(rest).toEqual([truth(neighbour, theWorld)]);
    expect(String(answer)).not.toMatch(new RegExp(`${person.number}|${person.name}|诸葛不亮`));
  });
});

const crowded = ASKED_DIALECTS.map((dialect) => [dialect, PLACES[dialect][0]] as const);

it.each([...crowded, ['data-exchange', '150000'] as const])(
  '%s at %s takes 500 holders in as few calls as it can, and asks about nobody twice',
  async (dialect, jurisdiction) => {
    const holders = crowdAt(dialect, jurisdiction);
    const [{ name, ask, truth }] = (await connect(dialect, jurisdiction)).lists;
    const id = idOf(dialect, jurisdiction);
    await sandbox.resetCalls();

    const answers = await ask(holders, signal);

    const asked = holders.filter(({ kind }) => kind === 'NATURAL_PERSON' || takesCompanies(dialect, name));
    const calls = Math.ceil(asked.length / DIALECTS[dialect].batchLimit(sandbox.place(id).options));
    expect(holders).toHaveLength(MOST_HOLDERS);
    expect(answers).toEqual(holders.map((holder) => truth(holder, theWorld)));
    expect(await sandbox.callsOf(id)).toEqual({ calls, persons: asked.length, duplicates: 0 });
  },
);

it('data-exchange asks about the vehicles of companies, and about nothing else of theirs', async () => {
  const [place] = PLACES['data-exchange'];
  const companies = theWorld.holders.filter(({ kind }) => kind === 'company');
  const id = idOf('data-exchange', place);

  const asked = [];
  for (const { name, ask, truth } of (await connect('data-exchange', place)).lists) {
    await sandbox.resetCalls();
    expect(await ask(companies.map(holderOf), signal)).toEqual(
      companies.map((company) => truth(company, theWorld)),
    );
    const { persons } = await sandbox.callsOf(id);
    if (persons > 0) asked.push(name);
  }

  expect(asked).toEqual(ABOUT_COMPANIES);
  expect(peopleOf('data-exchange', place).filter(({ kind }) => kind === 'company')).not.toHaveLength(0);
});

const connect = (dialect: Dialect, jurisdiction: string) => sandbox.connect(dialect, jurisdiction);

function elsewhere(dialect: Dialect, jurisdiction: string) {
  const known = new Set(peopleOf(dialect, jurisdiction));
  return theWorld.holders.filter((holder) => !known.has(holder)).slice(0, 3);
}

function company(): HolderIdentity {
  const found = theWorld.holders.find(({ kind }) => kind === 'company');
  if (found === undefined) throw new Error('there is no company');
  return holderOf(found);
}

const takesCompanies = (dialect: Dialect, name: string): boolean =>
  dialect === 'data-exchange' && ABOUT_COMPANIES.includes(name);

/** Everybody whom the place knows, among people and companies whom it does not. */
function crowdAt(dialect: Dialect, jurisdiction: string): readonly HolderIdentity[] {
  const known = peopleOf(dialect, jurisdiction);
  const unknown = theWorld.holders.filter((holder) => !known.includes(holder));
  const others = [...unknown.slice(-10), ...unknown.slice(0, MOST_HOLDERS - known.length - 30)];
  const people = [...others, ...known]
    .map(holderOf)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [...people, ...strangers(MOST_HOLDERS - people.length)];
}
