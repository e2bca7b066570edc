import { expect, it } from 'vitest';
import { judgeAnswer } from '../../../../gateway/upstream/govern/judgeAnswer.ts';
import { PostAnswer } from '../../../../gateway/upstream/PostAnswer.ts';

const JSON_TYPE = 'application/json';
const judge = (status: number, type: string | null, body: string) => {
  const headers = type === null ? [] : [Buffer.from('Content-Type'), Buffer.from(type)];
  return judgeAnswer(new PostAnswer(status, headers, Buffer.from(body)));
};

it.each([
  ['healthy', 200, JSON_TYPE, '{"data":{"a":1}}'],
  ['healthy', 200, JSON_TYPE, '{"data":{"a":1}}\n'],
  ['healthy', 200, 'application/graphql-response+json; charset=utf-8', ' { "errors": [{"message":"m"}] } '],
  ['healthy', 200, JSON_TYPE, '{"extensions":{},"data":null,"errors":[{"message":"m"}]}'],
  ['healthy', 500, JSON_TYPE, '{"errors":[{"message":"m"}]}'],
  ['healthy', 400, 'text/html', '<p>no</p>'],
  ['healthy', 404, null, ''],
  ['busy', 429, 'text/html', 'too many'],
  ['faulty', 408, 'text/html', 'too late'],
  ['faulty', 502, 'text/html', '<p>bad gateway</p>'],
  ['faulty', 200, 'text/html', '{"data":{"a":1}}'],
  ['faulty', 200, null, '{"data":{"a":1}}'],
  ['faulty', 200, JSON_TYPE, '{"data":{"a":1'],
  ['faulty', 200, JSON_TYPE, '{"code":-1,"msg":"系统异常"}'],
  ['faulty', 503, JSON_TYPE, '{"data":{"code":-1}} and a page}'],
  ['faulty', 200, JSON_TYPE, ''],
] as const)('an endpoint is %s that answers %i as %s with %s', (verdict, status, type, body) => {
  expect(judge(status, type, body)).toBe(verdict);
});
