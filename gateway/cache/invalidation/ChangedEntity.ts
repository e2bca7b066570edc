/** An entity of which somebody knows that it has changed. */
export interface ChangedEntity {
  readonly typename: string;
  /**
   * Values of its key, by field: its place where it has one, and what else is known. With the place alone all entities of the type
   * there are meant, with nothing all of the type.
   */
  readonly key: Readonly<Record<string, string>>;
}
