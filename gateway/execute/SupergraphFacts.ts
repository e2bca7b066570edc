import type { GraphQLOutputType, SelectionSetNode } from 'graphql';

/** What the executor must know of the supergraph beside the plan. */
export interface SupergraphFacts {
  /** Whether an object of type `typeName` meets a type condition; unknown names meet only themselves. */
  meets(typeName: string, condition: string): boolean;
  /** Whether an object may be of both; unknown names may be anything. */
  overlap(typeName: string, other: string): boolean;
  /** Interfaces that some subgraph declares as `@interfaceObject`: it cannot name the real type. */
  readonly vagueTypes: ReadonlySet<string>;
  /**
   * The keys under which a subgraph resolves a type, each as the paths of its leaves; empty where it has none.
   */
  keysOf(service: string, typeName: string): readonly EntityKey[];
  /** What a field requires in a subgraph that is asked for it as this type; of an interface, what it requires of any of its types. */
  requiredBy(service: string, typeName: string, fieldName: string): readonly SelectionSetNode[];
  /** Whether some field of a subgraph requires the field of this path (`dims`, `dims.weight`). */
  isRequiredIn(service: string, path: string): boolean;
  /** The type of a field of an object type or an interface; `undefined` where there is no such field. */
  fieldType(typeName: string, fieldName: string): GraphQLOutputType | undefined;
}

/** Leaf paths of one `@key`: `id org { code }` is `[['id'], ['org', 'code']]`. */
export type EntityKey = readonly (readonly string[])[];
