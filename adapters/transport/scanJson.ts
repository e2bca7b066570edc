import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { badResponse } from './badResponse.ts';

/** What the scan enforces and whom it blames. */
interface JsonScan {
  readonly maxDepth: number;
  readonly jurisdiction: DivisionCode;
}

/** Half a surrogate pair, NUL (PostgreSQL stores none), U+FFFD. */
const UNSTORABLE = /[\p{Surrogate}\0\uFFFD]/u;

/**
 * Refuses what `JSON.parse` would take silently, in one pass over the text before anything is built: deep nesting, a
 * key that occurs twice in an object, `__proto__`, characters that cannot be stored, integers that a double rounds.
 *
 * Grammar is left to `JSON.parse`.
 *
 * @throws {TongbanError} `BAD_ENCODING` for characters, `JURISDICTION_BAD_RESPONSE` for the rest.
 */
export function scanJson(text: string, { maxDepth, jurisdiction }: JsonScan): void {
  /** One entry per open bracket: the keys seen in an object, `null` for an array. */
  const open: Array<Set<string> | null> = [];
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === '"') {
      const end = endOfString(text, at);
      checkString(text.slice(at, end), {
        at,
        jurisdiction,
        keys: isBeforeColon(text, end) ? open.at(-1) : null,
      });
      at = end;
      continue;
    }
    if (character === '-' || isDigit(character)) {
      const end = endOfNumber(text, at);
      checkNumber(text.slice(at, end), jurisdiction);
      at = end;
      continue;
    }
    if (character === '{' || character === '[') {
      if (open.length >= maxDepth)
        throw badResponse(jurisdiction, `nests JSON deeper than ${maxDepth} levels`);
      open.push(character === '{' ? new Set() : null);
    }
    if (character === '}' || character === ']') open.pop();
    at += 1;
  }
}

/** Where a string literal stands. */
interface StringPlace {
  readonly at: number;
  /** The keys of the object that the string is a key of; nothing for a value. */
  readonly keys: Set<string> | null | undefined;
  readonly jurisdiction: DivisionCode;
}

function checkString(literal: string, { at, keys, jurisdiction }: StringPlace): void {
  const isEscaped = literal.includes('\\');
  if (!isEscaped && !keys) return;

  const value = isEscaped ? readEscapes(literal, jurisdiction) : literal.slice(1, -1);
  if (isEscaped && UNSTORABLE.test(value)) {
    const message = `${jurisdiction} sent an escape that is no character, in the string at character ${at}`;
    throw new TongbanError('BAD_ENCODING', message, { jurisdiction });
  }
  if (!keys) return;
  if (keys.has(value)) throw badResponse(jurisdiction, `repeats a key of a JSON object, at character ${at}`);
  // A copy by assignment would change the prototype of the copy.
  if (value === '__proto__') throw badResponse(jurisdiction, 'has a JSON key that no system needs');
  keys.add(value);
}

function checkNumber(literal: string, jurisdiction: DivisionCode): void {
  if (/^-?\d+$/.test(literal) && !Number.isSafeInteger(Number(literal))) {
    throw badResponse(jurisdiction, 'writes a number of more than 15 digits without quotes');
  }
}

function readEscapes(literal: string, jurisdiction: DivisionCode): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    throw badResponse(jurisdiction, 'did not answer with JSON');
  }
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
  return at + 1;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && (isDigit(text.charAt(at)) || '.eE+-'.includes(text.charAt(at)))) at += 1;
  return at;
}

function isBeforeColon(text: string, after: number): boolean {
  let at = after;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

function isDigit(character: string): boolean {
  return character >= '0' && character <= '9';
}
