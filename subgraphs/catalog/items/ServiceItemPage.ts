import type { ItemFilter } from './ItemFilter.ts';
import type { ServiceItem } from './ServiceItem.ts';

/** A part of a list of service items. */
export interface ServiceItemPage {
  readonly version: number;
  readonly filter: ItemFilter;
  readonly edges: readonly ServiceItemEdge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

interface ServiceItemEdge {
  readonly node: ServiceItem;
  readonly cursor: string;
}
