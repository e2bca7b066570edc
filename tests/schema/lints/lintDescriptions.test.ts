import { expect, it } from 'vitest';
import { lintDescriptions } from '../../../schema/lints/lintDescriptions.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

it('refuses types and root fields without a description, whatever their kind', () => {
  const findings = runLint(lintDescriptions, {
    catalog: `
      type Query { item(of: Search): Item "事项" items: [Any!] }
      type Item implements Named { name: String mode: Mode code: Code }
      interface Named { name: String }
      union Any = Item
      enum Mode { ONLINE }
      scalar Code
      input Search { text: String }
    `,
  });

  expect(findings).toEqual([
    'catalog Item',
    'catalog Named',
    'catalog Any',
    'catalog Mode',
    'catalog Code',
    'catalog Search',
    'catalog Query.item',
  ]);
});

it('refuses a description without Chinese, also beside a good one', () => {
  const findings = runLint(lintDescriptions, {
    catalog: 'type Query { "an item" item: Item } "事项" type Item @shareable { name: String }',
    people: '"an item" type Item @shareable { name: String }',
  });

  expect(findings).toEqual(['catalog Query.item', 'people Item']);
});

it('accepts a stub without description and what no client sees', () => {
  const findings = runLint(lintDescriptions, {
    catalog: 'type Query { "事项" item: Item } "事项" type Item @key(fields: "code") { code: ID! }',
    people: `
      type Item @key(fields: "code") { code: ID! hint: Hint @inaccessible }
      type Hint @inaccessible { text: String }
    `,
  });

  expect(findings).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintDescriptions, validSubgraphs)).toEqual([]);
});
