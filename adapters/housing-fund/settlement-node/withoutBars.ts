import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** Whom a line of a file may be held against: a `|` in a name is written `｜` there. */
export function withoutBars<Person extends Pick<HolderIdentity, 'name'>>(person: Person): Person {
  return { ...person, name: person.name.trim().replaceAll('|', '｜') };
}
