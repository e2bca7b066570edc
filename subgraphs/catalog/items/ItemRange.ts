import type { ItemPosition } from './ItemPosition.ts';

/** Which part of a list is asked for: `limit` items from its start or its end, between two places, neither included. */
export interface ItemRange {
  readonly from: 'START' | 'END';
  readonly limit: number;
  readonly after: ItemPosition | null;
  readonly before: ItemPosition | null;
}
