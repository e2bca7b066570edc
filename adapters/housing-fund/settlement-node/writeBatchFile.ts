import { packFile } from './packFile.ts';

/** 证件类型 身份证. */
const CITIZEN_NUMBER = '01';

/** The request file about persons by their citizen numbers; the first has 序号 1. */
export function writeBatchFile(numbers: readonly string[]): string {
  return packFile(
    numbers.map((number, index) => [String(index + 1).padStart(8, '0'), CITIZEN_NUMBER, number].join('|')),
  );
}
