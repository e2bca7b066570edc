import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { TongbanError } from '../../domain/TongbanError.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ContractSandbox, type GivenFault } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { DIALECTS } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { isSomething } from './support/isSomething.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { TOLD_DIALECTS } from './support/toldDialects.ts';

/** Longer than a row or a call may be. */
const TOO_LONG = 9 * 2 ** 20;

/** What is told under a fault. Nothing of the first ones can be used, and an operator hears of it; the last are silent. */
const LOUD: readonly (readonly [name: string, fault: GivenFault])[] = [
  ['S08 a login page', { kind: 'html' }],
  ['S08 nothing', { kind: 'empty' }],
  ['S09 bytes that are no text', { kind: 'garbage' }],
  ['S09 another charset than it says', { kind: 'wrong-charset' }],
  ['S10 a hundred thousand levels', { kind: 'deep' }],
  ['S10 sixty-five levels', { kind: 'deep', levels: 65 }],
  ['S10 too much', { kind: 'huge', bytes: TOO_LONG }],
  ['S10 half of it', { kind: 'truncated', cut: 'body' }],
  ['S11 the records of others', { kind: 'wrong-person' }],
];
const SILENT: readonly (readonly [name: string, fault: GivenFault])[] = [
  ['that it is broken', { kind: 'error' }],
  ['that it is in maintenance', { kind: 'maintenance', from: CONTRACT_NOW - 1 }],
  ['nothing, being away', { kind: 'refuse' }],
];

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  const ids = TOLD_DIALECTS.map((dialect) => idOf(dialect, DIALECTS[dialect].places[0]));
  sandbox = await ContractSandbox.start(ids, postgres);
});
afterAll(() => sandbox.close());

describe.each(TOLD_DIALECTS)('a %s system tells', (dialect) => {
  const jurisdiction = DIALECTS[dialect].places[0];
  const id = idOf(dialect, jurisdiction);
  const people = peopleOf(dialect, jurisdiction).filter(({ kind }) => kind === 'person');
  beforeAll(async () => {
    // What it says unasked is out of the way.
    await (await sandbox.tell(dialect, jurisdiction)).stop();
  });

  it.each(LOUD)('%s: shown to nobody, and told to an operator', async (_name, fault) => {
    await using listener = await listenAnew();
    await sandbox.setFault(id, fault);
    const person = await askAboutSomebody(listener);
    // A line bears one number: that of somebody else is a true line about somebody else, and no fault.
    const isHeardOf = !(dialect.startsWith('file-drop') && fault.kind === 'wrong-person');
    await vi.waitFor(
      async () => {
        await sandbox.run(id);
        if (isHeardOf) expect(listener.told).not.toHaveLength(0);
      },
      { timeout: 20_000, interval: 100 },
    );
    await expectNothingFalse(listener, person);
    await sandbox.clearFault(id);

    // A row that was refused is not said again before the next load, nor is a single line of a file.
    if (dialect.startsWith('exchange-table') || fault.kind === 'wrong-person') return;
    const [{ ask, truth }] = listener.lists;
    await vi.waitFor(
      async () => {
        await sandbox.run(id);
        expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
      },
      { timeout: 20_000, interval: 100 },
    );
  });

  it.each(SILENT)('%s: whom it has not told of is not there for now', async (_name, fault) => {
    await using listener = await listenAnew();
    await sandbox.setFault(id, fault);
    const person = await askAboutSomebody(listener);
    await sandbox.run(id);

    const [{ ask }] = listener.lists;
    expect(await ask([holderOf(person)], signal)).toEqual([
      expect.objectContaining({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, jurisdiction }),
    ]);
    await sandbox.clearFault(id);
  });

  /** An adapter that knows of nothing yet. */
  async function listenAnew() {
    const told: string[] = [];
    const resources = {
      store: await sandbox.createStore(id),
      onInboundFault: ({ reason }: { readonly reason: string }) => void told.push(reason),
    };
    const connect = () => sandbox.connect(dialect, jurisdiction, { resources });
    return {
      ...(await connect()),
      told,
      listen: () => sandbox.listen(dialect, jurisdiction, { resources }),
      stops: new Set<() => Promise<void>>(),
      async [Symbol.asyncDispose]() {
        await sandbox.clearFault(id);
        for (const stop of this.stops) await stop();
        // What the system says again after the fault must not reach the next one's listener.
        for (const _ of [1, 2]) await (await sandbox.tell(dialect, jurisdiction)).stop();
      },
    };
  }

  /** Each fault has a person of its own: what it spoilt may come again later. */
  async function askAboutSomebody(listener: Awaited<ReturnType<typeof listenAnew>>) {
    const person = people.shift();
    if (person === undefined) throw new Error('too few people');
    // Asked once before anything is told: a crowd of messages finds the store with a connection, which is waited for for 2 s.
    expect(await listener.lists[0].ask([holderOf(person)], signal)).toEqual([expect.any(TongbanError)]);
    const { stop, lists } = await listener.listen();
    listener.stops.add(stop);
    const [{ ask }] = lists;
    expect(await ask([holderOf(person)], signal)).toEqual([expect.any(TongbanError)]);
    return person;
  }

  async function expectNothingFalse(
    { lists, told }: Awaited<ReturnType<typeof listenAnew>>,
    person: (typeof people)[number],
  ) {
    for (const { name, ask, truth } of lists) {
      const [answer] = await ask([holderOf(person)], signal);

      if (answer instanceof TongbanError) expectDiscreet(answer, [person]);
      // Where nothing of another person's may be shown, a system that mixes people up may seem to know nothing.
      else if (isSomething(answer))
        expect({ name, answer }).toEqual({ name, answer: truth(person, theWorld) });
    }
    for (const reason of told) expect(reason).not.toContain(person.number);
  }
});
