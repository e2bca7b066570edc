import type { CompositeType, FieldDefinition, NamedType } from '@apollo/federation-internals';
import type { LintedSubgraph } from './LintedSubgraph.ts';
import type { LintFinding } from './LintFinding.ts';

const HAN = /\p{Script=Han}/u;

type Described = NamedType | FieldDefinition<CompositeType>;

/**
 * Every public type and root field is described with its Chinese term. One subgraph's description is enough for a
 * type that several declare, but none may be without Chinese: composition keeps whichever it likes.
 */
export function lintDescriptions(subgraphs: readonly LintedSubgraph[]): readonly LintFinding[] {
  const hidden = new Set<string>();
  const described = new Set<string>();
  const undescribed = new Map<string, LintFinding>();
  const findings: LintFinding[] = [];
  for (const subgraph of subgraphs) {
    for (const element of publicElements(subgraph)) {
      const { coordinate, description } = element;
      if (subgraph.has(element, 'inaccessible')) hidden.add(coordinate);
      if (!description?.trim()) {
        if (!undescribed.has(coordinate)) undescribed.set(coordinate, missing(subgraph, coordinate));
        continue;
      }
      described.add(coordinate);
      if (!HAN.test(description)) findings.push(withoutHan(subgraph, coordinate));
    }
  }
  const missed = [...undescribed.values()].filter((finding) => !described.has(finding.coordinate));
  return [...findings, ...missed].filter((finding) => !hidden.has(finding.coordinate));
}

function publicElements(subgraph: LintedSubgraph): readonly Described[] {
  const types = subgraph.ownTypes().filter((type) => type.kind !== 'ObjectType' || !type.isRootType());
  return [...types, ...subgraph.rootTypes().flatMap((type) => subgraph.fieldsOf(type))];
}

const missing = (subgraph: LintedSubgraph, coordinate: string): LintFinding => ({
  lint: 'description',
  subgraph: subgraph.name,
  coordinate,
  message: 'nothing describes it; add a description that gives the Chinese term',
});

const withoutHan = (subgraph: LintedSubgraph, coordinate: string): LintFinding => ({
  lint: 'description',
  subgraph: subgraph.name,
  coordinate,
  message: 'its description lacks the Chinese term; add it',
});
