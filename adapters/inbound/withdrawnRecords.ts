import type { ExchangedType, StateSubject } from './ExchangedType.ts';
import type { PushedRecord } from './PushedRecord.ts';

/** What a system says by 删除: it holds nothing of this type about the person, or nothing any more. */
export function withdrawnRecords(
  { facets }: ExchangedType,
  { number, name, asOf }: Omit<StateSubject, 'centerName'>,
): readonly PushedRecord[] {
  return facets.map((facet) => ({ facet, kind: 'NATURAL_PERSON', number, name, asOf, content: null }));
}
