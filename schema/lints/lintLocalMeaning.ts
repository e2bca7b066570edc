import type { CompositeType, FieldDefinition } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { reachableObjects } from './reachableObjects.ts';

/** `@local` stands only on a field of a partitioned subgraph that returns a partitioned entity of the same subgraph. */
export function lintLocalMeaning(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs.flatMap((subgraph) =>
    subgraph
      .allFields()
      .filter((field) => subgraph.isLocal(field))
      .flatMap((field) => {
        const message = whatIsWrong(subgraph, field);
        const coordinate = field.coordinate;
        return message ? [{ lint: 'local-meaning', subgraph: subgraph.name, coordinate, message }] : [];
      }),
  );
}

function whatIsWrong(subgraph: LintedSubgraph, field: FieldDefinition<CompositeType>): string | undefined {
  if (!subgraph.isPartitioned) return 'this subgraph has no jurisdiction to stay in; remove @local';
  return reachableObjects(field.type).some((type) => subgraph.partitionFieldOf(type) !== undefined)
    ? undefined
    : 'the field returns no partitioned entity of this subgraph; remove @local';
}
