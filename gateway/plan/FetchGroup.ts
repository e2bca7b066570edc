/** As the planner writes `@skip` and `@include` that hold for the whole of a fetch: `false` where it is never done. */
export type FetchConditions =
  | boolean
  | readonly { readonly variable: { readonly name: string }; readonly negated: boolean }[];

/** What is looked at of the planner's groups, each of which becomes a fetch. Their class is exported nowhere. */
export interface FetchGroup {
  readonly dependencyGraph: FetchGraph;
  readonly index: number;
  readonly isTopLevel: boolean;
  readonly parentType: { readonly name: string };
  /** Where in the answer its objects stand. */
  readonly mergeAt?: readonly unknown[];
  parents(): readonly { readonly group: FetchGroup }[];
  children(): readonly FetchGroup[];
  conditions(): FetchConditions;
  isDescendantOf(other: FetchGroup): boolean;
  addParent(parent: { readonly group: FetchGroup; readonly path?: unknown }): void;
  removeChild(child: FetchGroup): void;
  canMergeChildIn(child: FetchGroup): boolean;
  mergeInWithAllDependencies(other: FetchGroup): void;
}

/** What waits for what in one plan. */
export interface FetchGraph {
  readonly groups: readonly FetchGroup[];
  /** Whether nobody waits for anybody by two ways. */
  isReduced: boolean;
  clone(): FetchGraph;
  reduce(): void;
  dfsRemoveRedundantEdges(from: FetchGroup): void;
}
