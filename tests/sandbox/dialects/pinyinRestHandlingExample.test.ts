import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pinyinRest } from '../../../sandbox/dialects/pinyin-rest/pinyinRest.ts';
import { createExampleWorld } from '../support/createExampleWorld.ts';

const text = readFileSync(new URL('../../../docs/dialects/pinyin-rest.md', import.meta.url), 'utf8');
const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

it('the worked example of handling holds: the calls are taken, and answered with those words', () => {
  const [, order = ''] = /^(\{"DJLSH":"TB20261122000017S2","XTBH".*\})$/m.exec(text) ?? [];
  const [, expected = ''] = /^(\{"code":"0000".*"DJLSH".*\})$/m.exec(text) ?? [];
  const [, submitSign = ''] = /submit {3}x-signature: ([0-9a-f]{64})/.exec(text) ?? [];
  const [, querySign = ''] = /\/query`,\n`x-signature: ([0-9a-f]{64})/.exec(text) ?? [];
  const site = {
    department: 'housing-fund',
    jurisdiction: '510100',
    options: {
      appId: 'demo',
      appSecret: 'demo-secret-not-for-use',
      ratioUnit: 'percent',
      handling: 'offered',
    },
    world: createExampleWorld(),
    clock: () => Date.parse('2026-11-22T02:30:01Z'),
    randomBytes: Buffer.alloc,
    derive: (_label: string, length: number) => Buffer.alloc(length),
  };
  const desk = pinyinRest.createDesk?.(site);
  if (desk === null || desk === undefined) throw new Error('no desk');
  desk.switches.set('review-transfer-account', { kind: 'pend', times: null });
  const system = pinyinRest.createSystem({ ...site, desk });
  const call = (path: string, body: string, sign: string): string => {
    const headers = { 'x-app-id': 'demo', 'x-timestamp': '1795314600000', 'x-signature': sign };
    const request = { method: 'POST', path: `/gjj/ywbl/${path}`, headers, body: Buffer.from(body) };
    return system(request, site.world, { kind: 'none' }).body.toString();
  };
  // The example's centre is not one of the sandbox, and has been busy before.
  const here = expected
    .replace('示例市住房公积金管理中心', '')
    .replace('51010020261122000033', '51010020261122000001');

  expect(text).toContain(sha256(order));
  expect(text).toContain(sha256(expected));
  expect(call('submit', order, submitSign)).toBe(here);
  expect(call('query', '{"DJLSH":"TB20261122000017S2"}', querySign)).toBe(here);
});
