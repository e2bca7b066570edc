import type { CatalogueChange } from './CatalogueChange.ts';

/** A part of what differs between two versions. */
export interface CatalogueChangePage {
  readonly edges: readonly { readonly node: CatalogueChange; readonly cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}
