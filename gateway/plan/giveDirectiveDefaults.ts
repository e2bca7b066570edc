import { type ArgumentNode, astFromValue, type DocumentNode, type GraphQLSchema, Kind, visit } from 'graphql';

/**
 * Writes out the defaults of the directives that an operation carries.
 *
 * A subgraph gets the directive too, and its own definition may have no default, or another one.
 */
export function giveDirectiveDefaults(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  return visit(document, {
    Directive: (node) => {
      const given = node.arguments ?? [];
      const added = (schema.getDirective(node.name.value)?.args ?? []).flatMap((argument): ArgumentNode[] => {
        if (argument.defaultValue === undefined || given.some(({ name }) => name.value === argument.name)) {
          return [];
        }
        const value = astFromValue(argument.defaultValue, argument.type);
        return value ? [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: argument.name }, value }] : [];
      });
      return added.length === 0 ? undefined : { ...node, arguments: [...given, ...added] };
    },
  });
}
