import { readFile } from 'node:fs/promises';
import { beforeAll, expect, it } from 'vitest';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';

let stack: BorrowedStack;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
});

it("answers the README's query as the README says", async () => {
  const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');
  const [, query = ''] = /```graphql\n([\s\S]*?)```/.exec(readme) ?? [];
  const [, answer = ''] = /```json\n([\s\S]*?)```/.exec(readme) ?? [];

  const { body } = await stack.ask(query, { token: stack.tokens.citizen });

  expect(body).toEqual(JSON.parse(answer));
});
