import { describe, expect, it } from 'vitest';
import { dataExchangeOptions } from '../../../adapters/transport/data-exchange/dataExchangeOptions.ts';

const least = { requesterId: 'dx-demo-430000', secret: 'demo-secret-not-for-use' };

describe('dataExchangeOptions', () => {
  it('fills in the defaults of the specification', () => {
    expect(dataExchangeOptions.parse(least)).toEqual({
      ...least,
      signScheme: 'hmac-sha256',
      wrapper: 'plain',
      batchLimit: 50,
    });
  });

  it.each([
    ['no requester id', { requesterId: '' }],
    ['a long requester id', { requesterId: 'x'.repeat(65) }],
    ['a short secret', { secret: 'x'.repeat(15) }],
    ['a long secret', { secret: 'x'.repeat(129) }],
    ['an unknown scheme', { signScheme: 'md5' }],
    ['an unknown wrapper', { wrapper: 'xml' }],
    ['no item per call', { batchLimit: 0 }],
    ['too many items per call', { batchLimit: 51 }],
    ['part of an item', { batchLimit: 1.5 }],
    ['a misspelled option', { batchlimit: 10 }],
    ['a line break in a header', { requesterId: 'a\r\nx-dx-sid: b' }],
    ['Chinese in a header', { requesterId: '政务', signScheme: 'sha256-sandwich' }],
  ])('refuses %s', (_what, options) => {
    expect(dataExchangeOptions.safeParse({ ...least, ...options }).success).toBe(false);
  });

  it('takes a Chinese requester id where it travels in the query', () => {
    const options = { ...least, requesterId: '政务', signScheme: 'md5-concat' };

    expect(dataExchangeOptions.parse(options).requesterId).toBe('政务');
  });

  it('says what is wrong without quoting the secret', () => {
    const { error } = dataExchangeOptions.safeParse({ ...least, secret: 'too-short-9931' });

    expect(error?.message).toContain('secret');
    expect(error?.message).not.toContain('9931');
  });
});
