import { splitColumns } from './splitColumns.ts';

/** A file of the platform whose first line is in order. */
export interface PlatformFile {
  readonly count: string;
  readonly sum: string;
  readonly type: string;
  readonly place: string;
  readonly sender: string;
  /** Columns of the first line that only this type has. */
  readonly more: readonly string[];
  /** What follows the first line, undivided. */
  readonly lines: readonly string[];
}

/** Reads a file, or gives the code of table 8.1 that it is refused with. */
export function readPlatformFile(bytes: Buffer): PlatformFile | '1005' | '1006' {
  const text = decode(bytes);
  if (text === null) return '1006';
  const [first = '', ...rest] = text.split(/\r?\n/);
  const [
    count = '',
    sum = '',
    type = '',
    place = '',
    time = '',
    release = '',
    sender = '',
    probe = '',
    ...more
  ] = splitColumns(first) ?? [];
  if (probe !== '汉字') return '1006';
  if (!/^\d+$/.test(count) || !/^-?\d+\.\d\d$/.test(sum) || !/^\d{14}$/.test(time) || release !== '2')
    return '1005';
  return { count, sum, type, place, sender, more, lines: rest.at(-1) === '' ? rest.slice(0, -1) : rest };
}

function decode(bytes: Buffer): string | null {
  try {
    // The decoder leaves out the mark.
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  } catch {
    // Bytes that GB18030 does not have.
    return null;
  }
}
