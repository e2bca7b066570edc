/** 引文: who says something, and the words where they are at hand. */
export interface Citation {
  readonly source: string;
  readonly quote: string | null;
}
