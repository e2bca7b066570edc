import { expect, it } from 'vitest';
import { parseKeySet } from '../../../../gateway/edge/auth/parseKeySet.ts';

it('a set of keys may begin with a mark of the order of bytes, as Windows writes it', () => {
  expect(parseKeySet('\uFEFF{ "keys": [{ "kty": "EC" }] }\r\n')).toEqual({ keys: [{ kty: 'EC' }] });
});
