import type { HandlingEntry } from '../handling/HandlingEntry.ts';

/** How an entry of the books stands, as `GET …/ledger` tells it: numbers of the parties, and not their names. */
export function ledgerRow({ order, serial, at, result }: HandlingEntry): unknown {
  const { applicant, parties, content: _content, ...rest } = order;
  return {
    ...rest,
    applicant: applicant.number,
    parties: parties.map(({ role, number }) => ({ role, number })),
    serial,
    at: new Date(at).toISOString(),
    status: result.status,
    endedAt: result.status === 'pending' ? null : new Date(result.at).toISOString(),
    refusal: result.status === 'refused' ? result.code : null,
    outputs: 'outputs' in result ? result.outputs : {},
  };
}
