import { type DirectiveNode, Kind } from 'graphql';
import type { ReadVariable } from './CostNode.ts';

type Condition = (read: ReadVariable) => boolean;

/** `false`: never there; `null`: always. */
export type Conditions = readonly Condition[] | null | false;

/** When a selection is there, by its `@skip` and `@include` and those around it. */
export function compileConditions(directives: readonly DirectiveNode[], outer: Conditions): Conditions {
  let conditions: Conditions = outer;
  for (const { name, arguments: given } of directives) {
    if (name.value !== 'skip' && name.value !== 'include') continue;
    const isWanted = name.value === 'include';
    const value = given?.find((argument) => argument.name.value === 'if')?.value;
    if (value?.kind === Kind.BOOLEAN && value.value !== isWanted) return false;
    if (value?.kind !== Kind.VARIABLE || conditions === false) continue;
    const variable = value.name.value;
    conditions = [...(conditions ?? []), (read) => (read(variable) === true) === isWanted];
  }
  return conditions;
}
