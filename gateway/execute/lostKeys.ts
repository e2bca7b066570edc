import { entityKeysOf } from './entityKeysOf.ts';
import { isJsonObject } from './JsonObject.ts';
import type { LocatedField } from './locateField.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SelectionPlan } from './projection/SelectionPlan.ts';
import { readKey } from './readKey.ts';

/**
 * The response keys of one object that the client asked for and that a failed fetch cost, in the client's order:
 * those that the fetch would have answered, and those that no other failed fetch accounts for, since they had to wait
 * for this one.
 *
 * @param others - the other fetches that failed for the same object.
 */
export function lostKeys(
  { selection, value }: LocatedField,
  fetch: PlannedFetch,
  others: readonly PlannedFetch[],
): readonly string[] {
  const plan = isJsonObject(value) ? selection?.forType(value['__typename']) : undefined;
  if (plan === undefined || !isJsonObject(value)) return [];
  const own = entityKeysOf(fetch);
  const elsewhere = new Set(others.flatMap((other) => [...entityKeysOf(other)]));
  return plan.fields
    .filter(({ source, child, local }) => {
      if (local) return false;
      const found = readKey(value, source);
      return own.has(source) ? isIncomplete(found, child) : found === undefined && !elsewhere.has(source);
    })
    .map(({ key }) => key);
}

/** Whether something that was asked for below is absent; an explicit `null` is an answer. */
function isIncomplete(value: unknown, selection: SelectionPlan | null): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.some((item: unknown) => isIncomplete(item, selection));
  if (!isJsonObject(value) || selection === null) return false;
  const fields = selection.forType(value['__typename'])?.fields ?? [];
  return fields.some(({ source, child, local }) => !local && isIncomplete(readKey(value, source), child));
}
