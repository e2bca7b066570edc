/** Text from its last character to its first: systems lay their rows by the end of a number, not by its beginning. */
export const backwards = (text: string): string => Array.from(text).reverse().join('');
