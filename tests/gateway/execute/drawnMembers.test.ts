import { Supergraph } from '@apollo/federation-internals';
import { execute, parse } from 'graphql';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';
import { Dice } from './differential/Dice.ts';
import { drawOperation } from './differential/drawOperation.ts';
import { isSameAnswer } from './differential/isSameAnswer.ts';
import { answerOf, membersWorld } from './membersWorld.ts';

/** Fixed, so that a run says something about the code and not about luck. */
const first = Number(process.env['GENERATED_SEED'] ?? 1);
const count = 15 * Number(process.env['GENERATED_RUNS'] ?? 8);

/** Nothing is waited for here: all of a test is work, which a busy machine takes several times as long for. */
const MOST_MS = 240_000;
vi.setConfig({ testTimeout: MOST_MS });

let federation: TestFederation;
beforeAll(async () => {
  federation = await startTestFederation(membersWorld, { planning: { mostMs: () => MOST_MS } });
});
afterAll(() => federation.close());

it('answers drawn operations over interface objects as graphql-js does over one schema', async () => {
  const schema = Supergraph.build(federation.supergraphSdl).apiSchema().toGraphQLJSSchema();
  const dice = new Dice(first);
  const differences: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const { source, variables } = drawOperation(schema, dice);
    const merged = await execute({
      schema,
      document: parse(source),
      variableValues: variables,
      rootValue: { __typename: 'Query', id: '' },
      fieldResolver: (row, _, __, { parentType, fieldName }) => answerOf(parentType.name, fieldName, row),
    });
    const own = await federation.run(source, { ...variables });
    if (!isSameAnswer(own, JSON.parse(JSON.stringify(merged)))) {
      differences.push({ index, source, variables, own, merged });
    }
  }

  expect(differences).toEqual([]);
});

it('answers an operation whose ways through the subgraphs multiply with each level', async () => {
  const query =
    '{ top { related { next { related { fan { favorite { related { headline cheer } } } } } } } }';

  const answer = await federation.run(query);

  const related = [{ headline: 'plan!', cheer: '*********' }];
  const next = { related: [{ fan: { favorite: { related } } }] };
  expect(answer).toEqual({ data: { top: { related: [{ next }] } } });
});
