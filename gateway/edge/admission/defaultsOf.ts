import { type OperationDefinitionNode, valueFromASTUntyped } from 'graphql';

/** What an operation takes for variables that are not given. */
export const defaultsOf = ({
  variableDefinitions = [],
}: OperationDefinitionNode): ReadonlyMap<string, unknown> =>
  new Map(
    variableDefinitions.flatMap(({ variable, defaultValue }) =>
      defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
    ),
  );
