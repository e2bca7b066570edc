import { type ConstDirectiveNode, Kind } from 'graphql';

/** The text that a directive is given for an argument; `undefined` where the directive is not there, or is given none. */
export function directiveArgument(
  directives: readonly ConstDirectiveNode[] | undefined,
  directive: string,
  argument: string,
): string | undefined {
  const applied = directives?.find(({ name }) => name.value === directive);
  const value = applied?.arguments?.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
