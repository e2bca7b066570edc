/** Something on record that is not as it was written. */
export interface BadEntry {
  /** `null` sequence: the case as a whole, or what was written in it. */
  readonly caseId: string;
  readonly sequence: number | null;
  readonly table: 'events' | 'cases' | 'audit' | 'keys' | 'contents';
  /** What is wrong, without anything that a person wrote. */
  readonly what: string;
}
