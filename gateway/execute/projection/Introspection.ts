import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { JsonObject } from '../JsonObject.ts';
import type { OperationWeight } from '../OperationWeight.ts';

/** An object tree takes some times what its text does. */
const BYTES_OF_A_CHARACTER = 4;

/** Answers the `__schema` and `__type` fields of one operation from the API schema. */
export class Introspection {
  readonly #schema: GraphQLSchema;
  readonly #operation: OperationDefinitionNode;
  readonly #fragments: readonly FragmentDefinitionNode[];
  readonly #weight: OperationWeight;
  /** Full introspection takes tens of milliseconds, and without variables its answer never changes. */
  readonly #answers = new WeakMap<readonly FieldNode[], unknown>();

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: readonly FragmentDefinitionNode[],
    weight: OperationWeight,
  ) {
    this.#weight = weight;
    this.#schema = schema;
    this.#operation = operation;
    this.#fragments = fragments;
  }

  /**
   * @param nodes - all selections of the field under one response key; the same array for the same projection.
   * @throws {Error} when graphql-js refuses, which a validated operation does not let happen.
   */
  answer(nodes: readonly FieldNode[], variables: Readonly<JsonObject>): unknown {
    if ((this.#operation.variableDefinitions ?? []).length > 0) return this.#execute(nodes, variables);
    if (this.#answers.has(nodes)) return this.#answers.get(nodes);
    const answer = this.#execute(nodes, {});
    this.#answers.set(nodes, answer);
    this.#weight.add(BYTES_OF_A_CHARACTER * JSON.stringify(answer ?? null).length);
    return answer;
  }

  #execute(nodes: readonly FieldNode[], variableValues: Readonly<JsonObject>): unknown {
    const document: DocumentNode = {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...this.#operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: nodes } },
        ...this.#fragments,
      ],
    };
    const { data, errors } = executeSync({ schema: this.#schema, document, variableValues });
    if (errors?.[0] !== undefined) throw errors[0];
    return data?.[nodes[0]?.alias?.value ?? nodes[0]?.name.value ?? ''];
  }
}
