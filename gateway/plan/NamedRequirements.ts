import type { DocumentNode, SelectionSetNode } from 'graphql';
import type { ContextReader } from './ContextReader.ts';
import type { RequiredField } from './RequiredField.ts';

/** A supergraph in which required fields have names of their own, where the planner needs that. */
export interface NamedRequirements {
  readonly document: DocumentNode;
  /** What each of those names stands for. */
  readonly fields: ReadonlyMap<string, RequiredField>;
  /** Those names that a field requires, by coordinate (`Type.field`). */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
  /** What a field requires, in those names, by coordinate; only where some of it requires something itself. */
  readonly selections: ReadonlyMap<string, SelectionSetNode>;
  /** Fields that read such names from above, by coordinate. */
  readonly readers: ReadonlyMap<string, readonly ContextReader[]>;
}
