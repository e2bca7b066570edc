import { Kind, type OperationDefinitionNode } from 'graphql';
import type { EndedMutation } from './EndedMutation.ts';

/**
 * Whether an answer says nothing of an object that a field of the mutation gave: an error below it, or at another field, made
 * `null` of more than its own place.
 */
export function isPartlyLost({
  data,
  errors = [],
  operation,
}: Pick<EndedMutation, 'data' | 'errors' | 'operation'>): boolean {
  return errors.some(({ path = [], extensions }) => {
    // An error about fields of an entity has the path of the entity.
    const above = Array.isArray(extensions?.['fields']) ? path : path.slice(0, -1);
    // Where the field that was refused is the only one, nothing is lost with it.
    if (path.length > 0 && above.length === 0) return isNothing(data) && hasSeveralFields(operation);
    let value = data;
    return above.some((step) => {
      value = Object(value)[step];
      return isNothing(value);
    });
  });
}

const isNothing = (value: unknown): boolean => value === null || value === undefined;

const hasSeveralFields = ({ selectionSet: { selections } }: OperationDefinitionNode): boolean =>
  selections.length > 1 || selections[0]?.kind !== Kind.FIELD;
