import type { ContentEnds } from './ContentEnds.ts';

const LOCAL_ENTRY = 0x04034b50;
const CENTRAL_ENTRY = 0x02014b50;
const END = Buffer.from('PK\x05\x06', 'latin1');
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** The entry that makes a ZIP an OFD (GB/T 33190, 7.2). */
const ROOT = 'OFD.xml';
/** Entries that make it something else as well. */
const FOREIGN: ReadonlySet<string> = new Set([
  'META-INF/MANIFEST.MF',
  '[Content_Types].xml',
  'AndroidManifest.xml',
]);

/** Whether a content is one ZIP from its first byte to its last, and that ZIP an OFD and nothing else. */
export function isOfd({ head, tail, size }: ContentEnds): boolean {
  if (head.byteLength < 4 || head.readUInt32LE(0) !== LOCAL_ENTRY) return false;
  const end = tail.lastIndexOf(END);
  if (end === -1 || end + END_BYTES > tail.byteLength) return false;
  const count = tail.readUInt16LE(end + 10);
  const bytes = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  const commentBytes = tail.readUInt16LE(end + 20);
  // Nothing behind it, and nothing between it and the table of contents: an offset that is short hides a prefix.
  if (end + END_BYTES + commentBytes !== tail.byteLength) return false;
  if (bytes > end || offset + bytes !== size - (tail.byteLength - end)) return false;
  const names = entryNames(tail.subarray(end - bytes, end), count);
  return names?.includes(ROOT) === true && !names.some((name) => FOREIGN.has(name));
}

/** `null` for a table of contents that is none. */
function entryNames(table: Buffer, count: number): readonly string[] | null {
  const names: string[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= table.byteLength) {
    if (table.readUInt32LE(at) !== CENTRAL_ENTRY) return null;
    const nameBytes = table.readUInt16LE(at + 28);
    const next = at + ENTRY_BYTES + nameBytes + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
    names.push(
      table
        .subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes)
        .toString('utf8')
        .replace(/^\//, ''),
    );
    at = next;
  }
  return at === table.byteLength && names.length === count ? names : null;
}
