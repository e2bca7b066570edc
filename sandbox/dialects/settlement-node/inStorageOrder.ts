/** Rows lie by the tail of their number, which is anything but the order of opening or asking. */
export const inStorageOrder = <Item>(
  items: readonly Item[],
  numberOf: (item: Item) => string,
): readonly Item[] =>
  items
    .map((item) => ({ item, key: Array.from(numberOf(item).trim()).reverse().join('') }))
    .toSorted((one, other) => {
      if (one.key === other.key) return 0;
      return one.key < other.key ? -1 : 1;
    })
    .map(({ item }) => item);
