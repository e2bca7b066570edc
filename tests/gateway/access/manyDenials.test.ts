import { expect, it, onTestFinished } from 'vitest';
import { startTestFederation } from '../../support/startTestFederation.ts';

const OBJECTS = 3_000;

it('tells of 1,000 denials one by one, and of all others in one error', async () => {
  const federation = await startTestFederation({
    people: {
      sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@authenticated"])
        type Query { persons: [Person] }
        type Person { id: ID secret: String @authenticated }`,
      resolvers: {
        Query: { persons: () => Array.from({ length: OBJECTS }, (_, id) => ({ id, secret: 's' })) },
      },
    },
  });
  onTestFinished(() => federation.close());

  const { data, errors = [] } = await federation.run('{ persons { id secret } }');

  expect(data?.['persons']).toHaveLength(OBJECTS);
  expect(errors).toHaveLength(1_001);
  expect(errors[999]).toMatchObject({ path: ['persons', 999, 'secret'], extensions: { code: 'FORBIDDEN' } });
  expect(errors[1_000]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  expect(errors[1_000]).not.toHaveProperty('path');
});
