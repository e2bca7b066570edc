import type { RawRow } from './RawRow.ts';
import type { SectionName } from './sectionNames.ts';

/** A catalogue document as it was written. */
export interface RawDocument {
  /** What the document says of itself. */
  readonly about: RawRow;
  /** The rows of each section, in the order of the files' names and of their rows; missing where there is no such list. */
  readonly sections: ReadonlyMap<SectionName, readonly RawRow[]>;
  /** SHA-256 over the bytes of its files and their names. */
  readonly digest: Buffer;
}
