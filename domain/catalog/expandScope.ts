import type { AllianceScope } from './Alliance.ts';

/** What a scope comes to: an item, or the room that it leaves open. */
export interface ScopeRow {
  /** `null`: any item of the category. */
  readonly itemCode: string | null;
  readonly category: string | null;
  /** Whether the source leaves open that it reaches this. */
  readonly isOpen: boolean;
  /** Whether the item is reached whole, as far as a source says: not where a name stands for several unnamed ones. */
  readonly isWhole: boolean;
}

/**
 * The items that a scope names, and what it leaves open: items that it counts beyond those named may be any of its
 * categories, and a name that is no single item may be any of those that it may mean.
 */
export function expandScope(
  { items, itemCount, categories }: AllianceScope,
  categoryOf: (itemCode: string) => string | null,
): readonly ScopeRow[] {
  const anyOfCategories = (categories ?? [null]).map(
    (category): ScopeRow => ({ itemCode: null, category, isOpen: true, isWhole: true }),
  );
  if (items === null) return anyOfCategories;

  const countsMore = itemCount !== null && itemCount > items.length;
  const named = items.flatMap(({ itemCode }) => itemCode ?? []);
  const meant = items.flatMap(({ itemCode, mayMean }) => (itemCode === null ? mayMean : []));
  const isAnything = items.some(({ itemCode, mayMean }) => itemCode === null && mayMean.length === 0);
  const rowOf = (isOpen: boolean) => (itemCode: string) => ({
    itemCode,
    category: categoryOf(itemCode),
    isOpen,
    isWhole: !countsMore,
  });
  return [
    ...named.map(rowOf(false)),
    ...meant.map(rowOf(true)),
    ...(countsMore || isAnything ? anyOfCategories : []),
  ];
}
