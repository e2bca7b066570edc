import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import type { PageQuestion, Questions } from './support/Questions.ts';
import { readAllPages } from './support/readAllPages.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';
import { isTold } from './support/toldDialects.ts';

/** Places whose first page has number 0, or 1; whose values are padded, or not. */
const PLACES = [
  ['gbk-xml', '430000'],
  ['gbk-xml', '120000'],
  ['national-cipher', '440000'],
  ['national-cipher', '220000'],
  ['pinyin-rest', '430700'],
  ['pinyin-rest', '110000'],
  ['settlement-node', '330000'],
  ['settlement-node', '370000'],
  ['exchange-table of housing-fund', '510300'],
  ['exchange-table of social-insurance', '620000'],
  ['file-drop of housing-fund', '640000'],
  ['file-drop of social-insurance', '460000'],
] as const satisfies readonly (readonly [Dialect, string])[];

const NO_CURSORS = [
  '',
  ' ',
  '0',
  'x',
  '1/2/3',
  '-1/5',
  '6/5',
  '2020-13+1',
  '2020-01+',
  '9'.repeat(400),
  '\0',
];

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(
    PLACES.map(([dialect, place]) => idOf(dialect, place)),
    postgres,
  );
});
afterAll(() => sandbox.close());

describe.each(PLACES)('%s at %s', (dialect, jurisdiction) => {
  let questions: Questions;
  beforeAll(async () => {
    if (isTold(dialect)) {
      await sandbox.tell(dialect, jurisdiction);
      await sandbox.acquaint(dialect, jurisdiction, strangers(1));
    }
    questions = await connect();
  });
  const asOf = theWorld.dataTime(DIALECTS[dialect].department, jurisdiction, CONTRACT_NOW);

  it('gives lists in pages of any size without gap or repetition, the last one without a cursor', async () => {
    for (const { person, length, question, reconnect } of longestLists()) {
      const all = question.truth();
      const sizes = length > 60 ? [7, 50, 51, question.largestPage] : [1, 3, question.largestPage];

      for (const first of sizes) {
        const pages = await readAllPages(await reconnect(), holderOf(person), first);

        expect(pages.flatMap(({ nodes }) => nodes)).toEqual(all);
        expect(pages).toHaveLength(Math.ceil(all.length / first));
        expect(pages.slice(0, -1).every(({ nodes }) => nodes.length === first)).toBe(true);
        expect(new Set(pages.map((page) => page.asOf))).toEqual(new Set([asOf]));
      }
    }
  });

  it('has cursors that hold over connections', async () => {
    for (const { person, question, reconnect } of longestLists()) {
      const one = await (await reconnect()).ask(holderOf(person), { first: 1, after: null }, signal);
      const two = await (await reconnect()).ask(holderOf(person), { first: 2, after: one.endCursor }, signal);

      expect([...one.nodes, ...two.nodes]).toEqual(question.truth().slice(0, 3));
    }
  });

  it('has no cursor behind a page that ends where the list does', async () => {
    const { question, person, length } = fittingList();

    const exact = await question.ask(holderOf(person), { first: length, after: null }, signal);
    const short = await question.ask(holderOf(person), { first: length - 1, after: null }, signal);
    const rest = await question.ask(holderOf(person), { first: 1, after: short.endCursor }, signal);

    expect(exact).toEqual({ asOf, nodes: question.truth(), endCursor: null });
    expect(short.endCursor).toEqual(expect.any(String));
    expect(rest).toEqual({ asOf, nodes: question.truth().slice(-1), endCursor: null });
  });

  it('refuses what is no cursor of the list', async () => {
    const before = await sandbox.callsOf(idOf(dialect, jurisdiction));

    for (const { question, person } of longestLists()) {
      for (const after of NO_CURSORS) {
        const failure = await failureOf(question.ask(holderOf(person), { first: 5, after }, signal));
        expect({ after, code: failure.code }).toEqual({ after, code: 'BAD_USER_INPUT' });
      }
    }
    expect(await sandbox.callsOf(idOf(dialect, jurisdiction))).toEqual(before);
  });

  it('has an empty list of people whom it does not know, and asks nothing about companies', async () => {
    const [stranger] = strangers(1);
    const company = theWorld.holders.find(({ kind }) => kind === 'company');
    if (stranger === undefined || company === undefined) throw new Error('nobody to ask about');

    for (const { question } of longestLists()) {
      const ofStranger = await question.ask(stranger, { first: 5, after: null }, signal);
      const before = await sandbox.callsOf(idOf(dialect, jurisdiction));
      const ofCompany = await question.ask(holderOf(company), { first: 5, after: null }, signal);

      expect(ofStranger).toEqual({ asOf: expect.toBeOneOf([asOf, null]), nodes: [], endCursor: null });
      expect(ofCompany).toEqual({ asOf: null, nodes: [], endCursor: null });
      expect(await sandbox.callsOf(idOf(dialect, jurisdiction))).toEqual(before);
    }
  });

  /** A long list of every kind, though not one of decades. */
  function longestLists() {
    const bearable = allLists().filter(({ length }) => length <= 260);
    const byLength = bearable.toSorted((one, other) => other.length - one.length);
    const longest = byLength.filter(
      ({ name }, index) => byLength.findIndex((list) => list.name === name) === index,
    );
    expect(longest.every(({ length }) => length > 3)).toBe(true);
    return longest;
  }

  function fittingList() {
    const list = allLists().find(({ length }) => length > 10 && length < 100);
    if (list === undefined) throw new Error('no list fits on a page');
    return list;
  }

  function allLists() {
    const { pagesAbout } = questions;
    const persons = peopleOf(dialect, jurisdiction).filter(({ kind }) => kind === 'person');
    return persons.slice(0, 60).flatMap((person) =>
      pagesAbout(person).map((question, index) => ({
        person,
        question,
        name: question.name,
        length: question.truth().length,
        reconnect: async () => nth((await connect()).pagesAbout(person), index),
      })),
    );
  }

  const connect = () => sandbox.connect(dialect, jurisdiction);
});

function nth(questions: readonly PageQuestion[], index: number): PageQuestion {
  const question = questions[index];
  if (question === undefined) throw new RangeError('there is no such question');
  return question;
}
