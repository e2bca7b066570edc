import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

/** One rule of composition: pure, over all subgraphs at once, findings in order of subgraph and declaration. */
export type SchemaLint = (subgraphs: readonly LintedSubgraph[]) => readonly LintFinding[];
