import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isNotSent } from '../../adapters/transport/isNotSent.ts';
import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../domain/cases/StepResult.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GivenFault } from './support/ContractSandbox.ts';
import { createStepRequests } from './support/createStepRequests.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { type Handler, HandlingGround } from './support/HandlingGround.ts';
import { HANDLING_NAMES, handlingSystem } from './support/handlingSystems.ts';
import { holderOf } from './support/holderOf.ts';
import { itWhere } from './support/itWhere.ts';
import { peopleOf } from './support/peopleOf.ts';

/** Longer than a system whose books are behind needs to write an entry. */
const BEHIND_MS = 9_000;
const SILENT_MS = 10_000;

/** After which nobody can tell whether anything was done, though it was. */
const SPOILT: readonly (readonly [name: string, fault: GivenFault])[] = [
  ['a login page', { kind: 'html' }],
  ['nothing', { kind: 'empty' }],
  ['bytes that are no text', { kind: 'garbage' }],
  ['another charset than it says', { kind: 'wrong-charset' }],
  ['half an answer', { kind: 'truncated', cut: 'body' }],
  ['half an answer, and a lost connection', { kind: 'truncated', cut: 'connection' }],
  ['sixty-five levels', { kind: 'deep', levels: 65 }],
];

let grounds: readonly HandlingGround[];
beforeAll(async () => {
  grounds = await HandlingGround.start(HANDLING_NAMES.map((name) => ({ name })));
});
afterAll(() => grounds[0]?.close());

