import { type DirectiveNode, Kind } from 'graphql';

/** What `@skip` or `@include` demands: that the value, or the variable's, is `expected`. */
export interface InclusionCondition {
  readonly expected: boolean;
  readonly value: boolean | { readonly variable: string };
}

/** The conditions that a selection's directives put on it. */
export function conditionsOf(
  directives: readonly DirectiveNode[] | undefined,
): readonly InclusionCondition[] {
  return (directives ?? []).flatMap(({ name, arguments: given }) => {
    const node = given?.find((argument) => argument.name.value === 'if')?.value;
    if (!node || (name.value !== 'skip' && name.value !== 'include')) return [];
    const value = node.kind === Kind.VARIABLE ? { variable: node.name.value } : isTrue(node);
    return [{ expected: name.value === 'include', value }];
  });
}

/** Whether the client asked for what stands under these conditions. */
export function isIncluded(
  conditions: readonly InclusionCondition[],
  variables: Readonly<Record<string, unknown>>,
): boolean {
  return conditions.every(({ expected, value }) => {
    const actual = typeof value === 'boolean' ? value : variables[value.variable];
    return actual === expected;
  });
}

const isTrue = (node: { readonly kind: string }) =>
  node.kind === Kind.BOOLEAN && 'value' in node && node.value === true;
