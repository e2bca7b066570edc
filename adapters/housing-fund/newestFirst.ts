import type { CalendarDate } from '../../domain/calendarDate.ts';

/**
 * Orders entries by day, the newest first; those of one day stay as they are, and so does a list in which a day is not
 * told: systems that leave out days promise the order itself.
 */
export function newestFirst<Entry>(
  entries: readonly Entry[],
  dayOf: (entry: Entry) => CalendarDate | null,
): readonly Entry[] {
  const days = new Map(entries.map((entry) => [entry, dayOf(entry) ?? '']));
  if ([...days.values()].includes('')) return entries;
  return entries.toSorted((one, other) => {
    const [first = '', second = ''] = [days.get(one), days.get(other)];
    if (first === second) return 0;
    return first > second ? -1 : 1;
  });
}
