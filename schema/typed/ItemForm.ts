/** One field of an item's form (申请表), as its JSON Schema describes it. */
export interface FormField {
  readonly type: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
}

/** An item of the catalogue with its form. */
export interface ItemForm {
  /** 事项编码 */
  readonly item: string;
  readonly nameZh: string;
  readonly schema: {
    readonly properties: Readonly<Record<string, FormField>>;
    readonly required: readonly string[];
  };
  /** Names of all fields, as a form shows them. */
  readonly order: readonly string[];
  readonly parties: { readonly required: readonly string[] };
}
