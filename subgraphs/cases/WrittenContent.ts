/** Something that was written in a case. */
export interface WrittenContent {
  /** `form`, `materials`, `outputs:<step>`, `reason:<step>`. */
  readonly name: string;
  /** Of the event that it was written with. */
  readonly sequence: number;
  readonly content: unknown;
}
