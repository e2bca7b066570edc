import { TongbanError } from '../../domain/TongbanError.ts';

/** The failure of a write that has perhaps been done: whoever sends it again may have it done twice. */
export function withoutRetry(error: TongbanError): TongbanError {
  if (!error.retryable) return error;
  const { code, message, jurisdiction, upstreamCode } = error;
  return new TongbanError(code, message, {
    retryable: false,
    cause: error,
    ...(jurisdiction !== undefined && { jurisdiction }),
    ...(upstreamCode !== undefined && { upstreamCode }),
  });
}
