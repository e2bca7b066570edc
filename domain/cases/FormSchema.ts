/** 表单项: a text that an applicant fills in. */
export interface FormField {
  readonly type: 'string';
  readonly title: string;
  readonly description?: string | undefined;
  /** In characters (code points), at most 400: more no system takes. */
  readonly maxLength: number;
  /** A regular expression in the sense of ECMAScript, flag `u`; no group of it is repeated. */
  readonly pattern?: string | undefined;
  readonly enum?: readonly string[] | undefined;
}

/**
 * 申请表: what is filled in for an item, as a JSON Schema of the draft 2020-12 of which only this much is used: one flat
 * object of at most 40 texts. Names are letters and digits, and none that a step brings. Never the applicant's own name or number: those are the party's.
 */
export interface FormSchema {
  readonly $schema: 'https://json-schema.org/draft/2020-12/schema';
  readonly type: 'object';
  readonly properties: Readonly<Record<string, FormField>>;
  /** Names of properties. */
  readonly required: readonly string[];
  readonly additionalProperties: false;
}
