import { identityOf, type Row } from './identityOf.ts';

/** The type of an entity, whatever a service calls it. */
export function typeOf(row: Row): string {
  const [name = ''] = identityOf(row).split(':');
  return name;
}
