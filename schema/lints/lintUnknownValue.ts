import type { EnumType } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/**
 * Every enum that a partitioned subgraph answers with has `UNKNOWN`: a place may send a code that nobody has seen yet.
 * Enums that only clients send need none.
 */
export function lintUnknownValue(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs
    .filter((subgraph) => subgraph.isPartitioned)
    .flatMap((subgraph) =>
      subgraph
        .enumTypes()
        .filter((type) => !isInputOnly(type) && type.value('UNKNOWN') === undefined)
        .map((type) => ({
          lint: 'enum-unknown',
          subgraph: subgraph.name,
          coordinate: type.name,
          message: 'a code not seen before has no value to become; add UNKNOWN',
        })),
    );
}

function isInputOnly(type: EnumType): boolean {
  const referencers = [...type.referencers()];
  return referencers.length > 0 && referencers.every((referencer) => referencer.kind !== 'FieldDefinition');
}
