import iconv from 'iconv-lite';
import type { AnswerTwist } from '../../AnswerTwist.ts';
import { formatBeijing } from '../../beijingTime.ts';
import type { RawAnswer } from '../../SandboxDialect.ts';
import type { ExchangeOptions } from './ExchangeOptions.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  '200': '成功',
  '300': '失败',
  '301': '签名错误',
  '302': '时间戳超出允许范围',
  '303': '重复请求',
  '304': '请求方未登记',
  '305': '服务不存在或未授权',
  '306': '请求报文格式错误',
  '307': '超过批量上限',
  '308': '系统维护中',
  '309': '访问过于频繁',
  '310': '业务编号重复',
};

/** What was noted about a call, and what stands in its answer. */
export interface ExchangeNoted {
  readonly operation?: string;
  readonly asked?: readonly string[];
  readonly part?: string;
  readonly rows?: readonly unknown[];
  readonly wrapper?: ExchangeOptions['wrapper'];
}

/** An answer of the business layer: HTTP says 200 whatever happened. A maintenance tells its end where it is known. */
export function writeExchangeAnswer(code: string, twist: AnswerTwist, noted: ExchangeNoted = {}): RawAnswer {
  const { rows = null, wrapper = 'plain' } = noted;
  const until = code === '308' && twist.kind === 'maintenance' ? twist.until : null;
  const text = JSON.stringify({
    code,
    message: MESSAGES[code] ?? '失败',
    ...(until === null ? {} : { hfsj: formatBeijing(until) }),
    data: wrapper === 'json-string' && rows !== null ? JSON.stringify(rows) : rows,
  });
  return {
    status: 200,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: twist.kind === 'wrong-charset' ? iconv.encode(text, 'gb18030') : Buffer.from(text),
    operation: noted.operation ?? null,
    asked: noted.asked ?? [],
    ...(noted.part === undefined ? {} : { part: noted.part }),
  };
}
