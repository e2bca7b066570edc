import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectRecordIndex } from '../../adapters/connect.ts';
import type { IndexedPlace } from '../../adapters/record-index/port.ts';
import { DEPARTMENTS } from '../../domain/department.ts';
import { isDivisionCode } from '../../domain/divisionCode.ts';
import type { ErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { WorldHolder } from '../../sandbox/world/WorldHolder.ts';
import { ContractSandbox, type GivenFault } from './support/ContractSandbox.ts';
import { CONTRACT_NOW } from './support/contractNow.ts';
import { createResources } from './support/createResources.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { strangers } from './support/strangers.ts';
import { theWorld } from './support/theWorld.ts';

const INDEX = 'record-index/110000';
const FOLDERS = {
  publicSecurity: 'public-security',
  socialInsurance: 'social-insurance',
  housingFund: 'housing-fund',
} as const;

/** The demo persons, some of every fiftieth, and the last ten, who are companies. */
const SAMPLE = [
  ...theWorld.holders.slice(0, 2),
  ...Array.from({ length: 18 }, (_, index) => theWorld.holders[index * 50 + 75]).filter(
    (holder) => holder !== undefined,
  ),
  ...theWorld.holders.slice(-10),
];
const PERSON = SAMPLE[0] ?? missing();

const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start([INDEX]);
});
afterEach(() => sandbox.clearFault(INDEX));
afterAll(() => sandbox.close());

describe('the record index', () => {
  it('names every place of every department of everybody, and of nobody else', async () => {
    const [nobody] = strangers(1);
    const asked = [...SAMPLE.map(holderOf), ...(nobody === undefined ? [] : [nobody])];
    const entries = await connect().findPlaces(asked, signal);

    expect(SAMPLE.map(({ kind }) => kind).filter((kind) => kind === 'company')).toHaveLength(10);
    expect(entries).toEqual([...SAMPLE.map(truth), []]);
  });

  it('is asked about five hundred in ten calls, and about nobody twice', async () => {
    const crowd = theWorld.holders.slice(0, 500);
    await sandbox.resetCalls();
    const entries = await connect().findPlaces(crowd.map(holderOf), signal);

    expect(entries).toEqual(crowd.map(truth));
    expect(await sandbox.callsOf(INDEX)).toEqual({ calls: 10, persons: 500, duplicates: 0 });
  });

  it.each<[string, GivenFault, ErrorCode, boolean]>([
    ['its own internal error', { kind: 'error' }, 'JURISDICTION_UNAVAILABLE', true],
    ['a refusal', { kind: 'error', code: '304' }, 'JURISDICTION_REJECTED', false],
    ['a crowd of callers', { kind: 'error', code: '309' }, 'JURISDICTION_BUSY', true],
    ['a closed port', { kind: 'refuse' }, 'JURISDICTION_UNAVAILABLE', true],
    ['a lost connection', { kind: 'truncated', cut: 'connection' }, 'JURISDICTION_UNAVAILABLE', true],
    ['a login page', { kind: 'html' }, 'JURISDICTION_BAD_RESPONSE', false],
    ['an empty answer', { kind: 'empty' }, 'JURISDICTION_BAD_RESPONSE', false],
    ['bytes that are no text', { kind: 'garbage' }, 'BAD_ENCODING', false],
    ['another charset', { kind: 'wrong-charset' }, 'BAD_ENCODING', false],
    ['depth', { kind: 'deep' }, 'JURISDICTION_BAD_RESPONSE', false],
    ['two hundred megabytes', { kind: 'huge' }, 'JURISDICTION_BAD_RESPONSE', false],
  ])(
    'answers with %s: an error of its own as a whole, until it is over',
    async (_name, fault, code, retryable) => {
      const index = connect();
      await sandbox.setFault(INDEX, fault);
      const failure = await index.findPlaces([holderOf(PERSON)], signal).catch((error: unknown) => error);
      await sandbox.clearFault(INDEX);

      if (!(failure instanceof TongbanError)) throw new Error('it did not fail', { cause: failure });
      expect(failure).toMatchObject({ code, retryable, jurisdiction: '110000' });
      expectDiscreet(failure, [PERSON]);
      expect(await index.findPlaces([holderOf(PERSON)], signal)).toEqual([truth(PERSON)]);
    },
  );

  it('in maintenance says when it returns', async () => {
    await sandbox.setFault(INDEX, { kind: 'maintenance', until: CONTRACT_NOW + 90_000 });
    const failure = await failureOf(connect().findPlaces([holderOf(PERSON)], signal));

    expect(failure).toMatchObject({ code: 'JURISDICTION_UNAVAILABLE', retryable: true, retryAfter: 90 });
  });

  it('that hangs keeps nobody longer than the caller waits', async () => {
    await sandbox.setFault(INDEX, { kind: 'hang' });
    const started = performance.now();
    const failure = await failureOf(
      connect().findPlaces([holderOf(PERSON)], AbortSignal.any([signal, AbortSignal.timeout(200)])),
    ).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(Error);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('of another release names departments that nobody knows: no place, and no error', async () => {
    await sandbox.setFault(INDEX, { kind: 'stale-schema' });

    expect(await connect().findPlaces([holderOf(PERSON)], signal)).toEqual([[]]);
  });

  it('that mixes people up shows nothing of one to another', async () => {
    await sandbox.setFault(INDEX, { kind: 'wrong-person' });
    const answers = await connect().findPlaces([holderOf(PERSON)], signal);

    expect(answers).toEqual([expect.any(TongbanError)]);
    const failure = await failureOf(Promise.resolve(answers));
    expect(failure).toMatchObject({ code: 'IDENTITY_MISMATCH', retryable: false });
    expectDiscreet(failure, theWorld.holders.slice(0, 100));
  });

  // Known to be wrong: a neighbour's mistaken rows pass as the whole list of whoever is asked about in the same call.
  it('that mixes people up shows nobody in a long list a place that is not theirs, and no part for the whole', async () => {
    const crowd = theWorld.holders.slice(40, 140);
    await sandbox.setFault(INDEX, { kind: 'wrong-person' });
    const answers = await connect().findPlaces(crowd.map(holderOf), signal);
    const codes = answers.flatMap((answer) => (answer instanceof TongbanError ? [answer.code] : []));

    expect(new Set(codes)).toEqual(new Set(['IDENTITY_MISMATCH']));
    for (const [position, holder] of crowd.entries()) {
      const answer = answers[position];
      if (!(answer instanceof Error)) expect(answer).toEqual(truth(holder));
    }
  });
});

const connect = () => connectRecordIndex(sandbox.place(INDEX), createResources());

/** As the port promises it: in order of department and division code. */
function truth({ holdings }: WorldHolder): readonly IndexedPlace[] {
  return DEPARTMENTS.flatMap((department) =>
    holdings[FOLDERS[department]].filter(isDivisionCode).map((jurisdiction) => ({
      department,
      jurisdiction,
      asOf: theWorld.dataTime(FOLDERS[department], jurisdiction, CONTRACT_NOW),
    })),
  );
}

function missing(): never {
  throw new Error('the sandbox has nobody');
}
