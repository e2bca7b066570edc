import {
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import type { JsonObject } from '../JsonObject.ts';
import type { OperationWeight } from '../OperationWeight.ts';
import type { OperationScope } from './collectFields.ts';
import { compileSelection } from './compileSelection.ts';
import type { SelectionPlan } from './SelectionPlan.ts';

/** More combinations of conditions than this are compiled for one request only: clients choose them. */
const MAX_KEPT = 32;

/** The projections of one operation: one for each combination of the variables that `@skip` and `@include` name. */
export class ProjectionCache {
  readonly #rootType: GraphQLObjectType;
  readonly #operation: OperationDefinitionNode;
  readonly #scope: OperationScope;
  readonly #conditions: readonly string[];
  readonly #weight: OperationWeight;
  readonly #kept = new Map<string, SelectionPlan>();

  constructor(
    rootType: GraphQLObjectType,
    operation: OperationDefinitionNode,
    scope: OperationScope,
    weight: OperationWeight,
  ) {
    this.#weight = weight;
    this.#rootType = rootType;
    this.#operation = operation;
    this.#scope = scope;
    this.#conditions = [...conditionVariables([operation, ...scope.fragments.values()])];
  }

  /** @param variables - coerced, defaults included. */
  projectionFor(variables: Readonly<JsonObject>): SelectionPlan {
    const conditions = this.#conditions.map((name) => [name, variables[name] === true] as const);
    const id = conditions.map(([, value]) => (value ? '1' : '0')).join('');
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const plan = compileSelection(this.#rootType, [this.#operation.selectionSet], {
      ...this.#scope,
      conditions: Object.fromEntries(conditions),
    });
    if (this.#kept.size === 0 || (this.#kept.size < MAX_KEPT && this.#weight.hasRoom)) {
      this.#kept.set(id, plan);
      this.#weight.addForm();
    }
    return plan;
  }
}

function conditionVariables(
  nodes: readonly (OperationDefinitionNode | FragmentDefinitionNode)[],
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    visit(node, {
      Directive: (directive) => {
        if (directive.name.value !== 'skip' && directive.name.value !== 'include') return;
        const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value;
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  }
  return names;
}
