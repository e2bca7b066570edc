/** Contents of every type, as small as they can be. */
export const CONTENTS = {
  PDF: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n', 'latin1'),
  JPEG: Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex'),
  PNG: Buffer.from(
    '89504e470d0a1a0a0000000d494844520000000100000001080600000031ea6f1e0000000049454e44ae426082',
    'hex',
  ),
  TIFF: Buffer.from('49492a00080000000000', 'hex'),
  OFD: zipOf('OFD.xml', 'Doc_0/Document.xml'),
} as const;

/** A PDF of so many bytes, each told from the next. */
export function pdfOf(bytes: number): Buffer {
  const content = Buffer.alloc(bytes);
  for (let at = 0; at < bytes; at += 1) content[at] = (at * 31 + (at >> 8) * 7) % 251;
  content.write('%PDF-1.7\n', 0, 'latin1');
  content.write('\n%%EOF\n', bytes - 7, 'latin1');
  return content;
}

/** A ZIP of empty entries of these names. */
export function zipOf(...names: readonly string[]): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const name of names) {
    const text = Buffer.from(name);
    const entry = Buffer.alloc(30);
    entry.writeUInt32LE(0x04034b50, 0);
    entry.writeUInt16LE(text.byteLength, 26);
    const listed = Buffer.alloc(46);
    listed.writeUInt32LE(0x02014b50, 0);
    listed.writeUInt16LE(text.byteLength, 28);
    listed.writeUInt32LE(offset, 42);
    local.push(entry, text);
    central.push(listed, text);
    offset += entry.byteLength + text.byteLength;
  }
  const table = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(table.byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, table, end]);
}
