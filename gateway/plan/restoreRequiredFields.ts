import type { FetchDataKeyRenamer, FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import { keepNeeded } from '../execute/keepNeeded.ts';
import { readEntityFields } from '../execute/readEntityFields.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { NamedRequirements } from './NamedRequirements.ts';
import { READY_GRAPH } from './readyGraph.ts';
import { splitFetch } from './splitFetch.ts';

/**
 * Turns a plan over a supergraph of {@link nameRequiredFields} into one that subgraphs understand: they are asked for
 * `rate_required_1: rate(unit: "fen")`, and told of it as `rate`.
 *
 * @returns `undefined` when nothing of the plan is to be asked of a real subgraph.
 */
export function restoreRequiredFields(
  node: PlanNode,
  named: NamedRequirements,
  facts: SupergraphFacts,
): PlanNode | undefined {
  const restore = (child: PlanNode | undefined): PlanNode | undefined =>
    child && restoreRequiredFields(child, named, facts);
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel': {
      const nodes = node.nodes.flatMap((child) => restore(child) ?? []);
      return nodes.length === 0 ? undefined : { ...node, nodes };
    }
    case 'Flatten': {
      const inner = restore(node.node);
      return inner && { ...node, node: inner };
    }
    case 'Condition': {
      const [ifClause, elseClause] = [restore(node.ifClause), restore(node.elseClause)];
      const { kind, condition } = node;
      if (!ifClause && !elseClause) return undefined;
      return { kind, condition, ...(ifClause && { ifClause }), ...(elseClause && { elseClause }) };
    }
    case 'Defer': {
      const parts = [node.primary.node, ...node.deferred.map((part) => part.node)];
      // One response carries everything: parts that could come later just follow.
      const nodes = parts.flatMap((part) => restore(part) ?? []);
      return nodes.length === 0 ? undefined : { kind: 'Sequence', nodes };
    }
    case 'Fetch': {
      if (node.serviceName === READY_GRAPH.service) return undefined;
      const nodes = splitFetch(node, named).map((fetch) => restoreFetch(fetch, named));
      const [first = node, ...others] = nodes;
      if (others.length === 0) return first;
      return { kind: 'Parallel', nodes: nodes.map((part) => withoutOthers(part, facts)) };
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

/** A part of a fetch does not wait for what other parts alone require: a client's `@skip` may have left that out. */
function withoutOthers(part: FetchNode, facts: SupergraphFacts): FetchNode {
  const { serviceName: service, requires = [], inputRewrites = [], operationDocumentNode: document } = part;
  if (document === undefined) return part;
  const needed = keepNeeded(requires, readEntityFields(document), { service, inputRewrites }, facts);
  return { ...part, requires: [...needed] };
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
