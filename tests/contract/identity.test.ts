import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectHousingFund } from '../../adapters/connect.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { createWrongPersonWorld } from '../../sandbox/faults/createWrongPersonWorld.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { isSomething } from './support/isSomething.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS } from './support/toldDialects.ts';

/** What a system believes that takes everybody for the next one on its list. */
const wrongWorld = createWrongPersonWorld(theWorld);

const { signal } = new AbortController();
const systemOf = (dialect: Dialect) => idOf(dialect, DIALECTS[dialect].places[0]);
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ASKED_DIALECTS.map(systemOf));
  for (const dialect of ASKED_DIALECTS) await sandbox.setFault(systemOf(dialect), { kind: 'wrong-person' });
});
afterAll(() => sandbox.close());

describe.each(ASKED_DIALECTS)('S11 a %s system that mixes people up', (dialect) => {
  const people = peopleOf(dialect, DIALECTS[dialect].places[0]);

  it('shows nothing of one to another, whatever the question', async () => {
    for (const { name, ask, truth } of (await connect(dialect)).lists) {
      const person = people.find((candidate) => isSomething(truth(candidate, wrongWorld)));
      if (person === undefined) throw new Error(`nobody is mistaken for somebody with an answer to ${name}`);
      const answers = await ask([holderOf(person)], signal);

      expect({ name, answers }).toEqual({ name, answers: [expect.any(TongbanError)] });
      const failure = await failureOf(Promise.resolve(answers));
      expect(failure).toMatchObject({ code: 'IDENTITY_MISMATCH', retryable: false });
      expectDiscreet(failure, people);
    }
  });

  it('shows nobody in a long list anything that is not his or hers', async () => {
    const crowd = people.slice(0, 20);
    const mismatches: string[] = [];
    for (const { name, ask, truth } of (await connect(dialect)).lists) {
      const answers = await ask(crowd.map(holderOf), signal);

      for (const [index, holder] of crowd.entries()) {
        const answer = answers[index];
        if (answer instanceof TongbanError) mismatches.push(answer.code);
        // Where rows are missing and none is a stranger's, the system looks as if it knew nothing.
        else if (isSomething(answer))
          expect({ name, answer }).toEqual({ name, answer: truth(holder, theWorld) });
      }
    }

    expect(new Set(mismatches)).toEqual(new Set(['IDENTITY_MISMATCH']));
  });

  it('shows no page of somebody else', async () => {
    const [person] = people;
    if (person === undefined) throw new Error('nobody lives there');

    for (const { ask } of (await connect(dialect)).pagesAbout(person)) {
      const failure = await failureOf(ask(holderOf(person), { first: 5, after: null }, signal));

      expect(failure).toMatchObject({ code: 'IDENTITY_MISMATCH', retryable: false });
      expectDiscreet(failure, people);
    }
  });
});

it('S11 a pinyin-rest system that mixes people up shows no schedule of somebody else', async () => {
  const jurisdiction = DIALECTS['pinyin-rest'].places[0];
  const debtor = peopleOf('pinyin-rest', jurisdiction)
    .map((person) => ({ person, loan: theWorld.findHousingFundFile(jurisdiction, person.number)?.loans[0] }))
    .find(({ loan }) => loan !== undefined);
  if (debtor?.loan === undefined) throw new Error('nobody owes anything');
  const { read } = connectHousingFund(sandbox.place(systemOf('pinyin-rest')), createResources());
  const failure = await failureOf(
    read.findSchedule(holderOf(debtor.person), debtor.loan.contractNumber, 12, signal),
  );

  expect(failure.code).toBe('IDENTITY_MISMATCH');
});

const connect = (dialect: Dialect) => sandbox.connect(dialect, DIALECTS[dialect].places[0]);
