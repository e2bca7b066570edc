import type { Selection } from './RecordContract.ts';

const TOP = new Set(['data', 'errors']);

/** Names of keys that nobody asked for: beside `data` and `errors`, and in the entities. Values are not looked at. */
export function findExtraKeys(body: unknown, data: unknown, selection: Selection): readonly string[] {
  const top = isObject(body) ? Object.keys(body).filter((key) => !TOP.has(key)) : [];
  const entities = isObject(data) && Array.isArray(data['_entities']) ? data['_entities'] : [];
  const beside = isObject(data) ? Object.keys(data).filter((key) => key !== '_entities') : [];
  const inside = entities.flatMap((entity: unknown) => extraIn(entity, selection));
  return [...new Set([...top, ...beside, ...inside])];
}

function extraIn(value: unknown, selection: Selection): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => extraIn(item, selection));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    if (key === '__typename') return [];
    const selected = selection.get(key);
    if (selected === undefined) return [key];
    return selected.children === null ? [] : extraIn(child, selected.children);
  });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
