import type { PushedRecord } from './PushedRecord.ts';

/** Before anything that a system could tell of, so that whatever it told or will tell counts instead. */
const BEFORE_EVERYTHING = 0;

/**
 * The record of a system's refusal to tell about somebody; reads give it as `JURISDICTION_REJECTED`.
 *
 * @param upstreamCode - the system's own code, verbatim; never personal data.
 */
export function pushedRefusal(
  about: Pick<PushedRecord, 'facet' | 'kind' | 'number'>,
  upstreamCode: string,
): PushedRecord {
  return {
    ...about,
    name: null,
    asOf: BEFORE_EVERYTHING,
    content: JSON.stringify({ refused: upstreamCode }),
  };
}
