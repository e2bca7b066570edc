import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../domain/errorCode.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';
import { theWorld } from './support/theWorld.ts';
import { ASKED_DIALECTS, type AskedDialect } from './support/toldDialects.ts';

/** Whether it may be repeated is what the dialect's own table of codes says. */
type Meaning = readonly [code: ErrorCode, retryable: boolean];

const REJECTED: Meaning = ['JURISDICTION_REJECTED', false];
const REJECTED_FOR_NOW: Meaning = ['JURISDICTION_REJECTED', true];
const BUSY: Meaning = ['JURISDICTION_BUSY', true];
const UNAVAILABLE: Meaning = ['JURISDICTION_UNAVAILABLE', true];

/** S12: what each code of each dialect means; `300` and `3001` mean another thing in every one. */
const CODES: Readonly<Record<AskedDialect, Readonly<Record<string, Meaning>>>> = {
  'data-exchange': {
    '300': UNAVAILABLE,
    '301': REJECTED,
    '302': REJECTED,
    '303': REJECTED_FOR_NOW,
    '304': REJECTED,
    '305': REJECTED,
    '306': REJECTED,
    '307': REJECTED,
    '308': UNAVAILABLE,
    '309': BUSY,
    '3001': REJECTED,
    '-50': REJECTED,
  },
  'gbk-xml': {
    '1001': REJECTED,
    '1002': REJECTED,
    '1003': REJECTED,
    '1004': REJECTED,
    '1005': REJECTED_FOR_NOW,
    '1006': REJECTED,
    '2001': REJECTED,
    '2002': REJECTED,
    '9000': UNAVAILABLE,
    '9998': BUSY,
    '9999': UNAVAILABLE,
  },
  'national-cipher': {
    '4001': REJECTED,
    '4002': REJECTED,
    '4003': REJECTED,
    '4004': REJECTED,
    '4005': REJECTED_FOR_NOW,
    '4006': REJECTED_FOR_NOW,
    '4007': REJECTED,
    '5000': UNAVAILABLE,
    '5030': UNAVAILABLE,
    '3001': REJECTED,
    '3002': REJECTED,
    '9001': BUSY,
    '9999': UNAVAILABLE,
  },
  'pinyin-rest': {
    '1001': REJECTED,
    '1002': REJECTED,
    '1003': REJECTED,
    '2001': REJECTED,
    '2002': REJECTED,
    '2009': REJECTED,
    '3001': BUSY,
    '3002': UNAVAILABLE,
    '9999': UNAVAILABLE,
    '300': REJECTED,
    '-50': REJECTED,
  },
  'settlement-node': {
    '1001': UNAVAILABLE,
    '1002': REJECTED,
    '1003': REJECTED,
    '1004': REJECTED,
    '2001': REJECTED,
    '2002': REJECTED_FOR_NOW,
    '2003': REJECTED,
    '2004': REJECTED,
    '2005': REJECTED,
    '2006': REJECTED,
    '2007': REJECTED,
    '9001': BUSY,
    '9002': UNAVAILABLE,
    '9999': UNAVAILABLE,
  },
};

const { signal } = new AbortController();
const systemOf = (dialect: Dialect) => idOf(dialect, DIALECTS[dialect].places[0]);
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ASKED_DIALECTS.map(systemOf));
});
afterAll(() => sandbox.close());

describe.each(ASKED_DIALECTS)('%s reads by its own table', (dialect) => {
  it.each(Object.entries(CODES[dialect]))('%s', async (upstreamCode, [code, retryable]) => {
    const [person] = peopleOf(dialect, DIALECTS[dialect].places[0]);
    if (person === undefined) throw new Error('nobody lives there');
    await sandbox.setFault(systemOf(dialect), { kind: 'error', code: upstreamCode });

    for (const { name, ask } of (await connect(dialect)).lists) {
      const failure = await failureOf(ask([holderOf(person)], signal));

      expect({ name, ...pick(failure) }).toEqual({ name, code, retryable, upstreamCode });
      expectDiscreet(failure, [person]);
    }
    for (const { name, ask } of (await connect(dialect)).pagesAbout(person)) {
      const failure = await failureOf(ask(holderOf(person), { first: 5, after: null }, signal));

      expect({ name, ...pick(failure) }).toEqual({ name, code, retryable, upstreamCode });
    }
  });
});

// Codes of single lines of a file, which no whole answer has.
it.each([
  ['3001', UNAVAILABLE],
  ['3003', BUSY],
] as const)(
  'settlement-node reads %s of a line as that of one person',
  async (upstreamCode, [code, retryable]) => {
    const [one, other] = peopleOf('settlement-node', DIALECTS['settlement-node'].places[0]);
    if (one === undefined || other === undefined) throw new Error('too few people');
    await sandbox.setFault(systemOf('settlement-node'), { kind: 'error', code: upstreamCode });

    for (const { name, ask, truth } of (await connect('settlement-node')).lists) {
      const entries = await ask([one, other].map(holderOf), signal);

      // A hub that fails so fails with every second line.
      const failure = expect.objectContaining({ code, retryable, upstreamCode });
      expect({ name, entries }).toEqual({ name, entries: [truth(one, theWorld), failure] });
    }
  },
);

const connect = (dialect: Dialect) => sandbox.connect(dialect, DIALECTS[dialect].places[0]);

const pick = ({ code, retryable, upstreamCode }: Awaited<ReturnType<typeof failureOf>>) => ({
  code,
  retryable,
  upstreamCode,
});
