import type { CoverageGrant } from '../availability/CoverageGrant.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import type { Deadline } from './Deadline.ts';

/**
 * 办理时限: what the leading grant that states one says, else what the authority promises for the item, else what the law
 * allows; `null` where no source says.
 */
export function chooseDeadline(grants: readonly CoverageGrant[], item: ServiceItem | null): Deadline | null {
  for (const { alliance } of grants) {
    if (alliance?.timeLimit) {
      const { workingDays, source, quote } = alliance.timeLimit;
      return { kind: 'AGREED', workingDays, citation: { source, quote } };
    }
  }
  if (item?.promisedTime) return { kind: 'PROMISED', ...item.promisedTime };
  return item?.statutoryTime ? { kind: 'STATUTORY', ...item.statutoryTime } : null;
}
