import { type DirectiveNode, Kind } from 'graphql';
import type { JsonObject } from './JsonObject.ts';

/** Whether `@skip` and `@include` let a selection through. */
export function isIncluded(
  directives: readonly DirectiveNode[] | undefined,
  variables: Readonly<JsonObject>,
): boolean {
  return (directives ?? []).every((directive) => {
    const kind = directive.name.value;
    if (kind !== 'skip' && kind !== 'include') return true;
    return conditionOf(directive, variables) === (kind === 'include');
  });
}

function conditionOf(directive: DirectiveNode, variables: Readonly<JsonObject>): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return variables[value.name.value] === true;
  return value?.kind === Kind.BOOLEAN && value.value;
}
