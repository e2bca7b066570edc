import type { WorldHolder } from '../../world/WorldHolder.ts';
import type { PlaceHabits } from './PlaceHabits.ts';

/** The fields of every row that say whom it is about. */
export function ownerFields(
  { kind, number, name }: Pick<WorldHolder, 'kind' | 'number' | 'name'>,
  habits: PlaceHabits,
): Readonly<Record<string, string>> {
  return kind === 'company'
    ? { tyshxydm: number, dwmc: habits.column(name, 60) }
    : { gmsfhm: habits.personNumber(number), xm: habits.column(name, 20) };
}
