/** A natural or legal person, of whom cases knows the id and nothing else. */
export interface HolderReference {
  readonly id: string;
}
