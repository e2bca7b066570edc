import { expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';

it('names what is wrong with a subgraph that a supergraph cannot be taken apart into', () => {
  const supergraph = composeTest([
    {
      name: 'shop',
      url: 'http://127.0.0.1:1/graphql',
      sdl: `
        extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@listSize"])
        input Page { first: Int }
        type Query { items(first: Int, page: Page): [ID!] @listSize(slicingArguments: ["first"]) }`,
    },
  ]);
  const foreign = supergraph.replace('slicingArguments: ["first"]', 'slicingArguments: ["page.first"]');
  expect(foreign).not.toBe(supergraph);

  expect(() => createGeneration(foreign, 1)).toThrow(
    /^Unexpected error extracting subgraph "shop" .*Slicing argument "page\.first" is not an argument of "Query\.items"$/,
  );
});
