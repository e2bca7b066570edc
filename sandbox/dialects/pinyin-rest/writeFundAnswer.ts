import iconv from 'iconv-lite';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer } from '../../SandboxDialect.ts';

/** HTTP status and text of every result code. */
const RESULTS: Readonly<Record<string, readonly [status: number, text: string]>> = {
  '0000': [200, '交易成功'],
  '1001': [401, '签名错误'],
  '1002': [401, '时间戳超出允许范围'],
  '1003': [401, '应用未登记'],
  '2001': [400, '报文格式错误'],
  '2002': [400, '超过批量或每页上限'],
  '2003': [409, '对接流水号重复'],
  '2004': [404, '对接流水号不存在'],
  '2009': [404, '接口不存在'],
  '2010': [403, '接口未开放'],
  '2011': [400, '业务代码不受理'],
  '3001': [503, '系统繁忙'],
  '3002': [503, '系统维护'],
  '9999': [500, '系统异常'],
};

/** What was noted about a call, and what stands in its answer beside code and text. */
export interface FundNoted {
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly part?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** An answer with its HTTP status; a maintenance tells its end where it is known. */
export function writeFundAnswer(code: string, twist: AnswerTwist, noted: FundNoted = {}): RawAnswer {
  const [status, msg] = RESULTS[code] ?? [500, '系统异常'];
  const end =
    code === '3002' && twist.kind === 'maintenance' && twist.until !== null
      ? { HFSJ: formatBeijing(twist.until) }
      : {};
  const text = JSON.stringify({ code, msg, ...end, ...noted.content });
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: twist.kind === 'wrong-charset' ? iconv.encode(text, 'gb18030') : Buffer.from(text),
    operation: noted.operation ?? null,
    asked: noted.asked ?? [],
    ...(noted.part === undefined ? {} : { part: noted.part }),
  };
}
