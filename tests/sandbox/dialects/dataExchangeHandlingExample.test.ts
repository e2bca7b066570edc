import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dataExchange } from '../../../sandbox/dialects/data-exchange/dataExchange.ts';
import { createExampleWorld } from '../support/createExampleWorld.ts';

const text = readFileSync(new URL('../../../docs/dialects/data-exchange.md', import.meta.url), 'utf8');
const section = text.slice(text.indexOf('### 8.7'));
const [, order = ''] = /^(\{"ywbh".*\})$/m.exec(section) ?? [];
const [, done = ''] = /^(\{"code":"200".*\})$/m.exec(section) ?? [];
const [, refused = ''] = /^(\{"code":"300".*\})$/m.exec(section) ?? [];
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');
const signOf = (scheme: string): string =>
  new RegExp(`^${scheme}.*sign[:=] ?(\\S+)$`, 'm').exec(section)?.[1] ?? '';

function askExample(signScheme: string, wrapper: string, switched: 'refuse' | 'nothing'): string {
  const options = {
    requesterId: 'dx-demo-430000',
    secret: 'demo-secret-not-for-use',
    signScheme,
    wrapper,
    batchLimit: 50,
    handling: 'offered',
  };
  const site = {
    department: 'public-security',
    // A place that neither pads nor writes a small x.
    jurisdiction: '440000',
    options,
    world: createExampleWorld(),
    clock: () => Date.parse('2026-11-22T02:30:01Z'),
    randomBytes: Buffer.alloc,
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = dataExchange.createDesk?.(site);
  if (desk === null || desk === undefined) throw new Error('no desk');
  if (switched === 'refuse')
    desk.switches.set('register-move-in', {
      kind: 'refuse',
      code: '50',
      reason: '准迁证已失效',
      times: null,
    });
  const nonce = '9b2e41d07c6fa853';
  const [requester, service] = ['dx-demo-430000', 'deal-703'];
  const sign = signOf(signScheme);
  const query = new URLSearchParams({ appkey: requester, sid: service, time: '20261122103000', nonce, sign });
  const request = {
    method: 'POST',
    path: signScheme === 'md5-concat' ? `/exchange/invoke?${query}` : '/exchange/invoke',
    headers: {
      'x-dx-rid': requester,
      'x-dx-sid': service,
      'x-dx-time': '1795314600000',
      'x-dx-timestamp': '1795314600',
      'x-dx-nonce': nonce,
      'x-dx-sign': sign,
    },
    body: Buffer.from(order),
  };
  const system = dataExchange.createSystem({ ...site, desk });
  return system(request, site.world, { kind: 'none' }).body.toString();
}

describe('the worked example of handling holds', () => {
  it('its digests', () => {
    for (const content of [order, done, refused]) expect(section).toContain(sha256(content));
  });

  // The example's system has been busy before, and is another one.
  const here = (answer: string): string =>
    answer.replace('43070020261122000051', '44000020261122000001').replace('430712345', '440000000');

  it.each(['hmac-sha256', 'md5-concat', 'sha256-sandwich'])('signed by %s, done', (signScheme) => {
    expect(askExample(signScheme, 'plain', 'nothing')).toBe(here(done));
  });

  it('wrapped, and refused', () => {
    const parsed = JSON.parse(askExample('hmac-sha256', 'json-string', 'nothing'));

    expect(parsed.data).toBe(JSON.stringify(JSON.parse(here(done)).data));
    expect(askExample('hmac-sha256', 'plain', 'refuse')).toBe(refused);
  });
});
