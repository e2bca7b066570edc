import { Field } from '@apollo/federation-internals';

type RebaseOn = typeof Field.prototype.rebaseOn;

let isMended = false;

/**
 * Lets `@apollo/query-planner` 2.14 ask an interface object for its `__typename` where it needs to. It asks for one beside each key, and
 * for one where a selection would be empty; below `@skip`, `@include` or a fragment that ends in an assertion, and nothing of the
 * operation is planned (decision 023).
 *
 * What such a subgraph answers is the interface's name, which our executor takes for no type.
 */
export function askTypeOfInterfaceObjects(): void {
  if (isMended) return;
  isMended = true;
  const rebaseOn: RebaseOn = Field.prototype.rebaseOn;
  Field.prototype.rebaseOn = function (this: Field, target): Field | undefined {
    const { parentType, errorIfCannotRebase } = target;
    const own = this.name === '__typename' && errorIfCannotRebase ? parentType.typenameField() : undefined;
    return own === undefined ? rebaseOn.call(this, target) : this.withUpdatedDefinition(own);
  };
}
