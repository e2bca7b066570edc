import iconv from 'iconv-lite';

/** Whether GBK has no code for the character: GB18030 writes it with four bytes. */
export function isOutsideGbk(character: string): boolean {
  return character > '\u007f' && iconv.encode(character, 'gb18030').length > 2;
}
