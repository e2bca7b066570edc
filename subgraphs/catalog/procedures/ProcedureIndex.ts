import type { HandlingWay } from './HandlingWay.ts';
import type { ItemForm } from './ItemForm.ts';
import type { PublishedProcedure } from './PublishedProcedure.ts';

/** One way in which an item is handled, and by which procedure. */
export interface HandledWay extends HandlingWay {
  readonly procedure: PublishedProcedure;
}

/** How the items of one version of the catalogue are handled. */
export class ProcedureIndex {
  readonly #procedures: ReadonlyMap<string, PublishedProcedure>;
  readonly #ofItems = new Map<string, PublishedProcedure[]>();
  readonly #forms: ReadonlyMap<string, ItemForm>;

  constructor(procedures: readonly PublishedProcedure[], forms: readonly ItemForm[]) {
    this.#procedures = new Map(procedures.map((procedure) => [procedure.id, procedure]));
    this.#forms = new Map(forms.map((form) => [form.itemCode, form]));
    for (const procedure of procedures)
      for (const code of procedure.itemCodes)
        this.#ofItems.set(code, [...(this.#ofItems.get(code) ?? []), procedure]);
  }

  find(id: string): PublishedProcedure | null {
    return this.#procedures.get(id) ?? null;
  }

  /** In the order of the document. */
  proceduresOf(itemCode: string): readonly PublishedProcedure[] {
    return this.#ofItems.get(itemCode) ?? [];
  }

  /** In the order of the document; no way stands there twice. */
  waysOf(itemCode: string): readonly HandledWay[] {
    return this.proceduresOf(itemCode).flatMap((procedure) =>
      procedure.ways.map((way) => ({ ...way, procedure })),
    );
  }

  formOf(itemCode: string): ItemForm | null {
    return this.#forms.get(itemCode) ?? null;
  }
}
