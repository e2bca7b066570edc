import { INNER_MESSAGES } from './innerMessages.ts';

/** An inner result code with its text; a code that no table has comes without. */
export const innerSaid = (code: string): { readonly rtnCode: string; readonly rtnMsg: string } => ({
  rtnCode: code,
  rtnMsg: new Map<string, string>(Object.entries(INNER_MESSAGES)).get(code) ?? '',
});
