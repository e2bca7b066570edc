import { expect, it } from 'vitest';
import { ContentEnds } from '../../../../subgraphs/cases/files/content/ContentEnds.ts';
import { findType } from '../../../../subgraphs/cases/files/content/findType.ts';
import { CONTENTS, pdfOf, zipOf } from './support/contents.ts';

function typeOf(...chunks: readonly (Buffer | string)[]) {
  const ends = new ContentEnds();
  for (const chunk of chunks) ends.take(Buffer.from(chunk));
  return findType(ends);
}

it.each(Object.entries(CONTENTS))('knows %s by its content', (type, content) => {
  expect(typeOf(content)).toBe(type);
  // However it is cut.
  expect(typeOf(...[...content].map((byte) => Buffer.from([byte])))).toBe(type);
});

it('knows what is larger than what it keeps', () => {
  const pdf = pdfOf(2_000_000);
  const chunks = Array.from({ length: 31 }, (_, index) => pdf.subarray(index * 65_536, (index + 1) * 65_536));

  expect(typeOf(...chunks)).toBe('PDF');
});

const { PDF, JPEG, PNG, OFD } = CONTENTS;
const prefixed = (prefix: Buffer, zip: Buffer): Buffer => {
  const both = Buffer.concat([prefix, zip]);
  const offset = both.byteLength - 22 + 16;
  both.writeUInt32LE(both.readUInt32LE(offset) + prefix.byteLength, offset);
  return both;
};

it.each<[string, readonly (Buffer | string)[]]>([
  ['nothing', []],
  ['text', ['hello, I am a certificate.pdf']],
  ['a page', ['<!doctype html><script>alert(1)</script>']],
  ['a PDF that is cut', [PDF.subarray(0, -8)]],
  ['a PDF with something behind its end', [PDF, 'MZ']],
  ['a PDF with something before it', ['MZ', PDF]],
  ['a PDF that is a ZIP too', [prefixed(PDF, zipOf('payload.class'))]],
  ['a PDF that is an OFD too', [prefixed(PDF, OFD)]],
  ['a JPEG that is a PDF too', [JPEG.subarray(0, -2), PDF, JPEG.subarray(-2)]],
  ['a JPEG that is a ZIP too', [prefixed(JPEG, zipOf('payload.class'))]],
  ['a JPEG that is cut', [JPEG.subarray(0, -1)]],
  ['a PNG with something behind its end', [PNG, '<?php']],
  ['a TIFF whose first directory lies outside it', [Buffer.from('49492a00ff0000000000', 'hex')]],
  ['a ZIP that is no OFD', [zipOf('word/document.xml')]],
  ['an OFD that is a program too', [zipOf('OFD.xml', 'META-INF/MANIFEST.MF')]],
  ['an OFD that is an office document too', [zipOf('OFD.xml', '[Content_Types].xml')]],
  ['an OFD behind something else, its offsets right', [prefixed(JPEG, OFD)]],
  ['an OFD behind something else, its offsets short', ['PK\x03\x04', OFD]],
  ['an OFD with something behind its end', [OFD, 'x']],
  ['an OFD whose table of contents is cut', [OFD.subarray(0, 40), OFD.subarray(-22)]],
])('takes %s for nothing', (_, chunks) => {
  expect(typeOf(...chunks)).toBeNull();
});
