import { DEEPEST_ANSWER } from './deepestAnswer.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** `[` and `{`, `]` and `}` differ from each other in this bit alone. */
const CURLY = 0x20;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** Whether a JSON text has values deeper in each other than answers may have; found without parsing it. */
export function isTooDeepText(json: Buffer): boolean {
  // Nearly all answers are too short for it.
  const { length } = json;
  if (length < 2 * DEEPEST_ANSWER) return false;
  let depth = 0;
  for (let at = 0; at < length; at++) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfString(json, at + 1);
    else if ((byte | CURLY) === OPEN) {
      if (++depth > DEEPEST_ANSWER) return true;
    } else if ((byte | CURLY) === CLOSE) depth--;
  }
  return false;
}

/** @returns where its closing quote stands. */
function endOfString(json: Buffer, start: number): number {
  let at = start;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
