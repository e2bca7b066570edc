import type { Fault } from '../../faults/Fault.ts';
import { spoilContent } from '../../faults/spoilContent.ts';
import type { Delivery } from './DropFolder.ts';

/** What a fault of the bytes makes of a data file, and what its digest is then of. */
export function spoiledDelivery(meant: Buffer, fault: Fault | null): Pick<Delivery, 'text' | 'digested'> {
  const text = fault === null ? meant : spoilContent(meant, fault, false);
  return { text, digested: fault?.kind === 'truncated' ? meant : text };
}
