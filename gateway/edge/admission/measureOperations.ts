import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { EdgeLimits } from '../edgeLimits.ts';

/** Selections that mean one and the same field of the answer. */
interface ResponseField {
  repeats: number;
  readonly selectionSets: SelectionSetNode[];
}

/**
 * Walks through operations as they would be executed, fragments expanded and equal fields merged, and stops at the
 * first limit.
 *
 * @param operations - of one document; they share its allowance of fields and aliases.
 * @param fragments - of the document; none may contain itself.
 * @throws {TongbanError} OPERATION_TOO_COSTLY naming the limit.
 */
export function measureOperations(
  operations: readonly OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limits: EdgeLimits,
): void {
  const measure = new OperationMeasure(fragments, limits);
  for (const { selectionSet } of operations) measure.measure([selectionSet], 1);
}

class OperationMeasure {
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #limits: EdgeLimits;
  #fields = 0;
  #aliases = 0;

  constructor(fragments: ReadonlyMap<string, FragmentDefinitionNode>, limits: EdgeLimits) {
    this.#fragments = fragments;
    this.#limits = limits;
  }

  measure(selectionSets: readonly SelectionSetNode[], depth: number): void {
    const { depth: maxDepth, rootFields } = this.#limits;
    if (depth > maxDepth) throw tooCostly(`Selections may nest ${maxDepth} levels deep at most`);
    const fields = new Map<string, ResponseField>();
    const spread = new Set<string>();
    for (const selectionSet of selectionSets) this.#collect(selectionSet, fields, spread);
    if (depth === 1 && fields.size > rootFields) {
      throw tooCostly(`An operation may have ${rootFields} root fields at most`);
    }
    for (const field of fields.values()) {
      if (field.selectionSets.length > 0) this.measure(field.selectionSets, depth + 1);
    }
  }

  #collect(selectionSet: SelectionSetNode, fields: Map<string, ResponseField>, spread: Set<string>): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.INLINE_FRAGMENT) this.#collect(selection.selectionSet, fields, spread);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = this.#fragments.get(selection.name.value);
        if (fragment === undefined || spread.has(selection.name.value)) continue;
        spread.add(selection.name.value);
        this.#collect(fragment.selectionSet, fields, spread);
      } else {
        this.#count(selection.alias !== undefined);
        this.#add((selection.alias ?? selection.name).value, selection.selectionSet, fields);
      }
    }
  }

  #count(hasAlias: boolean): void {
    const { fields, aliases } = this.#limits;
    this.#fields++;
    if (hasAlias) this.#aliases++;
    if (this.#fields > fields) throw tooCostly(`A document may select ${fields} fields at most`);
    if (this.#aliases > aliases) throw tooCostly(`A document may have ${aliases} aliases at most`);
  }

  #add(key: string, selectionSet: SelectionSetNode | undefined, fields: Map<string, ResponseField>): void {
    const field = fields.get(key) ?? { repeats: 0, selectionSets: [] };
    fields.set(key, field);
    field.repeats++;
    if (selectionSet !== undefined) field.selectionSets.push(selectionSet);
    if (field.repeats > this.#limits.repeats) {
      throw tooCostly(`A field may be selected ${this.#limits.repeats} times at most`);
    }
  }
}

const tooCostly = (message: string) => new TongbanError('OPERATION_TOO_COSTLY', message);
