import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import type { Dialect } from './dialects.ts';
import { peopleOf } from './peopleOf.ts';

/** Names that systems stumble over: four-byte characters, private-use characters, middle dots. */
const HARD_NAMES = [/[\u{10000}-\u{10FFFF}\u{3400}-\u{4DBF}]/u, /\p{Private_Use}/u, /·/];

/** The same few holders of a place at every run: hard names first, then others spread over all, and one company. */
export function sampleOf(dialect: Dialect, jurisdiction: string, size: number): readonly WorldHolder[] {
  const people = peopleOf(dialect, jurisdiction);
  const persons = people.filter(({ kind }) => kind === 'person');
  const hard = HARD_NAMES.flatMap((pattern) => persons.find(({ name }) => pattern.test(name)) ?? []);
  const step = Math.max(1, Math.floor(persons.length / size));
  const spread = persons.filter((person, index) => index % step === 0 && !hard.includes(person));
  const companies = people.filter(({ kind }) => kind === 'company').slice(0, 1);
  return [...hard, ...spread.slice(0, Math.max(1, size - hard.length)), ...companies];
}
