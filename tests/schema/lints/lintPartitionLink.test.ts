import { buildSubgraph } from '@apollo/federation-internals';
import { expect, it } from 'vitest';
import { LintedSubgraph } from '../../../schema/lints/LintedSubgraph.ts';
import { lintPartitionLink } from '../../../schema/lints/lintPartitionLink.ts';
import { runLint } from './runLint.ts';
import { validSubgraphs } from './validSubgraphs.ts';

const FEDERATION =
  '@link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])';
const PARTITION_V1 = 'url: "https://specs.tongban.dev/partition/v1.0"';

/** Lints one subgraph whose schema element carries the directives given; `at` is what @partition is called there. */
function lint(schemaDirectives: string, at = '@partition') {
  const sdl = `
    extend schema ${FEDERATION} ${schemaDirectives}
    directive ${at}(by: String!) on OBJECT
    type R @key(fields: "jurisdiction") ${at}(by: "jurisdiction") { jurisdiction: ID! }
  `;
  return lintPartitionLink([
    new LintedSubgraph(buildSubgraph('housing-fund', 'http://tongban.invalid', sdl)),
  ]);
}

it('refuses @partition that was declared without its spec', () => {
  expect(lint('')).toEqual([
    {
      lint: 'partition-link',
      subgraph: 'housing-fund',
      coordinate: '@partition',
      message:
        'used without its spec; add @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"])',
    },
  ]);
});

it('refuses @partition that composition would drop', () => {
  expect(lint(`@link(${PARTITION_V1}, import: ["@partition"])`)).toEqual([
    {
      lint: 'partition-link',
      subgraph: 'housing-fund',
      coordinate: '@partition',
      message: 'lost at composition; add @composeDirective(name: "@partition") to the schema',
    },
  ]);
});

it('refuses a version of the spec that it does not know', () => {
  const link = '@link(url: "https://specs.tongban.dev/partition/v2.0", import: ["@partition"])';

  expect(lint(`${link} @composeDirective(name: "@partition")`)).toEqual([
    {
      lint: 'partition-link',
      subgraph: 'housing-fund',
      coordinate: '@partition',
      message: 'linked from v2 of the partition spec, which is unknown here; link v1.0',
    },
  ]);
});

it('finds the directive under the name it was imported as', () => {
  const link = `@link(${PARTITION_V1}, import: [{ name: "@partition", as: "@placed" }])`;

  expect(lint(link, '@placed').map(({ coordinate }) => coordinate)).toEqual(['@placed']);
  expect(lint(`${link} @composeDirective(name: "@placed")`, '@placed')).toEqual([]);
});

it('accepts a valid pair of subgraphs', () => {
  expect(runLint(lintPartitionLink, validSubgraphs)).toEqual([]);
});
