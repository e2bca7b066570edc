/** Where messages of graphql-js begin to quote a value that a client sent. */
const QUOTES: readonly RegExp[] = [
  /( cannot represent [^:]*value): .*$/s,
  /(Expected value of type "[^"]+"), found .*$/s,
  /( (?:Int|Float|String|BlockString)) ".*$/s,
];
const LONGEST = 500;

/** A message of graphql-js without the values that it quotes: they may be a person's number or name. */
export function withoutValues(message: string): string {
  const shown = QUOTES.reduce((text, quote) => text.replace(quote, '$1.'), message);
  return shown.length > LONGEST ? `${shown.slice(0, LONGEST)}…` : shown;
}
