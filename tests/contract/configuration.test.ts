import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Place } from '../../adapters/Place.ts';
import type { ErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { sm2PublicKey } from '../../sandbox/ciphers/sm2PublicKey.ts';
import { createMemoryStore } from '../adapters/support/createMemoryStore.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { ALL_IDS } from './support/allIds.ts';
import { ContractSandbox } from './support/ContractSandbox.ts';
import { createResources } from './support/createResources.ts';
import { DIALECT_NAMES } from './support/dialectNames.ts';
import { DIALECTS, type Dialect } from './support/dialects.ts';
import { expectDiscreet } from './support/expectDiscreet.ts';
import { failureOf } from './support/failureOf.ts';
import { holderOf } from './support/holderOf.ts';
import { idOf } from './support/idOf.ts';
import { peopleOf } from './support/peopleOf.ts';

type Wrong = readonly [
  dialect: Dialect,
  jurisdiction: string,
  options: object,
  code: ErrorCode,
  upstreamCode: string | undefined,
];

const OTHER = 'not-the-secret-of-this-place';
const strangerKey = 7n ** 80n;

/** A place that was written down wrongly: its system refuses us, or we its answers; nothing is misread. */
const WRONG: readonly Wrong[] = [
  ['data-exchange', '110000', { secret: OTHER }, 'JURISDICTION_REJECTED', '301'],
  ['data-exchange', '120000', { secret: OTHER }, 'JURISDICTION_REJECTED', '301'],
  ['data-exchange', '130000', { secret: OTHER }, 'JURISDICTION_REJECTED', '301'],
  ['data-exchange', '130000', { requesterId: 'nobody' }, 'JURISDICTION_REJECTED', '304'],
  ['data-exchange', '120000', { wrapper: 'plain' }, 'JURISDICTION_BAD_RESPONSE', undefined],
  ['data-exchange', '130000', { wrapper: 'json-string' }, 'JURISDICTION_BAD_RESPONSE', undefined],
  ['gbk-xml', '430000', { password: OTHER }, 'JURISDICTION_REJECTED', '1003'],
  ['gbk-xml', '430000', { user: 'nobody' }, 'JURISDICTION_REJECTED', '1003'],
  ['gbk-xml', '430000', { agencyCode: '999999' }, 'JURISDICTION_REJECTED', '1006'],
  ['gbk-xml', '430000', { digest: 'SHA256' }, 'JURISDICTION_REJECTED', '1004'],
  ['national-cipher', '440000', { appCode: 'nobody' }, 'JURISDICTION_REJECTED', '4002'],
  ['national-cipher', '440000', { appSecret: OTHER }, 'JURISDICTION_REJECTED', '4004'],
  ['national-cipher', '310000', { appSecret: OTHER }, 'JURISDICTION_REJECTED', '4003'],
  [
    'national-cipher',
    '440000',
    { appPrivateKey: strangerKey.toString(16).padStart(64, '0') },
    'JURISDICTION_REJECTED',
    '4003',
  ],
  ['national-cipher', '440000', { signFormat: 'DER' }, 'JURISDICTION_REJECTED', '4003'],
  ['national-cipher', '440000', { sm2UserId: 'nobody' }, 'JURISDICTION_REJECTED', '4003'],
  ['national-cipher', '150000', { sm4Mode: 'ECB' }, 'JURISDICTION_REJECTED', '4004'],
  ['national-cipher', '310000', { cipherLayout: 'C1C2C3' }, 'JURISDICTION_REJECTED', '4004'],
  [
    'national-cipher',
    '440000',
    { platformPublicKey: sm2PublicKey(strangerKey).toString('hex') },
    'JURISDICTION_BAD_RESPONSE',
    undefined,
  ],
  ['national-cipher', '440000', { outerSuccess: '0' }, 'JURISDICTION_REJECTED', '200'],
  ['pinyin-rest', '430700', { appSecret: OTHER }, 'JURISDICTION_REJECTED', '1001'],
  ['pinyin-rest', '430700', { appId: 'nobody' }, 'JURISDICTION_REJECTED', '1003'],
  ['pinyin-rest', '430700', { ratioUnit: 'percent' }, 'JURISDICTION_BAD_RESPONSE', undefined],
  ['pinyin-rest', '130000', { ratioUnit: 'fraction' }, 'JURISDICTION_BAD_RESPONSE', undefined],
  ['settlement-node', '330000', { password: OTHER }, 'JURISDICTION_REJECTED', '1002'],
  ['settlement-node', '330000', { unit: 'nobody' }, 'JURISDICTION_REJECTED', '1004'],
  ['settlement-node', '330000', { operator: 'nobody' }, 'JURISDICTION_REJECTED', '1004'],
  ['settlement-node', '330000', { hubNode: '999999' }, 'JURISDICTION_REJECTED', '1004'],
  [
    'settlement-node',
    '330000',
    { nodeKey: '00112233445566778899AABBCCDDEEFF' },
    'JURISDICTION_REJECTED',
    undefined,
  ],
  ['settlement-node', '330000', { cipherMode: 'ECB' }, 'JURISDICTION_UNAVAILABLE', '1001'],
  ['settlement-node', '330000', { amountUnit: 'fen' }, 'JURISDICTION_BAD_RESPONSE', undefined],
  ['settlement-node', '370000', { amountUnit: 'yuan' }, 'JURISDICTION_BAD_RESPONSE', undefined],
];

const postgres = withPostgres();
const { signal } = new AbortController();
let sandbox: ContractSandbox;
beforeAll(async () => {
  sandbox = await ContractSandbox.start(ALL_IDS, postgres);
});
afterAll(() => sandbox.close());

describe('a place that was written down wrongly', () => {
  it.each<Wrong>(WRONG)(
    '%s at %s with %o is %s %s',
    async (dialect, jurisdiction, options, code, upstreamCode) => {
      const people = peopleOf(dialect, jurisdiction).slice(0, 3);
      const resources = { store: createMemoryStore() };
      const [{ ask }] = (await sandbox.connect(dialect, jurisdiction, { options, resources })).lists;
      const failure = await failureOf(ask(people.map(holderOf), signal));

      // A session that the hub does not know may be one that was replaced.
      expect(failure).toMatchObject({ code, retryable: code === 'JURISDICTION_UNAVAILABLE', jurisdiction });
      expect(failure.upstreamCode).toBe(upstreamCode);
      expectDiscreet(failure, people);
    },
  );

  it.each(DIALECT_NAMES)(
    'is not connected: %s without its options, or in a dialect that nobody speaks',
    (dialect) => {
      const [jurisdiction] = DIALECTS[dialect].places;
      const place = sandbox.place(idOf(dialect, jurisdiction));
      const secret = randomBytes(9).toString('hex');

      for (const wrong of [
        { ...place, options: {} },
        { ...place, options: Object.fromEntries(Object.keys(place.options).map((key) => [key, [secret]])) },
        { ...place, options: { ...place.options, [`${secret}x`]: 1 } },
        { ...place, dialect: 'esperanto' },
        { ...place, url: secret },
      ]) {
        const refusal = refusalOf(() => connect(dialect, wrong));
        expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', jurisdiction });
        expect(refusal.message).toContain(jurisdiction);
        expect(refusal.message).not.toContain(`"${secret}"`);
      }
    },
  );
});

const connect = (dialect: Dialect, place: Place) =>
  DIALECTS[dialect].connect(place, createResources({ store: createMemoryStore() }));

function refusalOf(act: () => unknown): TongbanError {
  try {
    act();
  } catch (error) {
    if (error instanceof TongbanError) return error;
    throw error;
  }
  throw new Error('it was connected');
}
