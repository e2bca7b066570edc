import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../support/startTestGateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  const people = { sdl: 'type Query { me: Person } type Person { friend: Person name: String }' };
  gateway = await startTestGateway({ people }, { limits: { depth: 3 }, logLevel: 'silent' });
});
afterAll(() => gateway.close());

const nested = (field: string, levels: number, last: string): string =>
  levels === 0 ? last : `${field} { ${nested(field, levels - 1, last)} }`;
const typeOf = (levels: number, others = ''): string =>
  `{ ${others} __type(name: "Query") { ${nested('ofType', levels, 'name')} } }`;

async function ask(query: string) {
  const { data, errors = [] } = JSON.parse(await (await gateway.post({ query })).text());
  return { data, messages: errors.map(({ message }: Error) => message) };
}

it('tools can ask for the schema where operations may not be deep', async () => {
  const { data, messages } = await ask(getIntrospectionQuery({ inputValueDeprecation: true }));

  expect(messages).toEqual([]);
  expect(data.__schema.queryType).toMatchObject({ name: 'Query' });
});

it('nothing else is the deeper for it', async () => {
  const tooDeep = { messages: [expect.stringContaining('3')] };

  expect(await ask('{ me { friend { name } } }')).toMatchObject({ messages: [] });
  expect(await ask('{ me { friend { friend { name } } } }')).toMatchObject(tooDeep);
  expect(await ask(typeOf(5, 'me { friend { friend { name } } }'))).toMatchObject(tooDeep);
  expect(await ask('{ __type: me { friend { friend { name } } } }')).toMatchObject(tooDeep);
  expect(
    await ask('{ x: __type(name: "Query") { name } x: me { friend { friend { name } } } }'),
  ).toMatchObject(tooDeep);
});

it('the schema itself is asked for to 20 levels', async () => {
  expect(await ask(typeOf(18))).toMatchObject({ messages: [] });
  expect(await ask(typeOf(19))).toMatchObject({ messages: [expect.stringContaining('20')] });
});
