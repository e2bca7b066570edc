import { describe, expect, it } from 'vitest';
import { connectPublicSecurity } from '../../../adapters/connect.ts';
import { collaborationBusOptions } from '../../../adapters/public-security/collaboration-bus/options.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { OPTIONS } from './startBus.ts';

describe('collaborationBusOptions', () => {
  it('fills in the default of the specification', () => {
    expect(collaborationBusOptions.parse(OPTIONS)).toEqual({ ...OPTIONS, recordLimit: 20 });
  });

  it.each([
    ['a short registration code', { registrationCode: 'x'.repeat(15) }],
    ['a long callback code', { callbackCode: 'x'.repeat(65) }],
    ['a code with markup', { callbackCode: '<zcm>0123456789ab</zcm>' }],
    ['a unit of eleven digits', { unitCode: '99000000000' }],
    ['no name of the bus', { busUnitName: '' }],
    ['a long name', { unitName: '名'.repeat(61) }],
    ['a path that is none', { callbackPath: 'bus' }],
    ['a path with a query', { callbackPath: '/bus?x' }],
    ['no RECORD per package', { recordLimit: 0 }],
    ['too many RECORDs per package', { recordLimit: 51 }],
    ['another handling than the one offered', { handling: true }],
    ['a misspelled option', { recordlimit: 5 }],
  ])('refuses %s', (_what, options) => {
    expect(collaborationBusOptions.safeParse({ ...OPTIONS, ...options }).success).toBe(false);
  });
});

describe('connecting', () => {
  const connect = (given: {
    readonly store?: null;
    readonly inbound?: undefined;
    readonly options?: object;
  }) =>
    connectPublicSecurity(
      {
        jurisdiction: parseDivisionCode('31'),
        dialect: 'collaboration-bus',
        url: 'http://127.0.0.1:9',
        options: { ...OPTIONS, ...given.options },
        inbound: 'inbound' in given ? undefined : { host: '127.0.0.1', port: 0 },
      },
      {
        now: () => 0,
        nonce: () => 'n',
        onBreakerState: () => undefined,
        store: 'store' in given ? null : createMemoryStore(),
        onInboundFault: () => undefined,
      },
    );

  it.each([
    [
      'no database',
      { store: null },
      'databaseUrl and storeKey are missing: what the bus sends is kept there',
    ],
    ['nowhere to listen', { inbound: undefined }, 'inbound: host and port are needed for a bus to call us'],
  ])('with %s is refused', (_what, given, reason) => {
    expect(() => connect(given)).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message: `place 310000: ${reason}` }),
    );
  });

  it('does not quote a code that is refused', () => {
    expect(() => connect({ options: { callbackCode: 'short-9931' } })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('9931') }),
    );
  });
});
