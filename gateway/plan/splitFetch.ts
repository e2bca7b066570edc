import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { FieldNode } from 'graphql';
import type { EntityField } from '../execute/EntityField.ts';
import { readEntityFields } from '../execute/readEntityFields.ts';
import { usedVariables } from '../execute/usedVariables.ts';
import { withoutFields } from '../execute/withoutFields.ts';
import type { NamedRequirements } from './NamedRequirements.ts';

/** Fields that can be asked for with one representation. */
interface FieldGroup {
  /** What they must wait for. */
  readonly ready: string;
  /** Whether they must wait for a context. */
  readonly readsContext: boolean;
  readonly names: Set<string>;
  readonly fields: Set<FieldNode>;
}

/**
 * The fetches that an entity fetch must become, so that no representation has to carry one field with two values, and
 * no field waits for what only another one needs: that other one may be what the first is made of.
 *
 * @returns the fetch alone where its requirements agree.
 */
export function splitFetch(node: FetchNode, named: NamedRequirements): readonly FetchNode[] {
  const document = node.operationDocumentNode;
  if (node.requires === undefined || document === undefined) return [node];
  const fields = readEntityFields(document);
  const names = namesIn(node.requires, named);
  const readers = contextReaders(node, fields, named);
  if (!disagree(names, named) && readyOf(names, named) === '' && readers.size === 0) return [node];

  const groups = groupFields(fields, named, readers);
  if (groups.length === 1) return [node];
  return groups.map((group): FetchNode => {
    const dropped = fields.flatMap(({ node: field }) => (group.fields.has(field) ? [] : [field]));
    const narrowed = withoutFields(document, new Set(dropped));
    const used = usedVariables(narrowed);
    return {
      ...node,
      requires: keepNames(node.requires ?? [], group.names, named),
      operationDocumentNode: narrowed,
      variableUsages: (node.variableUsages ?? []).filter((name) => used.has(name)),
      ...(node.contextRewrites && {
        contextRewrites: node.contextRewrites.filter(({ renameKeyTo }) => used.has(renameKeyTo)),
      }),
    };
  });
}

function groupFields(
  fields: readonly EntityField[],
  named: NamedRequirements,
  readers: ReadonlySet<FieldNode>,
): readonly FieldGroup[] {
  const groups: FieldGroup[] = [];
  for (const { typeName, node: field } of fields) {
    const needs = named.needs.get(`${typeName}.${field.name.value}`) ?? new Set<string>();
    const ready = readyOf([...needs], named);
    const readsContext = readers.has(field);
    let group = groups.find(
      (other) =>
        other.ready === ready &&
        other.readsContext === readsContext &&
        !disagree([...other.names, ...needs], named),
    );
    if (group === undefined) {
      group = { ready, readsContext, names: new Set(), fields: new Set() };
      groups.push(group);
    }
    group.fields.add(field);
    for (const name of needs) group.names.add(name);
  }
  return groups;
}

/** The fields with a context below, where others beside them are required, or may be: the context may be made of those. */
function contextReaders(
  { contextRewrites = [] }: FetchNode,
  asked: readonly EntityField[],
  named: NamedRequirements,
): ReadonlySet<FieldNode> {
  const fields = contextRewrites.length === 0 ? [] : asked.map(({ node }) => node);
  const contextual = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
  const readers = fields.filter((field) => [...usedVariables(field)].some((name) => contextual.has(name)));
  // What such a context requires has names of its own only where it has to.
  const isMade = contextRewrites.some(({ path }) =>
    path.some((step) => named.fields.get(String(step))?.isReady),
  );
  const isRequired = ({ name, alias = name }: FieldNode) => isMade || named.fields.has(alias.value);
  return new Set(fields.some((field) => isRequired(field) && !readers.includes(field)) ? readers : []);
}

function keepNames(
  requires: readonly QueryPlanSelectionNode[],
  kept: ReadonlySet<string>,
  named: NamedRequirements,
): QueryPlanSelectionNode[] {
  return requires.flatMap((node) => {
    if (node.kind === 'Field' && named.fields.has(node.name) && !kept.has(node.name)) return [];
    if (node.selections === undefined) return [node];
    const selections = keepNames(node.selections, kept, named);
    return selections.length === 0 ? [] : [{ ...node, selections }];
  });
}

function namesIn(requires: readonly QueryPlanSelectionNode[], named: NamedRequirements): string[] {
  return requires.flatMap((node) => [
    ...(node.kind === 'Field' && named.fields.has(node.name) ? [node.name] : []),
    ...namesIn(node.selections ?? [], named),
  ]);
}

/** Those names that an earlier pass must have answered, as one text. */
const readyOf = (names: readonly string[], { fields }: NamedRequirements): string =>
  names
    .filter((name) => fields.get(name)?.isReady)
    .sort()
    .join(' ');

/** Whether two of these names stand for one field with different arguments. */
function disagree(names: readonly string[], { fields }: NamedRequirements): boolean {
  const distinct = [...new Set(names)].map((name) => fields.get(name)?.name);
  return new Set(distinct).size < distinct.length;
}
