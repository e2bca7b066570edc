import { expect, it } from 'vitest';
import { judgeSample } from '../../../adapters/transport/diagnosis/judgeSample.ts';
import type { ErrorCode } from '../../../domain/errorCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

const meanings = {
  '1': { kind: 'BUSY' },
  '2': { kind: 'MAINTENANCE' },
  '3': { kind: 'ADDRESS', next: 'check the path in url' },
} as const;

function judge(error: unknown) {
  const outcome = { kind: 'THROWN', error, ms: 8_000 } as const;
  return judgeSample({ outcome, meanings, credentials: 'key', at: 0 }).map(
    ({ check, outcome: verdict, found }) => `${check} ${verdict}: ${found}`,
  );
}

const failure = (code: ErrorCode, message: string, upstreamCode?: string) =>
  new TongbanError(code, message, upstreamCode === undefined ? {} : { upstreamCode });

const UNKNOWN = 'NOTED: not known: it did not come to that';
const NOT_ASKED = 'NOTED: not asked: mend what is marked ✗ first';
const NOT_TRIED = 'sign-in NOTED: not tried: the system turned the question away, whoever asks';

it.each([
  [
    'a status that denies us',
    failure('JURISDICTION_BAD_RESPONSE', '430700 answered HTTP 403', 'HTTP 403'),
    ['sign-in FAILED: 430700 answered HTTP 403', `sample query ${NOT_ASKED}`],
  ],
  [
    'a status that is about the path',
    failure('JURISDICTION_BAD_RESPONSE', '430700 answered HTTP 404', 'HTTP 404'),
    [`sign-in ${UNKNOWN}`, 'sample query FAILED: 430700 answered HTTP 404'],
  ],
  [
    'a status that asks for patience',
    failure('JURISDICTION_BUSY', '430700 asks for patience', 'HTTP 503'),
    [NOT_TRIED, 'sample query FAILED: 430700 asks for patience'],
  ],
  [
    'its own code for too many questions',
    failure('JURISDICTION_BUSY', '430700 is asked too often', '1'),
    [NOT_TRIED, 'sample query FAILED: 430700 is asked too often (its code 1)'],
  ],
  [
    'its own code for a maintenance',
    failure('JURISDICTION_UNAVAILABLE', '430700 is under maintenance', '2'),
    [
      NOT_TRIED,
      'sample query FAILED: the system is under maintenance (its code 2): this says nothing about your configuration',
    ],
  ],
  [
    'its own code for a failure of its own',
    failure('JURISDICTION_UNAVAILABLE', '430700 failed internally', '9'),
    [NOT_TRIED, 'sample query FAILED: 430700 failed internally (its code 9)'],
  ],
  [
    'its own code for an interface that there is not',
    failure('JURISDICTION_REJECTED', '430700 does not have the interface', '3'),
    [`sign-in ${UNKNOWN}`, 'sample query FAILED: 430700 does not have the interface (its code 3)'],
  ],
  [
    'its own code about the question',
    failure('JURISDICTION_REJECTED', '430700 cannot read our request', '7'),
    ['sign-in PASSED: key accepted', 'sample query FAILED: 430700 cannot read our request (its code 7)'],
  ],
  [
    'an answer about somebody else',
    failure('IDENTITY_MISMATCH', '430700 answered about somebody else'),
    ['sign-in PASSED: key accepted', 'sample query FAILED: the system answered about somebody else'],
  ],
  [
    'a defect of ours',
    new TypeError('x is not a function'),
    [`sign-in ${UNKNOWN}`, 'sample query FAILED: failed on our side'],
  ],
])('knows what to blame for %s', (_, error, expected) => {
  expect(judge(error)).toEqual(expected);
});

it('does not take a record about nobody for health', () => {
  const outcome = { kind: 'ANSWERED', isKnown: true, ms: 12 } as const;

  expect(judgeSample({ outcome, meanings, credentials: 'key', at: 0 })).toMatchObject([
    { check: 'sign-in', outcome: 'PASSED' },
    { check: 'sample query', outcome: 'FAILED', next: expect.stringMatching(/^tell the province/) },
  ]);
});
