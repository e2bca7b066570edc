const LONGEST = 200;
/** Control characters, lone surrogates and the like: PostgreSQL does not take all of them, nor does a terminal. */
const UNFIT = /\p{C}/u;

/** Whether a text of a system can stand in a column as it is, and be shown to an operator. */
export function isStorable(text: string): boolean {
  return text.length <= LONGEST && !UNFIT.test(text);
}
