import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { HubReply } from './HubReply.ts';
import { writeFields } from './nodeXml.ts';
import { isReturnCode, type ReturnCode } from './returnTexts.ts';

/** What a hub says that cannot do anything at the moment; `null` when it can. Codes of single lines concern files only. */
export function failureOf(
  twist: AnswerTwist,
): (Pick<HubReply, 'body'> & { readonly code: ReturnCode }) | null {
  if (twist.kind === 'maintenance') {
    const body = twist.until === null ? '' : writeFields([['HFSJ', formatBeijing(twist.until)]]);
    return { code: '9002', body };
  }
  if (twist.kind !== 'error') return null;
  const code = twist.code ?? '9999';
  return { code: isReturnCode(code) && !code.startsWith('0') ? code : '9999' };
}
