import { Subgraphs } from '@apollo/federation-internals';
import { buildSubgraphs } from '../buildSubgraphs.ts';
import type { SubgraphSource } from '../SubgraphSource.ts';
import { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';
import { lintAsOf } from './lintAsOf.ts';
import { lintDescriptions } from './lintDescriptions.ts';
import { lintForeignReferences } from './lintForeignReferences.ts';
import { lintLocalMeaning } from './lintLocalMeaning.ts';
import { lintLocalMissing } from './lintLocalMissing.ts';
import { lintNullableFields } from './lintNullableFields.ts';
import { lintPartitionAgreement } from './lintPartitionAgreement.ts';
import { lintPartitionedEntities } from './lintPartitionedEntities.ts';
import { lintPartitionField } from './lintPartitionField.ts';
import { lintPartitionKeys } from './lintPartitionKeys.ts';
import { lintPartitionLink } from './lintPartitionLink.ts';
import { lintRequiresArguments } from './lintRequiresArguments.ts';
import { lintRootFields } from './lintRootFields.ts';
import { lintSealedIdentity } from './lintSealedIdentity.ts';
import { lintShareable } from './lintShareable.ts';
import { lintStubReferences } from './lintStubReferences.ts';
import { lintStubs } from './lintStubs.ts';
import { lintUnknownValue } from './lintUnknownValue.ts';
import { lintUnroutableDirectives } from './lintUnroutableDirectives.ts';
import type { SchemaLint } from './SchemaLint.ts';

const LINTS: readonly SchemaLint[] = [
  lintPartitionLink,
  lintPartitionedEntities,
  lintPartitionKeys,
  lintPartitionField,
  lintPartitionAgreement,
  lintRootFields,
  lintNullableFields,
  lintShareable,
  lintLocalMissing,
  lintLocalMeaning,
  lintForeignReferences,
  lintStubs,
  lintStubReferences,
  lintUnroutableDirectives,
  lintRequiresArguments,
  lintAsOf,
  lintSealedIdentity,
  lintUnknownValue,
];
/** What we ask of ourselves: the gateway has no need of it. */
const OUR_LINTS: readonly SchemaLint[] = [lintDescriptions];

/**
 * Runs every rule of composition over all subgraphs, rule by rule.
 *
 * @param whose - of others only what partitioning needs is asked; in which language they describe themselves is theirs to say.
 * @returns no finding for subgraphs that are not valid by themselves: composing them says why.
 */
export function lintSubgraphs(
  sources: readonly SubgraphSource[],
  whose: 'ours' | 'others' = 'ours',
): readonly LintFinding[] {
  const subgraphs = buildSubgraphs(sources);
  if (!(subgraphs instanceof Subgraphs)) return [];
  const linted = subgraphs.values().map((subgraph) => new LintedSubgraph(subgraph));
  const lints = whose === 'ours' ? [...LINTS, ...OUR_LINTS] : LINTS;
  return lints.flatMap((lint) => lint(linted));
}
