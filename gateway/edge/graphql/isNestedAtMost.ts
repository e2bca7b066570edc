/**
 * Whether no more than `levels` brackets of a JSON text stand inside each other: what is deeper overflows the stack of
 * whoever walks through it. The text need not be valid.
 */
export function isNestedAtMost(levels: number, json: string): boolean {
  let depth = 0;
  for (let index = 0; index < json.length; index++) {
    const character = json.charCodeAt(index);
    if (character === QUOTE) index = endOfString(json, index);
    else if (character === BRACE || character === BRACKET) {
      depth++;
      if (depth > levels) return false;
    } else if (character === CLOSING_BRACE || character === CLOSING_BRACKET) depth--;
  }
  return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;
const BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;

function endOfString(json: string, start: number): number {
  let end = json.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end === -1 ? json.length : end;
}

function isEscaped(json: string, index: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(index - backslashes - 1) === BACKSLASH) backslashes++;
  return backslashes % 2 === 1;
}
