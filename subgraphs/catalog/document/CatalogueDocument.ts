import type { AboutRow } from './aboutRow.ts';
import type { CityRow } from './cityRow.ts';
import type { ItemRow } from './itemRow.ts';
import type { SectionRow } from './SectionRow.ts';

/** A catalogue that was read and checked, whole: what one version of the catalogue is made of. */
export interface CatalogueDocument {
  readonly about: AboutRow;
  /** By section name; every list in the order of the document. */
  readonly sections: {
    readonly cities: readonly SectionRow<CityRow>[];
    readonly items: readonly SectionRow<ItemRow>[];
  };
  /** SHA-256 of the document as it was written. */
  readonly digest: Buffer;
}
