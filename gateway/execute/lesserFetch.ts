import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, print, stripIgnoredCharacters } from 'graphql';
import { buildRepresentation } from './buildRepresentation.ts';
import type { EntityField } from './EntityField.ts';
import type { JsonObject } from './JsonObject.ts';
import { keepNeeded } from './keepNeeded.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readEntityFields } from './readEntityFields.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { usedVariables } from './usedVariables.ts';
import { withoutFields } from './withoutFields.ts';

/**
 * What of a fetch can be asked of an entity that lacks what some of its fields require.
 *
 * The planner puts all that one subgraph is asked of a place into one fetch, whoever wants it: what only some of the objects
 * are to be asked, by their type, by how they were reached or under a condition that it has forgotten, keeps the others from nothing.
 *
 * @param known - what such a fetch was for other entities of the call, by the fields whose requirements they lack.
 * @returns `null` where nothing is left to ask.
 */
export function lesserFetch(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  known: Map<string, PlannedFetch | null>,
): PlannedFetch | null {
  const { keys, fields } = needsOf(fetch, facts);
  if (buildRepresentation(entity, keys, facts) === null) return null;
  const own = fields.filter(({ typeName }) => facts.overlap(String(entity['__typename']), typeName));
  const unmet = own.filter(({ needs }) => buildRepresentation(entity, needs, facts) === null);
  if (unmet.length === own.length) return null;
  const id = unmet.map((field) => fields.indexOf(field)).join(' ');
  const before = known.get(id);
  if (before !== undefined) return before;
  const texts = written.get(fetch.document) ?? new Map<string, LesserText>();
  written.set(fetch.document, texts);
  const text = texts.get(id) ?? write(fetch, unmet);
  texts.set(id, text);
  const kept = fields.filter((field) => !unmet.includes(field));
  const lesser = { ...fetch, ...text, requires: keepNeeded(fetch.requires ?? [], kept, fetch, facts) };
  known.set(id, lesser);
  return lesser;
}

interface NeedingField extends EntityField {
  /** What a representation must hold for this field alone. */
  readonly needs: readonly QueryPlanSelectionNode[];
}

interface Needs {
  readonly keys: readonly QueryPlanSelectionNode[];
  readonly fields: readonly NeedingField[];
}

/** By what is required, which others may have narrowed. */
const read = new WeakMap<readonly QueryPlanSelectionNode[], Needs>();

function needsOf(fetch: PlannedFetch, facts: SupergraphFacts): Needs {
  const requires = fetch.requires ?? [];
  const before = read.get(requires);
  if (before !== undefined) return before;
  const fields = readEntityFields(fetch.document).filter(({ node }) => node.name.value !== '__typename');
  const needs = {
    keys: keepNeeded(requires, [], fetch, facts),
    fields: fields.map((field) => ({ ...field, needs: keepNeeded(requires, [field], fetch, facts) })),
  };
  read.set(requires, needs);
  return needs;
}

/** What is asked then. */
type LesserText = Pick<PlannedFetch, 'document' | 'query' | 'variableUsages'>;

/** By the whole document: others remember what they know of a document by the document itself. */
const written = new WeakMap<DocumentNode, Map<string, LesserText>>();

function write(fetch: PlannedFetch, unmet: readonly EntityField[]): LesserText {
  const document = withoutFields(fetch.document, new Set(unmet.map(({ node }) => node)));
  const used = usedVariables(document);
  return {
    document,
    query: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
  };
}
