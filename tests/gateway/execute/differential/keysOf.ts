import { identityOf, type Row } from './identityOf.ts';

/** The values of all keys of an entity. */
export function keysOf(row: Row): Row {
  const id = identityOf(row);
  const [region = '', number = ''] = id.split(':');
  return {
    id,
    code: `code ${id}`,
    spot: { region, number: Number(number) },
    rays: id.split(':'),
    hub: { __typename: 'Hub', id: `Hub:${id}` },
    serial: `serial ${id}`,
  };
}
