import type { TongbanError } from '../../../domain/TongbanError.ts';

/** 必填项缺失或格式错误: of a request that only the person's number and name make different from any other. */
const BAD_REQUEST = '2001';

/**
 * Whether a failed call tells of the person asked about only: a number that the system does not take, or a name that one
 * of the two sides cannot write.
 */
export function concernsPerson({ code, upstreamCode }: TongbanError): boolean {
  return (
    code === 'BAD_ENCODING' ||
    code === 'BAD_USER_INPUT' ||
    (code === 'JURISDICTION_REJECTED' && upstreamCode === BAD_REQUEST)
  );
}
