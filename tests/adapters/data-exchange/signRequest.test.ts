import { describe, expect, it } from 'vitest';
import { dataExchangeOptions } from '../../../adapters/transport/data-exchange/dataExchangeOptions.ts';
import { signRequest } from '../../../adapters/transport/data-exchange/signRequest.ts';

const moment = { serviceId: 'catalog-611', at: 1_795_314_600_000, nonce: '5f1d0c7be2a94386' };
const signed = (options: Record<string, unknown>, at = moment.at) =>
  signRequest(
    dataExchangeOptions.parse({
      requesterId: 'dx-demo-430000',
      secret: 'demo-secret-not-for-use',
      ...options,
    }),
    { ...moment, at },
  );

/** The worked example of the specification, section 2. */
describe('signRequest', () => {
  it('signs by hmac-sha256, which is the default', () => {
    expect(signed({})).toEqual({
      path: '/invoke',
      headers: {
        'x-dx-rid': 'dx-demo-430000',
        'x-dx-sid': 'catalog-611',
        'x-dx-time': '1795314600000',
        'x-dx-nonce': '5f1d0c7be2a94386',
        'x-dx-sign': '2rRExqwrbq37cfq9IrP3xGfUVPDgTaagKstuzGu5bd0=',
      },
    });
  });

  it('signs by md5-concat in the query, with Beijing time', () => {
    expect(signed({ signScheme: 'md5-concat' })).toEqual({
      path:
        '/invoke?appkey=dx-demo-430000&sid=catalog-611&time=20261122103000' +
        '&nonce=5f1d0c7be2a94386&sign=b73a19d08db8f479aec647ecb5d6d705',
      headers: {},
    });
  });

  it('signs by sha256-sandwich, with whole seconds', () => {
    expect(signed({ signScheme: 'sha256-sandwich' }, moment.at + 999)).toEqual({
      path: '/invoke',
      headers: {
        'x-dx-rid': 'dx-demo-430000',
        'x-dx-sid': 'catalog-611',
        'x-dx-timestamp': '1795314600',
        'x-dx-nonce': '5f1d0c7be2a94386',
        'x-dx-sign': '432907F91A970BEE9096E02F2CEE0368239A1E34431FFDBEA9EE6783F5014C03',
      },
    });
  });

  it('takes the day of Beijing, not of UTC', () => {
    const { path } = signed({ signScheme: 'md5-concat' }, Date.parse('2026-12-31T16:00:00.999Z'));

    expect(new URLSearchParams(path.split('?')[1]).get('time')).toBe('20270101000000');
  });

  it('lets no requester id break out of its parameter', () => {
    const { path } = signed({ signScheme: 'md5-concat', requesterId: '政务&sid=x =+#%' });

    const parameters = new URLSearchParams(path.split('?')[1]);
    expect([...parameters.keys()]).toEqual(['appkey', 'sid', 'time', 'nonce', 'sign']);
    expect(parameters.get('appkey')).toBe('政务&sid=x =+#%');
    expect(path).toContain('x%20%3D%2B');
  });
});
