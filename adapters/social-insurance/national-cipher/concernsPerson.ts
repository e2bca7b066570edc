import type { TongbanError } from '../../../domain/TongbanError.ts';

/** 参数缺失或格式错误: of a request that only the person's number and name make different from any other. */
const BAD_REQUEST = '3001';

/**
 * Whether a failed call tells of the person asked about only: a number that the system does not take, or a name that
 * cannot be read.
 */
export function concernsPerson({ code, upstreamCode }: TongbanError): boolean {
  return code === 'BAD_ENCODING' || (code === 'JURISDICTION_REJECTED' && upstreamCode === BAD_REQUEST);
}
