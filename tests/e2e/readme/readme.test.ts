import { readFile } from 'node:fs/promises';
import { createClient } from 'graphql-ws';
import { beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CaseDesk, MOVE } from '../../faults/support/CaseDesk.ts';
import { readEvents } from '../../gateway/live/support/readEvents.ts';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';

const README = new URL('../../../README.md', import.meta.url);

let stack: BorrowedStack;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
});

it("answers the README's query as the README says", async () => {
  const readme = await readFile(README, 'utf8');
  const [, query = ''] = /```graphql\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, answer = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];

  // A place that is late on a busy machine is an error in the answer, and is asked again.
  await expect
    .poll(async () => (await stack.ask(query, { token: stack.tokens.citizen })).body)
    .toEqual(JSON.parse(answer));
});

it("tells of a case as it is submitted and decided, by the README's command and over a WebSocket", async () => {
  const [, body = ''] =
    /curl -N \S+\/graphql\/stream [\s\S]*? -d '(.*?)'\n/.exec(await readFile(README, 'utf8')) ?? [];
  const authorization = `Bearer ${stack.tokens.citizen}`;
  const client = new AbortController();
  const listener = readEvents(
    await fetch(`${stack.gateway}/graphql/stream`, {
      method: 'POST',
      signal: client.signal,
      headers: { 'content-type': 'application/json', accept: 'text/event-stream', authorization },
      body,
    }),
  );
  const socket = createClient({
    url: `${stack.gateway.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
  });
  await expect.poll(listener.text).toContain('id: ');
  const start = /^id: (\S+)/m.exec(listener.text())?.[1] ?? '';

  const desk = new CaseDesk(stack);
  const { id: caseId, version } = await desk.submit(MOVE);
  const accepted = await desk.act('acceptCase', { caseId, expectedVersion: version }, 'clerk');
  const refusal = { step: 'approve', decision: 'REFUSE', reason: '不符合条件' };
  await desk.act('decideCase', { caseId, expectedVersion: accepted.version, ...refusal }, 'clerk');

  const seen = () => listener.events().map(({ data }) => data.data.caseUpdated.case);
  await expect.poll(() => seen().at(-1)?.status, { timeout: 10_000 }).toBe('CLOSED');
  expect(seen().at(-1)).toEqual({
    caseNumber: expect.stringMatching(/^\w+/),
    status: 'CLOSED',
    outcome: 'REFUSED',
    item: { name: expect.stringContaining('户口') },
    parties: [{ holder: { maskedName: expect.stringMatching(/^\*+.$/u) } }],
  });
  // Somebody else may have had a case since the start; over a WebSocket it goes on from there all the same.
  const query = JSON.parse(body).query.replace(
    'caseUpdated',
    `caseUpdated(id: "${caseId}", after: "${start}")`,
  );
  const [first] = await Promise.all([socket.iterate({ query }).next(), client.abort()]);
  expect(first.value).toEqual({ data: { caseUpdated: { cursor: expect.any(String), case: seen().at(-1) } } });
  await socket.dispose();
});
