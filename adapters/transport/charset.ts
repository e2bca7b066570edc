/** The two charsets that existing systems use. What calls itself GB2312 or GBK is read as its superset GB 18030. */
export type Charset = 'utf-8' | 'gb18030';

const NAMES: ReadonlyMap<string, Charset> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['gb18030', 'gb18030'],
  ['gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['ms936', 'gb18030'],
  ['gb2312', 'gb18030'],
  ['euc-cn', 'gb18030'],
]);

/** Reads a charset's name as headers and XML declarations write it; `null` for a charset that nobody here uses. */
export function parseCharset(name: string): Charset | null {
  return NAMES.get(name.trim().toLowerCase()) ?? null;
}
