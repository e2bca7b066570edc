/** Where messages of graphql-js quote a value that a client sent, and what is left of them. */
const QUOTES: readonly (readonly [RegExp, string])[] = [
  [/( cannot represent [^:]*value): .*$/s, '$1.'],
  [/(Expected value of type "[^"]+"), found .*$/s, '$1.'],
  [/( (?:Int|Float|String|BlockString)) ".*$/s, '$1.'],
  [/Value "[^"]*" does not exist in ("[^"]+" enum).*$/s, 'The value does not exist in $1.'],
];
const LONGEST = 500;

/** A message of graphql-js without the values that it quotes: they may be a person's number or name. */
export function withoutValues(message: string): string {
  const shown = QUOTES.reduce((text, [quote, rest]) => text.replace(quote, rest), message);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}
