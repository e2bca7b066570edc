import { expect, it } from 'vitest';
import { upstreamMessage } from '../../../gateway/execute/upstreamMessage.ts';

const bad = { message: 'on must be a day', extensions: { code: 'BAD_USER_INPUT' } };

it.each([
  ['en', bad, 'on must be a day'],
  ['zh-CN', bad, '输入有误: on must be a day'],
  ['zh-CN', { ...bad, message: 'An input value is not acceptable' }, '输入有误'],
  ['zh-CN', { ...bad, message: '输入有误' }, '输入有误'],
  ['zh-CN', { message: 'x at http://10.0.0.1/', extensions: { code: 'THEIRS' } }, 'x at [address]'],
  ['zh-CN', { message: 'x' }, 'x'],
] as const)('in %s %j is "%s"', (language, error, told) => {
  expect(upstreamMessage(error, { language })).toBe(told);
});
