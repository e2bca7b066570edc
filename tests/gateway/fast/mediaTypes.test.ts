import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';

let gateway: TestGateway;
let contentType = 'application/json';

const fastAnswers = async (): Promise<number> => {
  const metrics = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  return Number(/tongban_fast_lane_outcomes_total\{outcome="fast"\} (\d+)/.exec(metrics)?.[1] ?? 0);
};
const ask = async () => (await gateway.post({ query: '{ name }' })).json();

beforeAll(async () => {
  const people = {
    sdl: 'type Query { name: String }',
    intercept: (_: unknown, response: ServerResponse) =>
      void response.writeHead(200, { 'content-type': contentType }).end('{"data":{"name":"张"}}'),
  };
  gateway = await startTestGateway({ people }, { logLevel: 'silent' });
  await eventually(async () => {
    await ask();
    expect(await fastAnswers()).toBeGreaterThan(0);
  });
});
afterAll(() => gateway.close());

it.each([
  ['application/json', 1],
  ['application/json; charset=utf-8', 1],
  ['application/json; charset="utf-8"', 1],
  ['Application/JSON ;\tCharset=UTF-8', 1],
  ['application/graphql-response+json;charset="UTF-8"', 1],
  ['application/json; charset=utf8', 1],
  // Others are for those to read who know more of them, and bring the same here.
  ['application/json; charset=utf-8; profile=a', 0],
  ["application/json; charset='utf-8'", 0],
])('%s is answered out of, alike and %s times in the fast lane', async (type, count) => {
  contentType = type;
  const before = await fastAnswers();

  expect(await ask()).toEqual({ data: { name: '张' } });
  expect((await fastAnswers()) - before).toBe(count);
});
