import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { readContextReaders } from './readContextReaders.ts';
import { rewriteFetches } from './rewriteFetches.ts';

/** By variable: whether what it is read of is the fetched object itself, or stands above that. */
type Sources = Map<string, 'itself' | 'above'>;

/**
 * Finds plans that give a field the wrong context without a word.
 *
 * `@apollo/query-planner` 2.14 asks in one fetch for fields that read a context and that stand in each other, where their
 * types set it, too. Then one variable stands for two values, or what it should have is only told by that very fetch.
 */
export class MixedContexts {
  readonly #readers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #schema: GraphQLSchema;

  /** @param supergraph - whose types are those of `schema`. */
  constructor(supergraph: DocumentNode, schema: GraphQLSchema) {
    this.#readers = readContextReaders(supergraph);
    this.#schema = schema;
  }

  areIn(plan: PlanNode): boolean {
    let isMixed = false;
    rewriteFetches(plan, (fetch) => {
      isMixed ||= this.#isMixed(fetch);
      return fetch;
    });
    return isMixed;
  }

  #isMixed({ contextRewrites = [], operationDocumentNode }: FetchNode): boolean {
    if (contextRewrites.length === 0) return false;
    const variables = new Set(contextRewrites.map(({ renameKeyTo }) => renameKeyTo));
    const sources: Sources = new Map();
    return (operationDocumentNode?.definitions ?? []).some((definition) => {
      if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
      const [root] = definition.selectionSet.selections;
      const isOfEntities = root?.kind === Kind.FIELD && root.name.value === '_entities';
      const selectionSet = isOfEntities ? root.selectionSet : definition.selectionSet;
      const type = isOfEntities ? undefined : this.#schema.getRootType(definition.operation);
      return selectionSet !== undefined && this.#isMixedIn(selectionSet, type, [], { variables, sources });
    });
  }

  /** @param above - types of the objects around, the fetched one first; what clients cannot see has none. */
  #isMixedIn(
    { selections }: SelectionSetNode,
    type: GraphQLNamedType | null | undefined,
    above: readonly (GraphQLNamedType | null | undefined)[],
    found: { readonly variables: ReadonlySet<string>; readonly sources: Sources },
  ): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return false;
      const { selectionSet } = selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        const inner = condition === undefined ? type : this.#schema.getType(condition);
        return this.#isMixedIn(selection.selectionSet, inner, above, found);
      }
      const setters = new Set(
        this.#membersOf(type).flatMap((member) => [
          ...(this.#readers.get(`${member}.${selection.name.value}`) ?? []),
        ]),
      );
      const nearest = above.findLastIndex((one) => this.#membersOf(one).some((name) => setters.has(name)));
      const source = nearest === 0 ? 'itself' : 'above';
      for (const variable of variablesOf(selection, found.variables)) {
        if (nearest > 0 || (found.sources.get(variable) ?? source) !== source) return true;
        found.sources.set(variable, source);
      }
      const isComposite = isObjectType(type) || isInterfaceType(type);
      const field = isComposite ? type.getFields()[selection.name.value] : undefined;
      const next = field && getNamedType(field.type);
      return selectionSet !== undefined && this.#isMixedIn(selectionSet, next, [...above, type], found);
    });
  }

  #membersOf(type: GraphQLNamedType | null | undefined): readonly string[] {
    if (!type) return [];
    return isAbstractType(type) ? this.#schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];
  }
}

const variablesOf = ({ arguments: given = [] }: FieldNode, among: ReadonlySet<string>): readonly string[] =>
  given.flatMap(({ value }) =>
    value.kind === Kind.VARIABLE && among.has(value.name.value) ? [value.name.value] : [],
  );
