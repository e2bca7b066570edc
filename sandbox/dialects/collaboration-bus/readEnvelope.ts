import { XMLValidator } from 'fast-xml-parser';
import { unescapeText } from './unescapeText.ts';

const CDATA = '<![CDATA[';

/**
 * The strings that an envelope carries, of the elements named, whatever their prefix.
 *
 * @returns `null` for what is no envelope in UTF-8, or lacks one of the elements.
 */
export function readEnvelope<Name extends string>(
  bytes: Buffer,
  names: readonly Name[],
): Readonly<Record<Name, string>> | null {
  const text = decode(bytes);
  if (text === null || /<!(?!\[CDATA\[)/.test(text) || !isWellFormed(text)) return null;
  if (!/<(?:[\w.-]+:)?Envelope[\s>]/.test(text)) return null;
  const strings = {} as Record<Name, string>;
  for (const name of names) {
    const string = stringOf(text, name);
    if (string === null) return null;
    strings[name] = string;
  }
  return strings;
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Bytes that UTF-8 does not have.
    return null;
  }
}

function isWellFormed(text: string): boolean {
  try {
    return XMLValidator.validate(text) === true;
  } catch {
    // Nesting that the validator does not follow.
    return false;
  }
}

/** Escaped text and CDATA sections, mixed as they come; nothing else may stand in the element. */
function stringOf(text: string, name: string): string | null {
  const start = new RegExp(`<(?:[\\w.-]+:)?${name}(?:\\s[^>]*)?>`).exec(text);
  if (start === null) return null;
  if (start[0].endsWith('/>')) return '';
  const parts: string[] = [];
  for (let at = start.index + start[0].length; ; ) {
    const next = text.indexOf('<', at);
    const plain = unescapeText(text.slice(at, next));
    if (next < 0 || plain === null) return null;
    parts.push(plain);
    if (text.startsWith('</', next)) return parts.join('');
    const end = text.startsWith(CDATA, next) ? text.indexOf(']]>', next) : -1;
    if (end < 0) return null;
    parts.push(text.slice(next + CDATA.length, end));
    at = end + 3;
  }
}
