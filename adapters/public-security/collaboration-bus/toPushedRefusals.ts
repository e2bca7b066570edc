import type { PushedRecord } from '../../inbound/PushedRecord.ts';
import { pushedRefusal } from '../../inbound/pushedRefusal.ts';
import { PUSHED_FORMS } from '../pushedForms.ts';

/** Codes of a refusal after which applying again as before helps nothing; after others the holder counts as unknown. */
const FINAL: readonly string[] = ['-8', '-11', '-12', '-13', '-14'];

/** What reads about somebody answer from once the bus refused to tell: the refusal, under every facet. */
export function toPushedRefusals(
  { kind, number }: Pick<PushedRecord, 'kind' | 'number'>,
  code: string,
): readonly PushedRecord[] {
  if (!FINAL.includes(code)) return [];
  return Object.keys(PUSHED_FORMS).map((facet) => pushedRefusal({ facet, kind, number }, code));
}
