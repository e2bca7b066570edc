import { TongbanError } from '../../../domain/TongbanError.ts';
import { isPassing } from './isPassing.ts';
import type { SocketFaultOptions } from './toSocketFault.ts';

/** @param status - by which a source refuses to change to the WebSocket protocol; it means what it means over SSE. */
export function toHandshakeFault(status: number, { service, refuse }: SocketFaultOptions): TongbanError {
  if (status === 401) return refuse(service);
  const message = `${service} opens no WebSocket (HTTP ${status})`;
  return new TongbanError(
    isPassing(status) ? 'JURISDICTION_UNAVAILABLE' : 'JURISDICTION_BAD_RESPONSE',
    message,
  );
}
