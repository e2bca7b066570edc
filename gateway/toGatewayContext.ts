import type { GatewayRequestContext } from './GatewayRequestContext.ts';

/**
 * The context that the edge gave to Apollo Server, which hands it on untyped.
 *
 * @throws {TypeError} when the operation was started without one.
 */
export function toGatewayContext(value: unknown): GatewayRequestContext {
  if (!isGatewayContext(value))
    throw new TypeError('the operation was started without a GatewayRequestContext');
  return value;
}

function isGatewayContext(value: unknown): value is GatewayRequestContext {
  return (
    typeof value === 'object' &&
    value !== null &&
    'signal' in value &&
    value.signal instanceof AbortSignal &&
    'requestId' in value &&
    typeof value.requestId === 'string' &&
    'deadlineAt' in value &&
    typeof value.deadlineAt === 'number'
  );
}
