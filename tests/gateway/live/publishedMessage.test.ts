import { buildSchema, isScalarType, parse } from 'graphql';
import { beforeEach, expect, it } from 'vitest';
import { PublishedMessage } from '../../../gateway/upstream/streams/redis/PublishedMessage.ts';

let schema: ReturnType<typeof buildSchema>;
/** How often something of it was looked at. */
let looks: number;

beforeEach(() => {
  schema = buildSchema(`
    scalar Json
    type Query { ready: Boolean }
    type Subscription { list: [Item] }
    type Item { n: Int! json: Json }`);
  looks = 0;
  const json = schema.getType('Json');
  if (!isScalarType(json)) throw new TypeError('Json is a scalar');
  json.serialize = (value) => {
    looks++;
    return value;
  };
});

function asking(query: string) {
  const document = parse(query);
  return (message: PublishedMessage, variables: Readonly<Record<string, unknown>> = {}) =>
    message.read('list', {
      service: 'feed',
      url: '',
      query,
      document,
      schema,
      operationName: undefined,
      variables,
      lastEventId: null,
    });
}

const published = (text: string) => new PublishedMessage(Buffer.from(text));
const items = asking('subscription { list { json } }');

it('is read once for all who ask for the same, and is nobody’s but the reader’s', () => {
  const message = published('[{"json":{"a":1}}]');
  const [first, second] = [items(message), items(message)];

  expect(looks).toBe(1);
  expect(first).toEqual({ data: { list: [{ json: { a: 1 } }] } });
  expect(second).toEqual(first);
  expect(second.data?.['list']).not.toBe(first.data?.['list']);
});

it('is another one to who asks for something else, be it by variables alone', () => {
  const message = published('[{"json":1,"n":2}]');
  const some = asking('subscription ($all: Boolean!) { list { n json @include(if: $all) } }');

  expect(some(message, { all: true })).toEqual({ data: { list: [{ n: 2, json: 1 }] } });
  expect(some(message, { all: false })).toEqual({ data: { list: [{ n: 2 }] } });
  expect(items(message)).toEqual({ data: { list: [{ json: 1 }] } });
});

it.each(['n', 'json'])('that lacks %s in thousands of places has no more errors than are told', (field) => {
  const message = published(`[${Array(5_000).fill('{}').join(',')}]`);
  const { data, errors = [] } = asking(`subscription { list { ${field} } }`)(message);

  expect(data?.['list']).toHaveLength(5_000);
  expect(errors).toHaveLength(1_001);
  expect(errors[999]).toMatchObject({ path: ['list', 999, field] });
});

const nested = (levels: number) => `[{"json":${'['.repeat(levels)}${']'.repeat(levels)}}]`;

it.each([
  ['nested too deeply', nested(100_000)],
  ['too large', JSON.stringify([{ json: 'x'.repeat(4 * 2 ** 20) }])],
  ['no JSON', '[{"json":'],
])('that is %s is a bad answer of its subgraph', (reason, text) => {
  expect(() => items(published(text))).toThrow(
    expect.objectContaining({
      code: 'JURISDICTION_BAD_RESPONSE',
      message: `A message of feed is ${reason}`,
    }),
  );
});

it.each([
  [
    'bytes outside its charset',
    Buffer.from([0x5b, 0xff, 0x5d]),
    'BAD_ENCODING',
    'has bytes outside its charset',
  ],
  ['no JSON', Buffer.from('[{'), 'JURISDICTION_BAD_RESPONSE', 'is no JSON'],
  ['more than anybody takes', Buffer.alloc(2 ** 22 + 1, ' '), 'JURISDICTION_BAD_RESPONSE', 'is too large'],
])('with %s is none, for everybody who listens', (_, bytes, code, message) => {
  const told = new PublishedMessage(bytes);

  for (let times = 0; times < 2; times++) {
    expect(() => items(told)).toThrow(
      expect.objectContaining({ code, message: `A message of feed ${message}` }),
    );
  }
});
