import { isVariable } from '@apollo/federation-internals';
import { type OperationConditional, PathContext } from '@apollo/query-graphs';

let isMended = false;

/**
 * Lets `@apollo/query-planner` 2.14 compare the `@skip` and `@include` of two ways by what they are. It compares them as if they could be
 * anything, with a library that asks of each value whether it is a date, a map, an error, …, for each pair of ways that it merges: half of
 * the time in which it planned for thousands of fields (decision 023).
 */
export function compareConditions(): void {
  if (isMended) return;
  isMended = true;
  PathContext.prototype.equals = function (this: PathContext, { conditionals: others }) {
    const { conditionals } = this;
    if (conditionals === others) return true;
    return (
      conditionals.length === others.length && conditionals.every((one, index) => isSame(one, others[index]))
    );
  };
}

function isSame({ kind, value }: OperationConditional, other: OperationConditional | undefined): boolean {
  if (kind !== other?.kind) return false;
  if (!isVariable(value) || !isVariable(other.value)) return value === other.value;
  return value.name === other.value.name;
}
