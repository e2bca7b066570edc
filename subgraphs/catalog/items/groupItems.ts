import { compareText } from '../../../domain/compareText.ts';
import type { ItemRow } from '../document/itemRow.ts';
import type { ServiceItemGroups } from './ServiceItemGroups.ts';

/** Counts the items of a version by what they can be asked for. */
export function groupItems(items: readonly ItemRow[]): ServiceItemGroups {
  return {
    categories: count(items.map(({ category }) => category)),
    leadDepartments: count(items.flatMap(({ leadDepartment }) => leadDepartment ?? [])),
    batches: count(items.flatMap(({ list, batch }) => (list === null ? [] : `${list}/${batch}`))).toSorted(
      (one, other) => compareText(one.name, other.name),
    ),
  };
}

function count(names: readonly string[]) {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, itemCount]) => ({ name, itemCount }));
}
