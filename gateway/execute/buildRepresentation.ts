import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import { mergeObject } from './mergeObject.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { writeKey } from './writeKey.ts';

const NO_VAGUE_TYPES: ReadonlySet<string> = new Set();

/**
 * What a subgraph is told of an entity: its type, a key, and what `@requires` asks for.
 *
 * @returns `null` when the entity cannot be asked for: its type meets no condition, or something required was never
 *   answered.
 */
export function buildRepresentation(
  entity: JsonObject,
  requires: readonly QueryPlanSelectionNode[],
  facts: SupergraphFacts,
): JsonObject | null {
  const representation = select(entity, requires, facts);
  return typeof representation?.['__typename'] === 'string' ? representation : null;
}

function select(
  source: JsonObject,
  selections: readonly QueryPlanSelectionNode[],
  facts: SupergraphFacts,
): JsonObject | null {
  const result: JsonObject = {};
  for (const selection of selections) {
    if (selection.kind === 'Field') {
      const key = selection.alias ?? selection.name;
      const value = selectValue(readKey(source, key), selection.selections, facts);
      if (value === undefined) return null;
      // A fragment before it may have told another part of the same object.
      if (selection.selections !== undefined && readKey(result, key) !== undefined)
        merge(result, { [key]: value });
      else writeKey(result, key, value);
      continue;
    }
    if (!applies(source, selection.typeCondition, facts)) continue;
    const part = select(source, selection.selections, facts);
    if (part === null) return null;
    merge(result, part);
  }
  return result;
}

const merge = (target: JsonObject, part: JsonObject): void =>
  mergeObject(target, part, { copy: false, vagueTypes: NO_VAGUE_TYPES });

/** `undefined` when something required below is absent. */
function selectValue(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[] | undefined,
  facts: SupergraphFacts,
): unknown {
  if (value === null || value === undefined || selections === undefined) return value;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => selectValue(item, selections, facts));
    return items.includes(undefined) ? undefined : items;
  }
  return isJsonObject(value) ? (select(value, selections, facts) ?? undefined) : undefined;
}

function applies(source: JsonObject, condition: string | undefined, facts: SupergraphFacts): boolean {
  if (condition === undefined) return true;
  const typeName = source['__typename'];
  return typeof typeName === 'string' && facts.meets(typeName, condition);
}
