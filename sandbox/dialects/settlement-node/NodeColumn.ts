import type { HubStyle } from './HubStyle.ts';
import type { Fields } from './nodeXml.ts';

/** One field of a row, in XML and in files alike. */
export interface NodeColumn<Item> {
  readonly name: string;
  /** Missing at centres that still run release 1. */
  readonly isNewer?: true;
  /** A code; release 1 has one that no table knows. */
  readonly isCode?: true;
  read(item: Item, style: HubStyle): string;
}

const UNKNOWN_CODE = '77';

/** The fields of one row; `isStale` is for a centre that still runs release 1. */
export function readFields<Item>(
  item: Item,
  columns: readonly NodeColumn<Item>[],
  style: HubStyle,
  isStale: boolean,
): Fields {
  return columnsOf(columns, isStale).map(({ name, isCode, read }) => [
    name,
    isStale && isCode === true ? UNKNOWN_CODE : read(item, style),
  ]);
}

/** The columns that a centre of this release has. */
export const columnsOf = <Item>(
  columns: readonly NodeColumn<Item>[],
  isStale: boolean,
): readonly NodeColumn<Item>[] => columns.filter(({ isNewer }) => !isStale || isNewer !== true);
