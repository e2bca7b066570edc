import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { readSubscription } from '../../../gateway/plan/readSubscription.ts';

const schema = buildSchema(
  'type Query { a: Int } type Subscription { told: Told } type Told { a: Int b: Int }',
);
const read = (text: string) => readSubscription(text, schema, { maxTokens: 1_000, introspection: true });

it.each([
  'subscription { told @include(if: false) { a } }',
  'subscription { told @include(if: true) { a } }',
  'subscription ($no: Boolean!) { told @skip(if: $no) { a } }',
  'subscription { ...F @skip(if: true) } fragment F on Subscription { told { a } }',
  'subscription { ...F } fragment F on Subscription { ... @include(if: true) { told { a } } }',
])('refuses conditions of a root field: %s', (text) => {
  expect(read(text)).toMatchObject([
    { message: expect.stringContaining('@skip'), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  ]);
});

it.each([
  'subscription ($no: Boolean!) { told { a @skip(if: $no) ...F @include(if: $no) } } fragment F on Told { b }',
  'subscription { ...F ...F } fragment F on Subscription { told { a } ...F }',
])('looks no further: %s', (text) => {
  expect(JSON.stringify(read(text))).not.toContain('condition');
});
