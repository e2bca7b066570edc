import type { PartnerAnswer } from '../../pushes/Push.ts';
import { type BusDocument, readDocument } from './readDocument.ts';
import { readEnvelope } from './readEnvelope.ts';
import type { BusPackage } from './writePackage.ts';

/** The ack of a call of the bus; `null` for an answer that is none, or that of another call. */
export function ackOf(
  sent: Pick<BusPackage, 'business' | 'collaborationNumber' | 'messageNumber'>,
  { status, body }: PartnerAnswer,
): BusDocument | null {
  const string = status === 200 ? readEnvelope(body, ['return']) : null;
  const document = string === null ? null : readDocument(string.return);
  const isOfCall =
    document?.head['YWLB'] === sent.business &&
    document.head['YWXTBH'] === sent.collaborationNumber &&
    document.head['BWBH'] === sent.messageNumber;
  return isOfCall ? document : null;
}
