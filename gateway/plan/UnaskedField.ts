/** A field of one member of a union or an interface that a plan asks of nobody, though the operation asks for it. */
export interface UnaskedField {
  /** Where its objects stand: keys of merged data, without lists. */
  readonly place: readonly string[];
  /** The member. */
  readonly type: string;
  /** Of the field, in merged data. */
  readonly key: string;
}
