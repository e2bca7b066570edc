import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { personQuirk } from '../../sandbox/exchange/personQuirk.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { DIALECTS } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import type { Questions } from './support/Questions.ts';
import { sampleOf } from './support/sampleOf.ts';
import { storeThatFails } from './support/storeThatFails.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';
import { TOLD_DIALECTS } from './support/toldDialects.ts';

/** Never asked about, asked about by two replicas, and asked about while our store is away. */
const [neverAsked, ...nobodies] = strangers(7);
const asked = nobodies.slice(0, 3);
const askedLater = nobodies.slice(3);
const notTold = expect.objectContaining({
  code: 'JURISDICTION_UNAVAILABLE',
  retryable: true,
  retryAfter: expect.any(Number),
});

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  const ids = TOLD_DIALECTS.map((dialect) => idOf(dialect, DIALECTS[dialect].places[0]));
  sandbox = await ContractSandbox.start(ids, postgres);
});
afterAll(() => sandbox.close());

/** One story per dialect: every step is the state that the one before has left. */
describe.each(TOLD_DIALECTS)('a %s system', (dialect) => {
  const jurisdiction = DIALECTS[dialect].places[0];
  const id = idOf(dialect, jurisdiction);
  const people = peopleOf(dialect, jurisdiction);
  const sample = sampleOf(dialect, jurisdiction, 6).filter(({ kind }) => kind === 'person');
  const [person] = sample;
  if (person === undefined || neverAsked === undefined) throw new Error('nobody to ask about');
  let listening: Awaited<ReturnType<ContractSandbox['tell']>>;

  it('that has told nothing yet: away for now, whatever the question, and discreetly', async () => {
    const { lists, pagesAbout } = await connect();
    const failures = await Promise.all([
      ...lists.map(({ ask }) => failureOf(ask([holderOf(person)], signal))),
      ...pagesAbout(person).map(({ ask }) =>
        failureOf(ask(holderOf(person), { first: 5, after: null }, signal)),
      ),
    ]);

    expect(failures.length).toBeGreaterThan(3);
    for (const failure of failures) {
      expect(failure).toEqual(notTold);
      expect(failure.jurisdiction).toBe(jurisdiction);
      expectDiscreet(failure, [person]);
    }
  });

  it('is asked once about everybody whom it has not told of, by all replicas together', async () => {
    const replicas = [await connect(), await connect()];
    const everybodyAsks = () =>
      Promise.all(replicas.flatMap(({ lists }) => lists.map(({ ask }) => ask(asked, signal))));
    await everybodyAsks();
    // The person of the step before is among them.
    await vi.waitFor(
      async () => {
        await sandbox.run(id);
        expect((await sandbox.callsOf(id)).persons).toBe(1 + asked.length);
      },
      { timeout: 20_000, interval: 100 },
    );
    await everybodyAsks();
    await sandbox.run(id);

    expect(await sandbox.callsOf(id)).toMatchObject({ persons: 1 + asked.length, duplicates: 0 });
  });

  it('tells: what is true, with its age, and nothing where it holds nothing', async () => {
    listening = await sandbox.tell(dialect, jurisdiction);
    const holders = [...sample.map(holderOf), ...asked];

    const asOf = theWorld.dataTime(DIALECTS[dialect].department, jurisdiction, CONTRACT_NOW);
    const { lists, pagesAbout } = await connect();
    await expectAnswers(lists, holders, (list) => holders.map((holder) => list.truth(holder, theWorld)));
    expect(await lists[0].ask([holderOf(person)], signal)).toEqual([expect.objectContaining({ asOf })]);
    for (const { ask, truth } of pagesAbout(person)) {
      const page = await ask(holderOf(person), { first: 5, after: null }, signal);
      expect(page).toMatchObject({ asOf, nodes: truth().slice(0, 5) });
    }
  });

  it('of somebody whom it has not told of: nothing is kept from the others', async () => {
    const holders = [neverAsked, holderOf(person)];

    const { lists } = await connect();
    await expectAnswers(lists, holders, (list) => [notTold, list.truth(person, theWorld)]);
  });

  it('may say things twice, and older ones after newer ones: the newest counts', async () => {
    if (dialect === 'collaboration-bus') {
      await sandbox.setFault(id, { kind: 'unruly-pushes' });
      await listening.stop();
      listening = await sandbox.tell(dialect, jurisdiction);
      await sandbox.clearFault(id);
    }
    const restless =
      dialect === 'collaboration-bus'
        ? people.filter(({ kind }) => kind === 'person')
        : people.filter(({ number }) => ['twice', 'late'].includes(personQuirk(number) ?? ''));
    const holders = restless.slice(0, 40).map(holderOf);

    expect(holders).not.toHaveLength(0);
    const { lists } = await connect();
    await expectAnswers(lists, holders, (list) => holders.map((holder) => list.truth(holder, theWorld)));
  });

  it('that is away: what it told before is still said, with its age', async () => {
    await sandbox.setFault(id, { kind: 'refuse' });
    const holders = sample.map(holderOf);

    const { lists } = await connect();
    await expectAnswers(lists, holders, (list) => holders.map((holder) => list.truth(holder, theWorld)));
    await sandbox.clearFault(id);
  });

  it('keeps what our store could not take, until it can', async () => {
    await listening.stop();
    const store = sandbox.store(id);
    if (store === null) throw new Error('there is no store');
    const failing = storeThatFails(store);
    const told: string[] = [];
    const resources = {
      store: failing.store,
      onInboundFault: ({ reason }: { readonly reason: string }) => void told.push(reason),
    };
    failing.setAway(true);
    const [{ ask, truth }] = (await sandbox.listen(dialect, jurisdiction, { resources })).lists;
    await ask(askedLater, signal);
    await vi.waitFor(
      async () => {
        await sandbox.run(id);
        expect(told).not.toHaveLength(0);
        expect(await sandbox.waiting(id)).toBeGreaterThan(0);
      },
      { timeout: 20_000, interval: 100 },
    );

    expect(await ask(askedLater, signal)).toEqual(askedLater.map(() => notTold));
    failing.setAway(false);
    await sandbox.everythingTaken(id);
    await vi.waitFor(
      async () => {
        // The question may have been on its way still at the run before.
        await sandbox.run(id);
        expect(await ask(askedLater, signal)).toEqual(askedLater.map((holder) => truth(holder, theWorld)));
      },
      { timeout: 20_000, interval: 100 },
    );
    for (const reason of told) for (const { number } of askedLater) expect(reason).not.toContain(number);
  });

  const connect = () => sandbox.connect(dialect, jurisdiction);
});

async function expectAnswers(
  lists: Questions['lists'],
  holders: readonly HolderIdentity[],
  expected: (list: Questions['lists'][number]) => readonly unknown[],
): Promise<void> {
  for (const list of lists) {
    const answers = await list.ask(holders, signal);

    expect({ name: list.name, answers }).toEqual({ name: list.name, answers: expected(list) });
    for (const answer of answers) if (answer instanceof TongbanError) expectDiscreet(answer, []);
  }
}
