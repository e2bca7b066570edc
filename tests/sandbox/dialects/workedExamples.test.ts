import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createCallVerifier } from '../../../sandbox/dialects/data-exchange/createCallVerifier.ts';
import { refuseSignature } from '../../../sandbox/dialects/pinyin-rest/refuseSignature.ts';

const INSTANT = Date.parse('2026-11-22T02:30:00Z');
const SECRET = 'demo-secret-not-for-use';
const specification = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../../docs/dialects/${name}.md`), 'utf8');

it.each([
  ['hmac-sha256', /x-dx-time: (\d+) +x-dx-sign: (\S+)/, 'x-dx-time'],
  ['sha256-sandwich', /x-dx-timestamp: (\d+) +x-dx-sign: (\S+)/, 'x-dx-timestamp'],
  ['md5-concat', /time=(\d{14}) +sign=(\S+)/, null],
] as const)('data exchange takes the %s example of its specification', (signScheme, pattern, timeHeader) => {
  const [, time = '', sign = ''] = pattern.exec(specification('data-exchange')) ?? [];
  const [requester, service, nonce] = ['dx-demo-430000', 'catalog-611', '5f1d0c7be2a94386'];
  const verify = createCallVerifier({ requesterId: requester, secret: SECRET, signScheme }, () => INSTANT);
  const query = new URLSearchParams({ appkey: requester, sid: service, time, nonce, sign });
  const headers = { 'x-dx-rid': requester, 'x-dx-sid': service, 'x-dx-nonce': nonce, 'x-dx-sign': sign };
  const verified = verify(
    timeHeader === null
      ? { method: 'POST', path: `/exchange/invoke?${query}`, headers: {}, body: Buffer.alloc(0) }
      : {
          method: 'POST',
          path: '/exchange/invoke',
          headers: { ...headers, [timeHeader]: time },
          body: Buffer.alloc(0),
        },
  );

  expect(verified).toEqual({ service: 'catalog-611' });
});

it('pinyin REST takes the example of its specification', () => {
  const text = specification('pinyin-rest');
  const body = /^`(\{"RYLB".*\})`$/m.exec(text)?.[1] ?? '';
  const request = {
    method: 'POST',
    path: '/gjj/grzh/query',
    headers: {
      'x-app-id': 'demo',
      'x-timestamp': String(INSTANT),
      'x-signature': /x-signature: ([0-9a-f]{64})/.exec(text)?.[1] ?? '',
    },
    body: Buffer.from(body),
  };
  const options = { appId: 'demo', appSecret: SECRET, ratioUnit: 'percent' } as const;

  expect(body).toHaveLength(52);
  expect(refuseSignature(request, options, INSTANT)).toBeNull();
  expect(refuseSignature({ ...request, body: Buffer.from(`${body} `) }, options, INSTANT)).toBe('1001');
});
