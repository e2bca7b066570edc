import { expect, it } from 'vitest';
import { upstreamMessage } from '../../../gateway/execute/upstreamMessage.ts';

const bad = { message: 'on must be a day', extensions: { code: 'BAD_USER_INPUT' } };

it.each([
  ['en', bad, 'on must be a day'],
  ['zh-CN', bad, '输入有误: on must be a day'],
  ['zh-CN', { ...bad, message: 'An input value is not acceptable' }, '输入有误'],
  ['zh-CN', { ...bad, message: '输入有误' }, '输入有误'],
  ['en', { ...bad, message: 'see http://10.0.0.1/ first' }, 'see [address] first'],
  ['en', { ...bad, message: `${'a.'.repeat(200_000)}` }, `${'a.'.repeat(500)}…`],
  // Of whatever was thrown: hosts, files and people.
  [
    'zh-CN',
    { message: 'connect ECONNREFUSED 10.0.0.3:5432', extensions: { code: 'THEIRS' } },
    '系统内部错误',
  ],
  ['en', { message: 'db-3.internal', extensions: { code: 'INTERNAL_SERVER_ERROR' } }, 'An internal error'],
  ['en', { message: 'x' }, 'An internal error'],
] as const)('in %s %j is "%s"', (language, error, told) => {
  expect(upstreamMessage(error, { language })).toBe(told);
});
