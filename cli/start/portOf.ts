/** The port of a URL that a role reported; `first` before it has: 0 is any free one. */
export function portOf(url: string | undefined, first = 0): number {
  return url === undefined ? first : Number(new URL(url).port);
}
