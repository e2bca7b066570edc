import type { ServiceItem } from './ServiceItem.ts';

/** One page of a filtered list of service items. */
export interface ServiceItemPage {
  readonly nodes: readonly ServiceItem[];
  readonly totalCount: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
}
