const LONGEST = 500;

/** A text for operators as it is stored: one line without control characters, at most 500 characters. */
export function printable(text: string): string {
  return text.replace(/\p{C}+/gu, ' ').slice(0, LONGEST);
}
