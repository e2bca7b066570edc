import type { InboundMessage } from '../../inbound/InboundMessage.ts';
import type { ReadMessage } from './ReadMessage.ts';

/**
 * What is stored of a package; the bad RECORDs of it are faults.
 *
 * @see docs/dialects/collaboration-bus.md, 10: with equal SJSJ the later FSSJ decides
 */
export function toInboundMessage(
  { head, operation, outcomes, failure }: ReadMessage,
  body: Buffer,
): InboundMessage {
  const badRecords = outcomes.flatMap((outcome) =>
    'bad' in outcome
      ? [{ part: `RECORD ${outcome.no}`, reason: `${outcome.bad.code}: ${outcome.bad.message}` }]
      : [],
  );
  const failed = failure === null ? [] : [{ part: 'head', reason: `the application failed with ${failure}` }];
  return {
    id: head.BWBH,
    kind: operation === 'FEEDBACK' ? 'feedback' : 'notice',
    sentAt: head.FSSJ,
    latestSentCounts: true,
    body,
    answers: operation === 'FEEDBACK' ? head.YWXTBH : null,
    records: outcomes.flatMap((outcome) => ('records' in outcome ? outcome.records : [])),
    faults: [...failed, ...badRecords],
  };
}
