import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { countNodes } from '../../execute/countNodes.ts';
import { OperationWeight } from '../../execute/OperationWeight.ts';
import { type ArgumentDecision, type ArgumentSite, decideArgument } from './decideArgument.ts';
import { dropUnknownNulls } from './dropUnknownNulls.ts';
import { inlineFragments } from './inlineFragments.ts';
import { PrunedDocument } from './PrunedDocument.ts';
import { type PrunedSelection, pruneSelection } from './pruneSelection.ts';
import { VariableScope } from './VariableScope.ts';
import { variablesUsed } from './variablesUsed.ts';

/** Distinct outcomes kept per operation; clients reach them by their variables, so their number must be bounded. */
const OUTCOMES_KEPT = 64;

export interface PreparePruningOptions {
  readonly document: DocumentNode;
  readonly query: string;
  readonly operationName: string | undefined;
  /** What the endpoint serves; see `buildEndpointSchema`. */
  readonly schema: GraphQLSchema;
  /** What the operation was planned against: tells argument defaults and members of types that the endpoint lacks. */
  readonly contract: GraphQLSchema | undefined;
}

/**
 * One operation held against one release of a subgraph.
 *
 * Most of the pruning follows from the text alone. What depends on values (an enum value, an unknown argument that is
 * null after all) is a handful of decisions; the outcome is kept per combination of them, never per value, so that no
 * client data stays in memory.
 */
export class PreparedPruning {
  readonly schema: GraphQLSchema;
  readonly scope: VariableScope;
  /** Grows with the outcomes. */
  readonly weight: OperationWeight;
  readonly #options: PreparePruningOptions;
  readonly #operation: OperationDefinitionNode;
  readonly #entities: FieldNode & { readonly selectionSet: SelectionSetNode };
  readonly #openSites: readonly ArgumentSite[];
  readonly #outcomes = new Map<string, PrunedDocument>();

  /** @throws {RangeError} when the operation is no `_entities` query. */
  constructor(options: PreparePruningOptions) {
    this.schema = options.schema;
    this.#options = options;
    this.#operation = inlineFragments(options.document, options.operationName);
    this.#entities = entitiesField(this.#operation);
    this.scope = new VariableScope(this.#operation, options.schema);
    this.#openSites = this.#findOpenSites();
    const { document, query } = options;
    this.weight = new OperationWeight(countNodes(document), query.length);
  }

  /** @param values - effective values of the variables; see `VariableScope.effective`. */
  pruned(values: Readonly<Record<string, unknown>>): PrunedDocument {
    const decisions = this.#openSites.map((site) => decideArgument(site, this.scope, values));
    const combination = decisions.join();
    const known = this.#outcomes.get(combination);
    if (known) return known;

    const byNode = new Map(this.#openSites.map(({ node }, index) => [node, decisions[index]]));
    const outcome = this.#build(this.#prune((site) => byNode.get(site.node) ?? this.#decideByText(site)));
    if (this.#outcomes.size === 0 || (this.#outcomes.size < OUTCOMES_KEPT && this.weight.hasRoom)) {
      this.#outcomes.set(combination, outcome);
      this.weight.addForm();
    }
    return outcome;
  }

  /** The variables to send with a pruned document, without input fields that the endpoint lacks. */
  variablesFor(
    pruned: PrunedDocument,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    const kept: Record<string, unknown> = {};
    for (const name of pruned.variables) {
      const type = this.scope.typeOf(name);
      if (type && Object.hasOwn(variables, name)) kept[name] = dropUnknownNulls(variables[name], type);
    }
    return kept;
  }

  #findOpenSites(): readonly ArgumentSite[] {
    const open = new Map<ArgumentNode, ArgumentSite>();
    this.#prune((site) => {
      if (!this.#isOpen(site)) return this.#decideByText(site);
      open.set(site.node, site);
      return 'keep';
    });
    return [...open.values()];
  }

  /** Whether variables decide: not where a plain scalar stands at a place that takes it. */
  #isOpen({ node, definition }: ArgumentSite): boolean {
    if (variablesUsed(node).size === 0) return false;
    if (node.value.kind !== Kind.VARIABLE || !definition) return true;
    const name = node.value.name.value;
    const isPlaced = this.scope.isAllowedAt(name, definition.type, definition.defaultValue !== undefined);
    return !isPlaced || !this.scope.isPlainScalar(name);
  }

  #decideByText(site: ArgumentSite): ArgumentDecision {
    return site.node.value.kind === Kind.VARIABLE ? 'keep' : decideArgument(site, this.scope, {});
  }

  #prune(decide: (site: ArgumentSite) => ArgumentDecision): PrunedSelection {
    const { schema, contract } = this.#options;
    const union = schema.getType('_Entity');
    if (!isUnionType(union)) throw new RangeError('the schema has no union of entities');
    return pruneSelection(this.#entities.selectionSet, union, { schema, contract, decide });
  }

  #build({ selections, notOffered, isChanged }: PrunedSelection): PrunedDocument {
    const { document, query, schema, contract } = this.#options;
    const directives = (this.#operation.directives ?? []).filter(({ name }) =>
      schema.getDirective(name.value),
    );
    const remaining = { kind: Kind.SELECTION_SET, selections } as const;
    const entities = { ...this.#entities, selectionSet: remaining };
    const bare = {
      ...this.#operation,
      directives,
      selectionSet: { kind: Kind.SELECTION_SET, selections: [entities] },
    } as const;
    const used = variablesUsed(bare);
    const common = {
      variables: used,
      notOffered,
      asked: this.#entities.selectionSet,
      remaining,
      schema,
      contract,
    };

    const isWhole =
      !isChanged &&
      !this.scope.hasUnusable &&
      directives.length === (this.#operation.directives ?? []).length;
    if (isWhole) return new PrunedDocument({ ...common, document, query });
    const operation = { ...bare, variableDefinitions: this.scope.definitionsOf(used) };
    return new PrunedDocument({ ...common, document: { kind: Kind.DOCUMENT, definitions: [operation] } });
  }
}

function entitiesField(
  operation: OperationDefinitionNode,
): FieldNode & { readonly selectionSet: SelectionSetNode } {
  const [field, ...others] = operation.selectionSet.selections;
  if (
    others.length > 0 ||
    field?.kind !== Kind.FIELD ||
    field.name.value !== '_entities' ||
    !field.selectionSet
  ) {
    throw new RangeError('the operation asks for other things than entities');
  }
  return { ...field, selectionSet: field.selectionSet };
}
