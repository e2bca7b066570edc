/** Hides all of a number but its last four characters, and does not tell how long it was: `****1234`. */
export function maskTail(number: string): string {
  const text = number.trim();
  return text.length <= 4 ? '****' : `****${text.slice(-4)}`;
}
