/** What the executor must know of the supergraph beside the plan. */
export interface SupergraphFacts {
  /** Whether an object of type `typeName` meets a type condition; unknown names meet only themselves. */
  meets(typeName: string, condition: string): boolean;
  /** Interfaces that some subgraph declares as `@interfaceObject`: it cannot name the real type. */
  readonly vagueTypes: ReadonlySet<string>;
  /**
   * The keys under which a subgraph resolves a type, each as the paths of its leaves; empty where it has none.
   */
  keysOf(service: string, typeName: string): readonly EntityKey[];
  /** What fields of this name require in a subgraph: fields beside them and all below, as paths (`dims`, `dims.weight`). */
  requiredBy(service: string, fieldName: string): ReadonlySet<string>;
  /** Whether some field of a subgraph requires the field of this path. */
  isRequiredIn(service: string, path: string): boolean;
}

/** Leaf paths of one `@key`: `id org { code }` is `[['id'], ['org', 'code']]`. */
export type EntityKey = readonly (readonly string[])[];
