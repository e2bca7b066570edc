import type { FileDropOptions } from '../FileDropOptions.ts';
import { readPlatformFile } from '../readPlatformFile.ts';
import { type ReadApplication, readApplication } from './readApplication.ts';

const LINE_LIMIT = 100;

/** Judges the data file of an application batch whose digest agrees: its lines, or the code of table 8.1 for the whole. */
export function readApplicationFile(
  bytes: Buffer,
  { department, jurisdiction }: { readonly department: string; readonly jurisdiction: string },
  { platformCode }: Pick<FileDropOptions, 'platformCode'>,
): readonly ReadApplication[] | string {
  const file = readPlatformFile(bytes);
  if (typeof file === 'string') return file;
  if (file.lines.length > LINE_LIMIT) return '1008';
  if (file.type !== 'BLSQ') return file.type === 'CXQQ' ? '1001' : '1007';
  if (file.place !== jurisdiction) return '1001';
  if (file.sender !== platformCode) return '1009';
  if (Number(file.count) !== file.lines.length) return '1002';
  if (file.sum !== '0.00') return '1003';
  const read = file.lines.map((line) => readApplication(line, department));
  const isTwice = ({ key }: ReadApplication) => read.filter((other) => other.key === key).length > 1;
  // Of what the earlier checks have let through.
  return read.map((one) =>
    isTwice(one) && one.order !== '3101' && one.order !== '3105' ? { ...one, order: '3103' } : one,
  );
}
