import { type DocumentNode, Kind } from 'graphql';
import { type MutationField, mutationFields } from './mutationFields.ts';

/**
 * Names of the variables by which a mutation's fields change places, or `null` where they have one order.
 *
 * Fields take effect in the order of the first of each response key that `@skip` and `@include` let through (GraphQL,
 * "CollectFields", 6.3.2): only those that are written several times, the first time under a condition, can change it.
 */
export function orderConditions(document: DocumentNode): readonly string[] | null {
  const fields = mutationFields(document) ?? [];
  const keys = fields.map(({ key }) => key);
  const isMovable = fields.some(
    (field, index) =>
      keys.indexOf(field.key) === index &&
      keys.lastIndexOf(field.key) > index &&
      conditionsOf(field).length > 0,
  );
  if (!isMovable) return null;
  const variables = fields
    .flatMap(conditionsOf)
    .flatMap(({ arguments: given = [] }) =>
      given.flatMap(({ value }) => (value.kind === Kind.VARIABLE ? [value.name.value] : [])),
    );
  return [...new Set(variables)];
}

const conditionsOf = ({ node, outer }: MutationField) =>
  [...outer.flat(), ...(node.directives ?? [])].filter(({ name }) =>
    ['skip', 'include'].includes(name.value),
  );
