import {
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  valueFromASTUntyped,
} from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CostModel } from '../cost/CostModel.ts';
import { type CompiledCost, compileCost } from '../cost/compileCost.ts';
import { dearestPath, evaluateCost } from '../cost/evaluateCost.ts';
import type { EdgeLimits } from '../edgeLimits.ts';

/** An operation of a document that is within the limits; what it costs is compiled once for each supergraph. */
export class ExaminedOperation {
  readonly name: string | undefined;
  readonly kind: OperationTypeNode;
  readonly #node: OperationDefinitionNode;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #limits: EdgeLimits;
  readonly #defaults: ReadonlyMap<string, unknown>;
  #compiled: { readonly model: CostModel; readonly cost: CompiledCost } | undefined;

  constructor(
    node: OperationDefinitionNode,
    fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    limits: EdgeLimits,
  ) {
    this.name = node.name?.value;
    this.kind = node.operation;
    this.#node = node;
    this.#fragments = fragments;
    this.#limits = limits;
    this.#defaults = new Map(
      (node.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, valueFromASTUntyped(defaultValue)]],
      ),
    );
  }

  /**
   * What it costs with these variables.
   *
   * @throws {TongbanError} OPERATION_TOO_COSTLY with the cost, the limit and where it grows; BAD_USER_INPUT where a field
   *   needs exactly one of its slicing arguments.
   */
  cost(variables: Readonly<Record<string, unknown>>, model: CostModel): number {
    if (this.#compiled?.model !== model) this.#compiled = { model, cost: this.#compile(model) };
    const { base, root } = this.#compiled.cost;
    if (root.constant !== null && base + root.constant <= this.#limits.cost) return base + root.constant;
    const read = (name: string): unknown => {
      const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
      return value === undefined ? this.#defaults.get(name) : value;
    };
    const cost = base + evaluateCost(root, read);
    if (cost <= this.#limits.cost) return cost;
    const shown = Number.isSafeInteger(cost) ? String(cost) : `more than ${Number.MAX_SAFE_INTEGER}`;
    throw new TongbanError(
      'OPERATION_TOO_COSTLY',
      `The operation costs ${shown}, and may cost ${this.#limits.cost}; most of it comes from ${dearestPath(root, read).join('.')}`,
    );
  }

  #compile(model: CostModel): CompiledCost {
    const { listSize, fields } = this.#limits;
    return compileCost(this.#node, {
      model,
      fragments: this.#fragments,
      defaultSize: listSize,
      maxSelections: 2 * fields,
    });
  }
}
