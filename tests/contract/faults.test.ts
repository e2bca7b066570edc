import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errorCode.ts';
import { ContractSandbox, type GivenFault } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS } from './support/toldDialects.ts';

interface Expected {
  readonly code: ErrorCode;
  readonly retryable: boolean;
}

const UNAVAILABLE: Expected = { code: 'JURISDICTION_UNAVAILABLE', retryable: true };
const BAD_RESPONSE: Expected = { code: 'JURISDICTION_BAD_RESPONSE', retryable: false };
const BAD_ENCODING: Expected = { code: 'BAD_ENCODING', retryable: false };

/** What every dialect makes of the faults that look alike in all of them. */
const FAULTS: readonly (readonly [name: string, fault: GivenFault, expected: Expected])[] = [
  ['its own internal error', { kind: 'error' }, UNAVAILABLE],
  ['a closed port', { kind: 'refuse' }, UNAVAILABLE],
  ['a connection lost in the answer', { kind: 'truncated', cut: 'connection' }, UNAVAILABLE],
  ['S08 a login page with status 200', { kind: 'html' }, BAD_RESPONSE],
  ['S08 an empty answer', { kind: 'empty' }, BAD_RESPONSE],
  ['S09 bytes that are no text', { kind: 'garbage' }, BAD_ENCODING],
  ['S09 another charset than it says', { kind: 'wrong-charset' }, BAD_ENCODING],
  ['S10 a hundred thousand levels', { kind: 'deep' }, BAD_RESPONSE],
  ['S10 sixty-five levels', { kind: 'deep', levels: 65 }, BAD_RESPONSE],
  ['S10 two hundred megabytes', { kind: 'huge' }, BAD_RESPONSE],
];

/** Where a frame is not what its first bytes promise, it is no text yet, and who answers nothing has closed. */
const OTHERWISE: Readonly<Partial<Record<Dialect, Readonly<Record<string, Expected>>>>> = {
  'settlement-node': {
    'S08 an empty answer': UNAVAILABLE,
    'S09 bytes that are no text': BAD_RESPONSE,
  },
};

const { signal } = new AbortController();
const systemOf = (dialect: Dialect) => idOf(dialect, DIALECTS[dialect].places[0]);
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ASKED_DIALECTS.map(systemOf));
});
afterEach(() => Promise.all(ASKED_DIALECTS.map((dialect) => sandbox.clearFault(systemOf(dialect)))));
afterAll(() => sandbox.close());

describe.each(ASKED_DIALECTS)('%s answers with', (dialect) => {
  const [person] = peopleOf(dialect, DIALECTS[dialect].places[0]);
  if (person === undefined) throw new Error('nobody lives there');
  const jurisdiction = DIALECTS[dialect].places[0];

  it.each(FAULTS)('%s: an error of its own, until it is over', async (name, fault, usual) => {
    const expected = OTHERWISE[dialect]?.[name] ?? usual;
    const { ask, truth } = await connect();
    await sandbox.setFault(systemOf(dialect), fault);
    const asked = ask([holderOf(person)], signal);
    const failure = await failureOf(asked);
    await sandbox.clearFault(systemOf(dialect));

    expect(failure).toMatchObject({ ...expected, jurisdiction });
    expect(await isRejected(asked)).toBe(!isAboutOne(dialect, expected));
    expectDiscreet(failure, [person]);
    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
  });

  it('S10 half an answer: refused, whatever the half may mean', async () => {
    const { ask } = await connect();
    await sandbox.setFault(systemOf(dialect), { kind: 'truncated', cut: 'body' });
    const failure = await failureOf(ask([holderOf(person)], signal));

    // The cut may go through a character. A frame says how long it is, so that half of it is a lost connection.
    expect(failure.code).toBeOneOf(
      dialect === 'settlement-node'
        ? ['JURISDICTION_UNAVAILABLE']
        : ['JURISDICTION_BAD_RESPONSE', 'BAD_ENCODING'],
    );
    expectDiscreet(failure, [person]);
  });

  it('a late answer: as good as any', async () => {
    const { ask, truth } = await connect();
    await sandbox.setFault(systemOf(dialect), { kind: 'latency', ms: 60 });

    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
  });

  it('its maintenance: away, with the time of its return where that is known', async () => {
    const { ask, truth } = await connect();
    const ends = [];
    for (const until of [CONTRACT_NOW + 90_000, null, CONTRACT_NOW + 2 * 86_400_000]) {
      await sandbox.setFault(systemOf(dialect), { kind: 'maintenance', from: CONTRACT_NOW - 1, until });
      const failure = await failureOf(ask([holderOf(person)], signal));
      expect(failure).toMatchObject({ ...UNAVAILABLE, jurisdiction });
      expectDiscreet(failure, [person]);
      ends.push(failure.retryAfter);
    }
    await sandbox.setFault(systemOf(dialect), { kind: 'maintenance', from: CONTRACT_NOW + 1 });

    // Nobody is told to wait for longer than an hour: a date that is wrong must not silence us for years.
    expect(ends).toEqual([90, undefined, 3_600]);
    expect(await ask([holderOf(person)], signal)).toEqual([truth(person, theWorld)]);
  });

  it('S14 a clock an hour from ours: its refusal, and no record', async () => {
    for (const skewMs of [3_600_000, -3_600_000]) {
      const resources = { now: () => CONTRACT_NOW + skewMs };
      const [{ ask }] = (await sandbox.connect(dialect, jurisdiction, { resources })).lists;
      const failure = await failureOf(ask([holderOf(person)], signal));

      expect(failure).toMatchObject({ code: 'JURISDICTION_REJECTED', jurisdiction });
    }
  });

  const connect = async () => (await sandbox.connect(dialect, jurisdiction)).lists[0];
});

/** Where a call is about one person, what cannot be read may be that person's name. */
const isAboutOne = (dialect: Dialect, { code }: Expected): boolean =>
  code === 'BAD_ENCODING' && (dialect === 'gbk-xml' || dialect === 'national-cipher');

const isRejected = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => false,
    () => true,
  );

it.each(['xxe', 'billion-laughs'] as const)('gbk-xml answers with S10 %s: refused unread', async (kind) => {
  const [person] = peopleOf('gbk-xml', '430000');
  if (person === undefined) throw new Error('nobody lives there');
  const [{ ask }] = (await sandbox.connect('gbk-xml', '430000')).lists;
  await sandbox.setFault(systemOf('gbk-xml'), { kind });
  const failure = await failureOf(ask([holderOf(person)], signal));

  expect(failure).toMatchObject(BAD_RESPONSE);
  expectDiscreet(failure, [person]);
});
