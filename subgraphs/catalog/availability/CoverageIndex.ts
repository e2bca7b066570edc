import type { Coverage } from '../../../domain/catalog/Coverage.ts';

/** What a version states about who may hand in what where, for quick decisions about one item. */
export class CoverageIndex {
  readonly #ofAlliances: readonly Coverage[];
  readonly #ofLists = new Map<string | null, Coverage[]>();

  constructor(coverage: readonly Coverage[]) {
    this.#ofAlliances = coverage.filter(({ basis }) => basis !== 'NATIONAL_LIST');
    for (const row of coverage) {
      if (row.basis === 'NATIONAL_LIST')
        this.#ofLists.set(row.itemCode, [...(this.#ofLists.get(row.itemCode) ?? []), row]);
    }
  }

  /** All that a decision about the item looks at: what lists say of other items is none of it. */
  rowsFor(itemCode: string): readonly Coverage[] {
    return [...this.#ofAlliances, ...(this.#ofLists.get(itemCode) ?? [])];
  }
}
