import { type DirectiveNode, type DocumentNode, visit } from 'graphql';
import { parseDirective } from './parseDirective.ts';

const ALWAYS = parseDirective('@include(if: true)');

/**
 * An operation whose fragments stand in the planner's paths whoever is asked. `@apollo/query-planner` 2.14 leaves out a type condition
 * where a subgraph has that very type, while by the supergraph others may stand there; then it looks for the fields of the one in the
 * others, and ends. Fragments with a directive it keeps.
 */
export function keepTypeConditions(document: DocumentNode): DocumentNode {
  const keep = <T extends { readonly directives?: readonly DirectiveNode[] | undefined }>(node: T) =>
    node.directives?.length ? undefined : { ...node, directives: [ALWAYS] };
  return visit(document, {
    InlineFragment: (node) => (node.typeCondition === undefined ? undefined : keep(node)),
    FragmentSpread: keep,
  });
}
