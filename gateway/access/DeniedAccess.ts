import type { DocumentNode } from 'graphql';

/** What callers of one kind may not have of one operation. */
export interface DeniedAccess {
  /** Equal for callers who are denied the same; no spaces. */
  readonly profile: string;
  /** The document with its denied fields marked. */
  readonly document: DocumentNode;
  /** Types whose objects may not even be named. */
  readonly types: ReadonlySet<string>;
}
