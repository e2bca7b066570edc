import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import { expect, it } from 'vitest';
import { executeOperation } from '../../../gateway/execute/executeOperation.ts';
import { PlainEntityFetcher } from '../../../gateway/execute/PlainEntityFetcher.ts';
import type { GatewayRequestContext } from '../../../gateway/GatewayRequestContext.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import type { UpstreamClient } from '../../../gateway/upstream/UpstreamClient.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const SUBGRAPHS = ['a', 'b', 'c'];
const context: GatewayRequestContext = {
  requestId: 'r',
  traceparent: undefined,
  caller: null,
  signal: new AbortController().signal,
  deadlineAt: Number.POSITIVE_INFINITY,
  language: 'en',
};

/** `f0` is 1, every other field one more than what its representation says of the field before; else it is `null`. */
const computed = (name: string, reference: Readonly<Record<string, unknown>>): unknown => {
  const level = Number(name.slice(1));
  if (level === 0) return 1;
  const before = reference[`f${level - 1}`];
  return typeof before === 'number' ? before + 1 : null;
};

const fieldsIn = ({ selections }: SelectionSetNode): readonly FieldNode[] =>
  selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    return node.kind === Kind.INLINE_FRAGMENT ? fieldsIn(node.selectionSet) : [];
  });

function answer(selectionSet: SelectionSetNode, reference: Readonly<Record<string, unknown>>): object {
  const entries = fieldsIn(selectionSet).map(({ name, alias }): [string, unknown] => {
    const fixed = new Map([
      ['__typename', 'Item'],
      ['id', '1'],
    ]).get(name.value);
    return [alias?.value ?? name.value, fixed ?? computed(name.value, reference)];
  });
  return Object.fromEntries(entries);
}

const client: UpstreamClient = {
  send: async ({ query, variables: { representations } }) => {
    const [operation] = parse(query).definitions;
    const [field] = operation?.kind === Kind.OPERATION_DEFINITION ? fieldsIn(operation.selectionSet) : [];
    if (field?.selectionSet === undefined) throw new Error('an object was expected');
    const { selectionSet } = field;
    if (!Array.isArray(representations)) return { data: { item: answer(selectionSet, {}) } };
    return { data: { _entities: representations.map((reference) => answer(selectionSet, reference)) } };
  },
};

/**
 * All ways in which a chain of fields can lie in the subgraphs, none beside the one that it requires; the first is always
 * in `a`, since names make no difference.
 */
function chains(length: number): readonly (readonly string[])[] {
  if (length === 1) return [['a']];
  return chains(length - 1).flatMap((chain) =>
    SUBGRAPHS.filter((name) => name !== chain.at(-1)).map((name) => [...chain, name]),
  );
}

function compose(owners: readonly string[], root: string): string {
  return composeTest(
    SUBGRAPHS.map((name) => {
      const fields = owners.flatMap((owner, level) => {
        if (owner === name)
          return [`f${level}: Int ${level > 0 ? `@requires(fields: "f${level - 1}")` : ''}`];
        return owners[level + 1] === name ? [`f${level}: Int @external`] : [];
      });
      const query = name === root ? 'item: Item' : `unused${name}: Int`;
      const sdl = `${federationLink} type Query { ${query} } type Item @key(fields: "id") { id: ID! ${fields.join(' ')} }`;
      return { name, sdl };
    }),
  );
}

// In a third of those with three links and three quarters of those with four, Apollo's plans lose a requirement.
it.each([2, 3, 4])('gives every field what it requires, in all chains of %i fields', async (length) => {
  const query = `{ item { f${length - 1} } }`;
  const cases = chains(length).flatMap((owners) => SUBGRAPHS.map((root) => ({ owners, root })));

  const wrong = await Promise.all(
    cases.map(async ({ owners, root }) => {
      const generation = createGeneration(compose(owners, root), 1);
      const result = await executeOperation({
        prepared: await generation.prepare(parse(query), query, undefined),
        variables: {},
        apiSchema: generation.apiSchema,
        facts: generation.facts,
        upstreams: {
          client,
          urlOf: () => 'http://test',
          entityFetcherFor: () => new PlainEntityFetcher(client, 'http://test'),
        },
        context,
      });
      const isRight = JSON.stringify(result) === `{"data":{"item":{"f${length - 1}":${length}}}}`;
      return isRight ? [] : [`${owners.join('')} from ${root}: ${JSON.stringify(result)}`];
    }),
  );

  expect(wrong.flat()).toEqual([]);
});
