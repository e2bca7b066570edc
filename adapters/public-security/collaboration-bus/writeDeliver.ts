import { writeSoapEnvelope } from '../../transport/writeSoapEnvelope.ts';
import { NAMESPACE } from './namespace.ts';

/** Writes our call of the bus around a document. */
export function writeDeliver(registrationCode: string, document: string): string {
  return writeSoapEnvelope({
    namespace: NAMESPACE,
    element: 'deliver',
    parts: [
      ['zcm', registrationCode],
      ['bw', document],
    ],
  });
}
