import type { HouseholdRelation } from '../../domain/public-security/householdRelation.ts';
import { translate } from '../transport/translate.ts';

/** 本人 and 户主: the head is the head to itself. */
const HEAD = { '01': 'HEAD', '02': 'HEAD' } as const satisfies Record<string, HouseholdRelation>;

/** By the first digit. */
const GROUPS = {
  '1': 'SPOUSE',
  '2': 'SON',
  '3': 'DAUGHTER',
  '4': 'GRANDCHILD',
  '5': 'PARENT',
  '6': 'GRANDPARENT',
  '7': 'SIBLING',
  '8': 'OTHER',
  '9': 'OTHER',
} as const satisfies Record<string, HouseholdRelation>;

/**
 * 与户主关系代码, two digits of which the first names the group.
 *
 * @see GB/T 4761
 */
export function toHouseholdRelation(code: string): HouseholdRelation {
  if (!/^\d\d$/.test(code)) return 'UNKNOWN';
  return code.startsWith('0') ? translate(HEAD, code) : translate(GROUPS, code.charAt(0));
}
