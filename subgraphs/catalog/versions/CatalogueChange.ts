/** 目录变更: a row that differs between two versions. */
export interface CatalogueChange {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  readonly section: string;
  readonly key: string;
  readonly name: string;
  /** Empty for a row that was added or removed. */
  readonly fields: readonly CatalogueFieldChange[];
}

/** 字段变更: text as it stands, anything else as JSON; `null` where nothing stands. */
interface CatalogueFieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}
