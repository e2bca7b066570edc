import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/**
 * A type has one partition field over all subgraphs: composition puts every `@partition` on the merged type without
 * saying which subgraph meant it.
 */
export function lintPartitionAgreement(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const firsts = new Map<string, { readonly by: string; readonly subgraph: string }>();
  const findings: LintFinding[] = [];
  for (const subgraph of subgraphs) {
    for (const type of subgraph.fieldedTypes()) {
      const by = subgraph.partitionFieldOf(type);
      if (by === undefined) continue;
      const first = firsts.get(type.name);
      if (first === undefined) firsts.set(type.name, { by, subgraph: subgraph.name });
      if (first === undefined || first.by === by) continue;
      findings.push({
        lint: 'partition-agreement',
        subgraph: subgraph.name,
        coordinate: type.name,
        message: `partitioned by "${by}" here and by "${first.by}" in ${first.subgraph}; use one field in both`,
      });
    }
  }
  return findings;
}
