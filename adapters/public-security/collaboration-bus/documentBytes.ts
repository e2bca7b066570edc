const BEGIN = '<RECORD';
const END = '</RECORD>';
const MATERIAL = /\skind\s*=\s*["']material["']/;

/** Bytes of a document in UTF-8 without its RECORDs of kind `material`; well-formed or not, in one pass. */
export function documentBytes(document: string): number {
  let bytes = Buffer.byteLength(document);
  let at = document.indexOf(BEGIN);
  while (at !== -1) {
    const tagEnd = document.indexOf('>', at);
    const end = tagEnd === -1 ? -1 : document.indexOf(END, tagEnd);
    if (end === -1) break;
    if (MATERIAL.test(document.slice(at, Math.min(tagEnd, at + 200)))) {
      bytes -= Buffer.byteLength(document.slice(at, end + END.length));
    }
    at = document.indexOf(BEGIN, end);
  }
  return bytes;
}
