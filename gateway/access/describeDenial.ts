import { ERROR_KINDS } from '../../domain/errorCode.ts';
import type { CallOrigin } from '../CallOrigin.ts';

/** What a caller is told of a field that is not for them; not what it would take, which is the schema's to know. */
export function describeDenial({
  caller,
  language,
  requestId,
}: Pick<CallOrigin, 'caller' | 'language' | 'requestId'>): {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
} {
  const { origin, retryable } = ERROR_KINDS.FORBIDDEN;
  const { zh, en } = caller === null ? ANONYMOUS : SIGNED_IN;
  return {
    message: language === 'zh-CN' ? zh : en,
    extensions: { code: 'FORBIDDEN', origin, retryable, traceId: requestId },
  };
}

const ANONYMOUS = {
  zh: '未登录,无权访问此项;请登录后再试',
  en: 'Nobody is signed in, and this field is not for everybody: sign in and ask again',
};

const SIGNED_IN = {
  zh: '无权访问此项;可由所在平台申请权限',
  en: 'The caller is not entitled to this field: ask without it, or have the portal apply for the right',
};
