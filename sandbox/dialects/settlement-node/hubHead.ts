import { formatBeijing } from '../../beijingTime.ts';
import type { Hub } from './Hub.ts';
import type { Fields } from './nodeXml.ts';

/**
 * `inhead` of a message of the hub, under its next sequence: docs/dialects/settlement-node.md, section 8.
 *
 * @param now - epoch ms.
 */
export function hubHead({ options, number }: Hub, transaction: string, now: number): Fields {
  const time = formatBeijing(now);
  return [
    ['fsrq', time.slice(0, 8)],
    ['fssj', time.slice(8)],
    ['fslsh', number(now)],
    ['dwbh', ''],
    ['jdh', options.hubNode],
    ['jym', transaction],
    ['jsjdh', options.nodeNumber],
    ['khh', ''],
    ['czy', 'SYSTEM'],
  ];
}
