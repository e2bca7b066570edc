import { type DocumentNode, print, stripIgnoredCharacters } from 'graphql';
import type { EntityField } from './EntityField.ts';
import { keepNeeded } from './keepNeeded.ts';
import { needsOf } from './needsOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { usedVariables } from './usedVariables.ts';
import { withoutFields } from './withoutFields.ts';

/** What is asked then. */
type LesserText = Pick<PlannedFetch, 'document' | 'query' | 'variableUsages'>;

/** By the whole document: others remember what they know of a document by the document itself. */
const written = new WeakMap<DocumentNode, Map<string, LesserText>>();

/** A fetch of entities without some of their fields, and without what only these require. @param dropped - some of {@link needsOf}. */
export function narrowFetch(
  fetch: PlannedFetch,
  dropped: readonly EntityField[],
  facts: SupergraphFacts,
): PlannedFetch {
  const { fields } = needsOf(fetch, facts);
  const texts = written.get(fetch.document) ?? new Map<string, LesserText>();
  written.set(fetch.document, texts);
  const id = fields.flatMap((field, index) => (dropped.includes(field) ? [index] : [])).join(' ');
  const text = texts.get(id) ?? write(fetch, dropped);
  texts.set(id, text);
  const kept = fields.filter((field) => !dropped.includes(field));
  return { ...fetch, ...text, requires: keepNeeded(fetch.requires ?? [], kept, fetch, facts) };
}

function write(fetch: PlannedFetch, dropped: readonly EntityField[]): LesserText {
  const document = withoutFields(fetch.document, new Set(dropped.map(({ node }) => node)));
  const used = usedVariables(document);
  return {
    document,
    query: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
  };
}
