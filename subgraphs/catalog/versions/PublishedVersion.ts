import type { CatalogueVersion, Publication } from './CatalogueVersion.ts';

/** A version that no longer changes. */
export type PublishedVersion = CatalogueVersion & { readonly publication: Publication };
