import type { CalendarDate } from '../../domain/calendarDate.ts';

/** When something started, `null` where that is not told, and the number that tells it from its like. */
export interface Start {
  readonly day: CalendarDate | null;
  readonly number: string;
}

/** Orders by day, then by number, so that the order never depends on the system's storage. */
export function inOrderOfStart<T>(items: readonly T[], startOf: (item: T) => Start): readonly T[] {
  return items.toSorted((one, other) => {
    const [first, second] = [startOf(one), startOf(other)];
    return compare(first.day ?? '', second.day ?? '') || compare(first.number, second.number);
  });
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
