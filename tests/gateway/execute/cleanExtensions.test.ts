import { expect, it } from 'vitest';
import type { CallOrigin } from '../../../gateway/CallOrigin.ts';
import { cleanExtensions } from '../../../gateway/execute/cleanExtensions.ts';

const context: CallOrigin = {
  requestId: 'r1',
  traceparent: undefined,
  caller: null,
  deadlineAt: 0,
  language: 'en',
};
const clean = (extensions: unknown) => cleanExtensions(extensions, 'records', context);

it('passes on what is in the form that the contract gives it', () => {
  const extensions = {
    code: 'NOT_FOUND',
    origin: 'NETWORK',
    retryable: true,
    retryAfter: 7,
    jurisdiction: '430100',
    fields: ['name', '_x1', 'funds.0.balance', 'year2024'],
  };

  expect(clean({ ...extensions, stacktrace: ['at db.ts'] })).toEqual({
    ...extensions,
    service: 'records',
    traceId: 'r1',
  });
});

it('tells its own id of the request, whatever an upstream says', () => {
  expect(clean({ code: 'NOT_FOUND', traceId: 'evil', service: 'other' })).toMatchObject({
    traceId: 'r1',
    service: 'records',
  });
});

it.each([
  ['a host for a place', { jurisdiction: 'db.internal:5432' }],
  ['part of a code', { jurisdiction: '43' }],
  ['a number for a place', { jurisdiction: 430_000 }],
  ['lists of text', { jurisdiction: ['张三'], retryable: ['张三'], retryAfter: ['张三'] }],
  ['text for what is a number', { retryAfter: 'call 13800138000', retryable: 'ask 张三' }],
  ['a time before now', { retryAfter: -1 }],
  ['numbers of people', { fields: ['430123199001011234', 'id_430123199001011234'] }],
  ['text', { fields: ['张三', 'SELECT * FROM t', 'http://10.0.0.1/', ''] }],
  ['names that are too long', { fields: ['a'.repeat(65), Array(22).fill('a').join('.')] }],
  ['other things than lists', { fields: 'name' }],
])('leaves out %s', (_, extensions) => {
  expect(clean({ code: 'NOT_FOUND', ...extensions })).toEqual({
    code: 'NOT_FOUND',
    origin: 'BUSINESS',
    retryable: false,
    service: 'records',
    traceId: 'r1',
  });
});

it('keeps names beside what is none, and of a time and a list so much as is of use', () => {
  const fields = ['name', '110101199001010000', ...Array(500).fill('x')];
  const { fields: kept, retryAfter } = clean({ code: 'RATE_LIMITED', fields, retryAfter: 1e300 });

  expect([kept, retryAfter]).toEqual([['name', ...Array(99).fill('x')], 86_400]);
});
