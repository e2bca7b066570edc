import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type GraphQLType, getNamedType, isListType, isNonNullType } from 'graphql';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import type { Losses } from './Losses.ts';
import { mergeObject } from './mergeObject.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readKey } from './readKey.ts';
import { requiredNames } from './requiredNames.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { selectionsBelow } from './selectionsBelow.ts';
import { writeKey } from './writeKey.ts';

/** What may not be null is, and so is what is around it. */
const FAILED = Symbol('failed');

interface Scope {
  readonly facts: SupergraphFacts;
  readonly losses: Losses;
  readonly names: ReadonlyMap<string, string>;
}

const NO_VAGUE_TYPES: ReadonlySet<string> = new Set();

type Selections = readonly QueryPlanSelectionNode[];

/**
 * What a subgraph is told of an entity of which something required has failed: as in one schema, null stands for that, or for what is
 * around it where it may not be null.
 *
 * @param fetch - what is asked, and no more than needs what has failed: of others it would be hidden what they require.
 * @returns `failed` where nothing around what failed may be null; `null` where something required has neither come nor failed.
 */
export function buildBereft(
  entity: JsonObject,
  fetch: Pick<PlannedFetch, 'requires' | 'inputRewrites'>,
  facts: SupergraphFacts,
  losses: Losses,
): JsonObject | 'failed' | null {
  const scope = { facts, losses, names: requiredNames(fetch.inputRewrites) };
  const built = select(entity, fetch.requires ?? [], undefined, scope);
  if (built === FAILED) return 'failed';
  return isJsonObject(built) && typeof built['__typename'] === 'string' ? built : null;
}

/** `undefined` when something has not come, nobody knows why. */
function select(
  source: JsonObject,
  selections: Selections,
  declared: string | undefined,
  scope: Scope,
): JsonObject | typeof FAILED | undefined {
  const { facts, losses, names } = scope;
  const told = source['__typename'];
  const typeName = typeof told === 'string' ? told : declared;
  const result: JsonObject = {};
  let isWhole = true;
  for (const node of selections) {
    if (node.kind === 'InlineFragment') {
      const { typeCondition } = node;
      if (typeCondition !== undefined && (typeName === undefined || !facts.meets(typeName, typeCondition)))
        continue;
      const part = select(source, node.selections, declared, scope);
      if (part === FAILED) return FAILED;
      if (part === undefined) isWhole = false;
      else merge(result, part);
      continue;
    }
    const key = node.alias ?? node.name;
    const type = typeName && facts.fieldType(typeName, names.get(node.name) ?? node.name);
    const value = complete(readKey(source, key), type || undefined, node.selections, {
      ...scope,
      failed: losses.at(source, key),
    });
    if (value === FAILED) return FAILED;
    if (value === undefined) isWhole = false;
    else if (node.selections !== undefined && readKey(result, key) !== undefined)
      merge(result, { [key]: value });
    else writeKey(result, key, value);
  }
  return isWhole ? result : undefined;
}

function complete(
  value: unknown,
  type: GraphQLType | undefined,
  selections: Selections | undefined,
  scope: Scope & { readonly failed: Iterable<readonly string[]> },
): unknown {
  if (isNonNullType(type)) {
    const completed = complete(value, type.ofType, selections, scope);
    return completed === null ? FAILED : completed;
  }
  if (value === undefined) return isLost(selections, scope.failed) ? null : undefined;
  if (value === null || selections === undefined) return value;
  if (Array.isArray(value)) {
    const item = isListType(type) ? type.ofType : undefined;
    const items = value.map((one: unknown, index) =>
      complete(one, item, selections, { ...scope, failed: scope.losses.at(value, String(index)) }),
    );
    if (items.includes(FAILED)) return null;
    return items.includes(undefined) ? undefined : items;
  }
  if (!isJsonObject(value)) return undefined;
  const built = select(value, selections, type && getNamedType(type).name, scope);
  return built === FAILED ? null : built;
}

const isLost = (selections: Selections | undefined, failed: Iterable<readonly string[]>): boolean =>
  [...failed].some((path) => selections === undefined || selectionsBelow(selections, path) !== null);

const merge = (target: JsonObject, part: JsonObject): void =>
  mergeObject(target, part, { copy: false, vagueTypes: NO_VAGUE_TYPES });
