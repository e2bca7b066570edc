import { DocumentGate } from '../../../../gateway/edge/documents/DocumentGate.ts';
import { TrustedDocuments } from '../../../../gateway/edge/documents/TrustedDocuments.ts';

/** Lets every document in that a request brings. */
export const openGate = (): DocumentGate =>
  new DocumentGate({
    trusted: () => new TrustedDocuments([]),
    mode: 'off',
    automatic: null,
    onUntrusted: () => undefined,
  });
