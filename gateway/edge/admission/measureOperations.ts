import {
  type FieldNode,
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
  /** Whether all of them ask for the schema. */
  isSchema: boolean;
  readonly selectionSets: SelectionSetNode[];
}

const SCHEMA: ReadonlySet<string> = new Set(['__schema', '__type']);
/**
 * As deep as tools ask for the schema, and some more: 15 levels. `limits.depth` is about what subgraphs are asked for, and where it is
 * low the schema must be readable all the same; how much of it may be asked for is limited by itself.
 */
const SCHEMA_DEPTH = 20;

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

  measure(
    selectionSets: readonly SelectionSetNode[],
    depth: number,
    maxDepth: number = this.#limits.depth,
  ): void {
    const { rootFields } = this.#limits;
    if (depth > maxDepth) throw tooCostly(`Selections may nest ${maxDepth} levels deep at most`);
    const fields = new Map<string, ResponseField>();
    const spread = new Set<string>();
    for (const selectionSet of selectionSets) this.#collect(selectionSet, fields, spread);
    if (depth === 1 && fields.size > rootFields) {
      throw tooCostly(`An operation may have ${rootFields} root fields at most`);
    }
    for (const field of fields.values()) {
      if (field.selectionSets.length === 0) continue;
      const isSchema = depth === 1 && field.isSchema;
      this.measure(field.selectionSets, depth + 1, isSchema ? Math.max(maxDepth, SCHEMA_DEPTH) : maxDepth);
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
        this.#add(selection, fields);
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

  #add({ alias, name, selectionSet }: FieldNode, fields: Map<string, ResponseField>): void {
    const key = (alias ?? name).value;
    const field = fields.get(key) ?? { repeats: 0, isSchema: true, selectionSets: [] };
    fields.set(key, field);
    field.repeats++;
    field.isSchema &&= SCHEMA.has(name.value);
    if (selectionSet !== undefined) field.selectionSets.push(selectionSet);
    if (field.repeats > this.#limits.repeats) {
      throw tooCostly(`A field may be selected ${this.#limits.repeats} times at most`);
    }
  }
}

const tooCostly = (message: string) => new TongbanError('OPERATION_TOO_COSTLY', message);
