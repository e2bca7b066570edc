import type { FetchDataKeyRenamer, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { NamedRequirements } from './NamedRequirements.ts';
import { splitFetch } from './splitFetch.ts';

/**
 * Turns a plan over a supergraph of {@link nameRequiredFields} into one that subgraphs understand: they are asked for
 * `rate_required_1: rate(unit: "fen")`, and told of it as `rate`.
 */
export function restoreRequiredFields(node: PlanNode, named: NamedRequirements): PlanNode {
  const restore = (child: PlanNode): PlanNode => restoreRequiredFields(child, named);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(restore) };
    case 'Flatten':
      return { ...node, node: restore(node.node) };
    case 'Condition':
      return {
        ...node,
        ...(node.ifClause && { ifClause: restore(node.ifClause) }),
        ...(node.elseClause && { elseClause: restore(node.elseClause) }),
      };
    case 'Defer':
      return {
        ...node,
        primary: { ...node.primary, ...(node.primary.node && { node: restore(node.primary.node) }) },
        deferred: node.deferred.map((part) => ({ ...part, ...(part.node && { node: restore(part.node) }) })),
      };
    case 'Fetch': {
      const [first = node, ...others] = splitFetch(node, named).map((fetch) => restoreFetch(fetch, named));
      return others.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...others] };
    }
  }
}

function restoreFetch(node: FetchNode, { fields }: NamedRequirements): FetchNode {
  const renamers = renamersFor(node.requires ?? [], [], fields);
  const document =
    node.operationDocumentNode &&
    visit(node.operationDocumentNode, {
      Field: (field) => {
        const required = fields.get(field.name.value);
        if (required === undefined) return undefined;
        return {
          ...field,
          alias: field.alias ?? field.name,
          name: { kind: Kind.NAME, value: required.name },
          arguments: required.arguments,
        };
      },
    });
  return {
    ...node,
    ...(document && { operationDocumentNode: document, operation: stripIgnoredCharacters(print(document)) }),
    // Before the planner's own, which may change the type names that conditions look at.
    inputRewrites: [...renamers, ...(node.inputRewrites ?? [])],
  };
}

function renamersFor(
  requires: readonly QueryPlanSelectionNode[],
  path: readonly string[],
  fields: NamedRequirements['fields'],
): FetchDataKeyRenamer[] {
  return requires.flatMap((node): FetchDataKeyRenamer[] => {
    if (node.kind === 'InlineFragment') {
      const inner = node.typeCondition === undefined ? path : [...path, `... on ${node.typeCondition}`];
      return renamersFor(node.selections, inner, fields);
    }
    const key = [...path, node.alias ?? node.name];
    const below = renamersFor(node.selections ?? [], key, fields);
    const required = fields.get(node.name);
    // What lies below is renamed first, while its path still holds.
    return required === undefined
      ? below
      : [...below, { kind: 'KeyRenamer', path: key, renameKeyTo: required.name }];
  });
}
