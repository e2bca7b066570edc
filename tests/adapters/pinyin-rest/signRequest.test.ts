import { expect, it } from 'vitest';
import { signRequest } from '../../../adapters/housing-fund/pinyin-rest/signRequest.ts';

const options = { appId: 'demo-430700', appSecret: 'demo-secret-not-for-use' };
const request = {
  path: '/gjj/grzh/query',
  body: '{"RYLB":[{"ZJLX":"01","ZJHM":"109901199003070011"}]}',
  at: Date.parse('2026-11-22T02:30:00Z'),
};
const signature = 'c5505f4d15676ea5815b70aca7b82d1e8fd6a96decb533cce54b83dc0ae8a6ba';

it('signs the worked example of the specification', () => {
  expect(signRequest(options, request)).toEqual({
    'x-app-id': 'demo-430700',
    'x-timestamp': '1795314600000',
    'x-signature': signature,
  });
});

it.each([
  ['the path', { path: '/grzh/query' }],
  ['the body', { body: request.body.replace('"01"', '"02"') }],
  ['the time', { at: request.at + 1 }],
])('covers %s', (_what, change) => {
  expect(signRequest(options, { ...request, ...change })['x-signature']).not.toBe(signature);
});

it('writes whole milliseconds', () => {
  expect(signRequest(options, { ...request, at: request.at + 0.75 })['x-timestamp']).toBe('1795314600000');
});
