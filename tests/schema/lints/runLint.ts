import { buildSubgraph } from '@apollo/federation-internals';
import { LintedSubgraph } from '../../../schema/lints/LintedSubgraph.ts';
import type { SchemaLint } from '../../../schema/lints/SchemaLint.ts';
import { withPartitionLink } from './withPartitionLink.ts';

/** Runs one lint over subgraphs given as name → SDL body; findings come back as `subgraph coordinate`. */
export function runLint(lint: SchemaLint, bodies: Readonly<Record<string, string>>): readonly string[] {
  const subgraphs = Object.entries(bodies).map(
    ([name, body]) =>
      new LintedSubgraph(buildSubgraph(name, 'http://tongban.invalid', withPartitionLink(body))),
  );
  return lint(subgraphs).map(({ subgraph, coordinate }) => `${subgraph} ${coordinate}`);
}
