import type { InboundMessage } from '../../../../adapters/inbound/InboundMessage.ts';
import type { PushedRecord } from '../../../../adapters/inbound/PushedRecord.ts';
import type { HolderIdentity } from '../../../../domain/HolderIdentity.ts';
import { simulatedNumber } from '../../people/simulatedNumber.ts';

/** The n-th simulated person. */
export const person = (n: number): HolderIdentity => ({
  kind: 'NATURAL_PERSON',
  number: simulatedNumber(n),
  name: `欧阳某${n}`,
});

export const record = (n: number, asOf: number, content: string | null = `{"n":${n}}`): PushedRecord => ({
  facet: 'hukou',
  kind: 'NATURAL_PERSON',
  number: simulatedNumber(n),
  name: `欧阳某${n}`,
  asOf,
  content,
});

export const message = (id: string, given: Partial<InboundMessage> = {}): InboundMessage => ({
  id,
  kind: 'push',
  sentAt: null,
  tie: 0n,
  body: Buffer.from(`body of ${id}`),
  answers: null,
  records: [],
  faults: [],
  ...given,
});

/** A signal that never fires. */
export const patience = (): AbortSignal => new AbortController().signal;
