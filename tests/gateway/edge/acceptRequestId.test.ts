import { expect, it } from 'vitest';
import { acceptRequestId } from '../../../gateway/edge/acceptRequestId.ts';

it.each([
  'portal-7/2026-11-22T10:00:00Z',
  '12345678-1234-4234-8234-123456789012',
  '12345678901234567890123456789012',
  'req_0000001',
])('takes %s', (id) => {
  expect(acceptRequestId(id)).toBe(id);
});

it.each([
  ['a citizen number', '109901199003070018'],
  ['one inside something', 'req-10990119900307001x-1'],
  ['a phone', 'tel:13800000000'],
  ['a phone in groups', '13800-000000'],
  ['a citizen number in groups', '1099.0119-9003_0700/18'],
  ['a credit code', '91109901MA01ABCD2X'],
  ['other characters', 'a b'],
  ['129 characters', 'a'.repeat(129)],
  ['nothing', undefined],
])('does not take %s', (_what, id) => {
  expect(acceptRequestId(id)).toBeUndefined();
});
