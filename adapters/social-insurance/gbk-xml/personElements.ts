import type { NaturalPerson } from '../NaturalPerson.ts';
import type { GbkXmlRequest } from './writeBody.ts';

/** The elements that every request about a person begins with. The name keeps another's record from being sent at all. */
export function personElements({ number, name }: NaturalPerson): GbkXmlRequest['elements'] {
  return [
    ['aac002', number],
    ['aac003', name],
  ];
}