describe.each(HANDLING_NAMES)('%s', (name) => {
  const { dialect, jurisdiction, usual, codes, dedupes, canBeAsked } = handlingSystem(name);
  const isTold = dialect === 'collaboration-bus';
  const isNode = dialect === 'settlement-node';
  const [person] = peopleOf(dialect, jurisdiction);
  if (person === undefined) throw new Error('nobody lives there');
  const requestFor = createStepRequests({ jurisdiction, applicant: holderOf(person) });
  let ground: HandlingGround;
  let listening: Handler;
  beforeAll(async () => {
    const found = grounds[HANDLING_NAMES.indexOf(name)];
    if (found === undefined) throw new Error('it was not started');
    ground = found;
    listening = await ground.listen();
  });
  afterEach(async () => {
    await ground.heal();
    if (!isNode) return;
    // All adapters ask through the one that owns the node, and that one remembers failures.
    await ground.stop();
    listening = await ground.listen();
    // A fault is to spoil what is asked, not the sign-in before it.
    await listening.find(requestFor(usual));
  });
  afterAll(() => ground.stop());

  describe('an answer that is lost after the work', () => {
    it('leaves it open whether anything was sent', async () => {
      const { failure, request } = await lose('drop');

      expect(isNotSent(failure)).toBe(false);
      expect(await ground.ledgerOf(request)).toMatchObject({ attempts: 1, effects: 1 });
    });

    it('or is an error that says nothing, is unknown', async () => {
      await ground.switchOn(usual, { kind: 'hold-answer', as: 'error', times: 1 });
      const request = requestFor(usual);

      expect(await listening.submit(request)).toEqual({ outcome: 'UNKNOWN', code: codes.error });
      expect((await ground.ledgerOf(request)).effects).toBe(1);
    });

    itWhere(canBeAsked)('is learnt by asking', async () => {
      const { request } = await lose('drop');

      expect(await listening.find(request)).toEqual(await doneOf(request));
    });

    itWhere(dedupes && !canBeAsked)('is learnt by asking for the same once more', async () => {
      const { request } = await lose('drop');

      expect(await listening.perform(request)).toEqual(await doneOf(request));
      expect(await ground.ledgerOf(request)).toMatchObject({ attempts: 2, effects: 1 });
    });

    itWhere(isTold)('is told anyway', async () => {
      const { request } = await lose('drop');

      expect(await listening.toldOf(request)).toEqual(await doneOf(request));
    });

    itWhere(!dedupes && canBeAsked)('is not written into the books yet: that says nothing', async () => {
      await ground.switchOn(usual, { kind: 'hold-answer', seenAfterMs: BEHIND_MS, times: 1 });
      const request = requestFor(usual);
      await failureOf(listening.submit(request));

      expect(await listening.find(request)).toEqual({ outcome: 'UNKNOWN', code: 'TOO_SOON' });
      ground.clock.advance(BEHIND_MS);
      expect(await listening.find(request)).toEqual(await doneOf(request));
    });
  });

  itWhere(canBeAsked)('never heard of a key that nobody sent, or that it did nothing for', async () => {
    const request = requestFor(usual);
    expect(await listening.find(request)).toBeNull();
    await ground.switchOn(usual, { kind: 'busy', times: 1 });
    await listening.submit(request);
    ground.clock.advance(SILENT_MS);

    expect(await listening.find(request)).toBeNull();
  });

  it.each(SPOILT)('answers with %s: nobody can tell, and nothing is taken for done', async (_name, fault) => {
    await ground.setFault(fault);
    const request = requestFor(usual);
    const ended = await endOf(ground.connect(listening).submit(request));
    await ground.heal();

    if (ended instanceof TongbanError) {
      expect(isNotSent(ended)).toBe(false);
      expectDiscreet(ended, [person]);
    } else expect(ended).toMatchObject({ outcome: 'UNKNOWN' });
    expect((await ground.ledgerOf(request)).effects).toBe(1);
    if (canBeAsked) expect(await listening.find(request)).toEqual(await doneOf(request));
    if (isTold) expect(await listening.toldOf(request)).toEqual(await doneOf(request));
  });

  itWhere(!isTold)('mixes people up: nothing of another one is used', async () => {
    await ground.setFault({ kind: 'wrong-person' });
    const request = requestFor(usual);
    const failures = [await failureOf(ground.connect(listening).submit(request))];
    if (canBeAsked) failures.push(await failureOf(listening.find(request)));

    for (const failure of failures) {
      expect([failure.code, isNotSent(failure)]).toEqual(['IDENTITY_MISMATCH', false]);
      expectDiscreet(failure, peopleOf(dialect, jurisdiction));
    }
  });

  itWhere(!isTold)('speaks a release that we do not know: never done', async () => {
    await ground.setFault({ kind: 'stale-schema' });
    const request = requestFor(usual);
    const ends = [await endOf(ground.connect(listening).submit(request))];
    if (canBeAsked) ends.push(await endOf(listening.find(request)));

    for (const end of ends) {
      if (end instanceof TongbanError) expect(end.code).toBe('JURISDICTION_BAD_RESPONSE');
      else expect(end).toMatchObject({ outcome: 'UNKNOWN' });
    }
    expect((await ground.ledgerOf(request)).entries).toMatchObject([{ status: 'done' }]);
  });

  itWhere(!isTold)('refuses with a code that no table has: nobody knows', async () => {
    await ground.setFault({ kind: 'stale-schema' });
    await ground.switchOn(usual, { kind: 'refuse', code: codes.refusal });

    const end = await endOf(listening.submit(requestFor(usual)));
    if (isNode) {
      // The state contradicts what the code of the answer says already.
      expect(end).toMatchObject({ code: 'JURISDICTION_BAD_RESPONSE' });
      expect(isNotSent(end)).toBe(false);
    } else {
      expect(end).toEqual({ outcome: 'UNKNOWN', code: expect.stringMatching(/^(07|7|77|3)$/) });
    }
  });

  async function lose(as: 'drop' | 'error') {
    await ground.switchOn(usual, { kind: 'hold-answer', as, times: 1 });
    const request = requestFor(usual);
    return { request, failure: await failureOf(ground.connect(listening).submit(request)) };
  }

  async function doneOf(request: StepRequest): Promise<StepResult> {
    const { entries } = await ground.ledgerOf(request);
    return { outcome: 'DONE', outputs: entries[0]?.outputs ?? {} };
  }
});

/** What asking ends with, whether well or not. */
async function endOf(asked: Promise<StepResult | null>): Promise<StepResult | TongbanError | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
}
