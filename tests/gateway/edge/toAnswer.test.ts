import { expect, it } from 'vitest';
import { DEFAULT_MEDIA_TYPE } from '../../../gateway/edge/graphql/defaultMediaType.ts';
import { toAnswer } from '../../../gateway/edge/graphql/toAnswer.ts';
import { createTestContext } from '../../support/createTestContext.ts';

const answerOf = (code: string, retryAfter?: number) =>
  toAnswer(
    { errors: [{ message: 'no', extensions: { code, traceId: 'r', ...(retryAfter && { retryAfter }) } }] },
    createTestContext(),
    DEFAULT_MEDIA_TYPE,
  );

it.each([
  ['OVERLOADED', 503, '5'],
  ['RATE_LIMITED', 429, '5'],
  ['OPERATION_TOO_COSTLY', 400, undefined],
])('says by a header when to come again after %s', (code, status, header) => {
  expect(answerOf(code, 5)).toMatchObject({ status });
  expect(answerOf(code, 5).headers['retry-after']).toBe(header);
});
