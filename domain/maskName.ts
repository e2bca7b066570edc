/** Hides all of a person's name but its last character: `张三丰` becomes `**丰`; counts characters, not UTF-16 units. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  const last = characters.at(-1);
  return last === undefined ? '' : '*'.repeat(Math.max(1, characters.length - 1)) + last;
}
