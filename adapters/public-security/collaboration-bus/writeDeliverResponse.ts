import { writeSoapEnvelope } from '../../transport/writeSoapEnvelope.ts';
import { NAMESPACE } from './namespace.ts';

/** Writes our answer to a call of the bus around a document. */
export function writeDeliverResponse(document: string): string {
  return writeSoapEnvelope({
    namespace: NAMESPACE,
    element: 'deliverResponse',
    parts: [['return', document]],
  });
}
