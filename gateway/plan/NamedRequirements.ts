import type { ConstArgumentNode, DocumentNode } from 'graphql';

/** A field of a subgraph, with the arguments that some `@requires` gives it. */
export interface RequiredField {
  readonly name: string;
  readonly arguments: readonly ConstArgumentNode[];
}

/** A supergraph in which every field with arguments that is required has a name of its own for each use. */
export interface NamedRequirements {
  readonly document: DocumentNode;
  /** What each of those names stands for. */
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** Those names that a field requires, by coordinate (`Type.field`). */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}
