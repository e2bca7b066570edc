import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

const DIRECTIVES = ['partition', 'local'] as const;
const SUPPORTED_MAJOR = 1;

/** A directive of the partition spec must come from its `@link` and be composed, else the supergraph loses it in silence. */
export function lintPartitionLink(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  return subgraphs.flatMap((subgraph) =>
    DIRECTIVES.filter((directive) => isUsed(subgraph, directive)).flatMap((directive) => {
      const message = whatIsWrong(subgraph, directive);
      const coordinate = `@${subgraph.partitionDirectiveName(directive)}`;
      return message ? [{ lint: 'partition-link', subgraph: subgraph.name, coordinate, message }] : [];
    }),
  );
}

function isUsed(subgraph: LintedSubgraph, directive: 'partition' | 'local'): boolean {
  return directive === 'partition'
    ? subgraph.isPartitioned
    : subgraph.allFields().some((field) => subgraph.isLocal(field));
}

function whatIsWrong(subgraph: LintedSubgraph, directive: 'partition' | 'local'): string | undefined {
  if (subgraph.partitionSpecMajor === undefined) {
    return `used without its spec; add @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@${directive}"])`;
  }
  if (subgraph.partitionSpecMajor !== SUPPORTED_MAJOR) {
    return `linked from v${subgraph.partitionSpecMajor} of the partition spec, which is unknown here; link v1.0`;
  }
  return subgraph.composes(directive)
    ? undefined
    : `lost at composition; add @composeDirective(name: "@${subgraph.partitionDirectiveName(directive)}") to the schema`;
}
