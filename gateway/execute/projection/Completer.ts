import type { FieldNode } from 'graphql';

/** Stands for a value whose `null` must reach the enclosing object. */
export const INVALID: unique symbol = Symbol('invalid');

/** One pass over merged data. */
export interface ProjectionRun {
  /** Where the pass is; completers push and pop. */
  readonly path: (string | number)[];
  /** Notes that something is missing at the current path. */
  report(message: string): void;
  /** Notes that what came at the current path is none of its type. */
  refuse(message: string): void;
  /** Notes at the current path that the caller may not have this. */
  deny(): void;
  /** Answers `__schema` or `__type`. */
  introspect(nodes: readonly FieldNode[]): unknown;
}

/** Turns merged data into what the client may see: the value, `null`, or {@link INVALID}. */
export type Completer = (value: unknown, run: ProjectionRun) => unknown;
