import { expect, it } from 'vitest';
import { lintRequiresArguments } from '../../../schema/lints/lintRequiresArguments.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses a required field with arguments in any subgraph, also nested', () => {
  const findings = runLint(lintRequiresArguments, {
    catalog: `
      type Query { item: Item }
      type Item @key(fields: "id") {
        id: ID!
        fee(in: String): String @external
        unit: Unit @external
        total: String @requires(fields: "fee(in: \\"CNY\\")")
        deep: String @requires(fields: "unit { price(in: \\"CNY\\") }")
        plain: String @requires(fields: "fee")
      }
      type Unit { price(in: String): String @external }
    `,
  });

  expect(findings).toEqual(['catalog Item.total', 'catalog Item.deep']);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintRequiresArguments, validSubgraphs)).toEqual([]);
});
