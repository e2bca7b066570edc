import { pino } from 'pino';
import { expect, it } from 'vitest';
import { readConfig } from '../../gateway/config.ts';
import { createSupergraphContract } from '../../gateway/edge/createSupergraphContract.ts';
import { warnOfUnknown } from '../../gateway/warnOfUnknown.ts';
import { collectLogLines } from '../support/collectLogLines.ts';
import { composeTest } from '../support/composeTest.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@override", "@policy"])';
const supergraph = composeTest([
  {
    name: 'old',
    url: 'http://127.0.0.1:1/graphql',
    sdl: `${link}
      type Query { item: Item }
      type Item @key(fields: "id") { id: ID! price: Int stock: Int }`,
  },
  {
    name: 'new',
    url: 'http://127.0.0.1:1/graphql',
    sdl: `${link}
      type Item @key(fields: "id") {
        id: ID!
        price: Int @override(from: "old", label: "moved")
        stock: Int @policy(policies: [["audit", "clerk"], ["own"]]) @override(from: "old", label: "percent(5)")
      }`,
  },
]);

it('policies and labels that the supergraph does not have are warned of, and others are not', async () => {
  const { sink, lines } = collectLogLines();
  const settings = {
    supergraph: '/supergraph.graphql',
    overrideLabels: ['moved', 'mooved'],
    access: { policies: { own: [{ portal: 'p' }], clerk: [{ scope: 'clerk' }], owner: [{ portal: 'p' }] } },
  };

  warnOfUnknown(
    await readConfig({ settings, env: {} }),
    createSupergraphContract(supergraph),
    pino({ base: null }, sink),
  );

  expect(lines).toEqual([
    'the supergraph has no policy owner, which access.policies grants',
    'the supergraph has no label mooved, which overrideLabels names',
  ]);
});
