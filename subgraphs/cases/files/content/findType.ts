import type { MaterialType } from '../../../../domain/materials/materialType.ts';
import type { ContentEnds } from './ContentEnds.ts';
import { isOfd } from './isOfd.ts';

/** Readers of PDF look for its beginning so far into a file. */
const PDF_WITHIN = 1_024;
const PDF_BEGIN = Buffer.from('%PDF-', 'latin1');
const PDF_END = Buffer.from('%%EOF', 'latin1');
/** An end of a ZIP, its comment not counted: readers of ZIP look for it from the end. */
const ZIP_END = Buffer.from('PK\x05\x06', 'latin1');
const ZIP_END_WITHIN = 65_535 + 22;
const JPEG_BEGIN = Buffer.from([0xff, 0xd8, 0xff]);
const JPEG_END = Buffer.from([0xff, 0xd9]);
const PNG_BEGIN = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
const PNG_END = Buffer.from('\0\0\0\0IEND\xae\x42\x60\x82', 'latin1');
const TIFF_BEGINS = [Buffer.from('II*\0', 'latin1'), Buffer.from('MM\0*', 'latin1')];

/**
 * What a content is: it begins as its type does and ends as its type does, and no reader of another type would take it for
 * its own. What is of several types, or goes on behind its end, is of none: one program would check it as one thing, and
 * another open it as another.
 *
 * @see ISO 32000-2 7.5; ISO/IEC 10918-1 B; PNG (W3C) 5; TIFF 6.0; GB/T 33190 and PKWARE APPNOTE 4.3
 */
export function findType(content: ContentEnds): MaterialType | null {
  const { head, tail } = content;
  const hasZipEnd = tail.subarray(-ZIP_END_WITHIN).includes(ZIP_END);
  const hasPdfBegin = head.subarray(0, PDF_WITHIN + PDF_BEGIN.byteLength).includes(PDF_BEGIN);
  if (hasZipEnd) return !hasPdfBegin && isOfd(content) ? 'OFD' : null;
  if (hasPdfBegin) return isPdf(content) ? 'PDF' : null;
  if (startsWith(head, JPEG_BEGIN)) return endsWith(tail, JPEG_END) ? 'JPEG' : null;
  if (startsWith(head, PNG_BEGIN)) return endsWith(tail, PNG_END) ? 'PNG' : null;
  return isTiff(content) ? 'TIFF' : null;
}

function isPdf({ head, tail }: ContentEnds): boolean {
  if (!/^%PDF-[12]\.\d/.test(head.subarray(0, 8).toString('latin1'))) return false;
  let end = tail.byteLength;
  while (end > 0 && isBlank(tail[end - 1])) end -= 1;
  return endsWith(tail.subarray(0, end), PDF_END);
}

/** A TIFF has no end of its own: its first directory must lie in it. */
function isTiff({ head, size }: ContentEnds): boolean {
  if (head.byteLength < 8 || !TIFF_BEGINS.some((begin) => startsWith(head, begin))) return false;
  const directory = head[0] === 0x49 ? head.readUInt32LE(4) : head.readUInt32BE(4);
  return directory >= 8 && directory % 2 === 0 && directory + 2 <= size;
}

/** White space of PDF, the null byte included. */
const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x0c || byte === 0;

const startsWith = (bytes: Buffer, begin: Buffer): boolean =>
  bytes.subarray(0, begin.byteLength).equals(begin);

const endsWith = (bytes: Buffer, end: Buffer): boolean =>
  bytes.byteLength >= end.byteLength && bytes.subarray(-end.byteLength).equals(end);
