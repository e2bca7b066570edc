import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';
import type { StackAnswer } from '../../support/Stack.ts';

const QUERY = /* GraphQL */ `
  query AllProvinces {
    me {
      socialInsurance {
        jurisdiction
        asOf
        enrollments { scheme state contributionMonths }
        pensionAccount { balance }
      }
    }
  }
`;

let stack: BorrowedStack;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
  // Four of them push by themselves; until they have, nothing is known of them.
  await vi.waitFor(async () => expect((await ask()).body.errors).toBeUndefined(), {
    timeout: 30_000,
    interval: 500,
  });
});
afterEach(() => stack.clearFaults());

describe('one operation over 31 provinces', () => {
  it('answers for all of them', async () => {
    const { body } = await ask();

    expect(body.errors).toBeUndefined();
    expect(records(body)).toHaveLength(31);
    for (const record of records(body)) expect(record['enrollments']).not.toHaveLength(0);
  });

  it('leaves the other thirty byte-identical when one is down, with one error that says where and why', async () => {
    const whole = await ask();

    await stack.setFault('social-insurance/330000', { kind: 'refuse' });
    const partial = await ask();

    expect(others(partial.body, '330000')).toBe(others(whole.body, '330000'));
    expect(records(partial.body).find(({ jurisdiction }) => jurisdiction === '330000')).toEqual({
      jurisdiction: '330000',
      asOf: null,
      enrollments: null,
      pensionAccount: null,
    });
    expect(partial.body.errors).toEqual([
      {
        message: expect.any(String),
        path: [
          'me',
          'socialInsurance',
          records(whole.body).findIndex(({ jurisdiction }) => jurisdiction === '330000'),
        ],
        extensions: expect.objectContaining({
          code: 'JURISDICTION_UNAVAILABLE',
          jurisdiction: '330000',
          retryable: true,
          fields: ['asOf', 'enrollments', 'pensionAccount'],
          traceId: expect.any(String),
        }),
      },
    ]);
  });

  it('answers for thirty when one hangs', async () => {
    const whole = await ask();

    await stack.setFault('social-insurance/510000', { kind: 'hang' });
    const partial = await ask();

    expect(others(partial.body, '510000')).toBe(others(whole.body, '510000'));
    expect(
      partial.body.errors?.map(({ extensions }) => [extensions['code'], extensions['jurisdiction']]),
    ).toEqual([['JURISDICTION_TIMEOUT', '510000']]);
  });
});

const ask = () => stack.ask(QUERY, { token: stack.tokens.allProvinces });

function records(body: StackAnswer['body']): readonly Record<string, unknown>[] {
  return body.data.me.socialInsurance;
}

function others(body: StackAnswer['body'], lost: string): string {
  return JSON.stringify(records(body).filter(({ jurisdiction }) => jurisdiction !== lost));
}
