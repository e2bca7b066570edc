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
  lintDescriptions,
];

/**
 * Runs every rule of composition over all subgraphs, rule by rule.
 *
 * @returns no finding for subgraphs that are not valid by themselves: composing them says why.
 */
export function lintSubgraphs(sources: readonly SubgraphSource[]): readonly LintFinding[] {
  const subgraphs = buildSubgraphs(sources);
  if (!(subgraphs instanceof Subgraphs)) return [];
  const linted = subgraphs.values().map((subgraph) => new LintedSubgraph(subgraph));
  return LINTS.flatMap((lint) => lint(linted));
}
