import type { Place } from './Place.ts';

/** The response path of a place. */
export function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at: Place | null = place; at !== null; at = at.parent) {
    if (at.key !== null) path.push(at.key);
  }
  return path.reverse();
}
