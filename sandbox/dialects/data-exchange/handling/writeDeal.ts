import { formatBeijing } from '../../../beijingTime.ts';
import type { HandlingEntry } from '../../../handling/HandlingEntry.ts';
import type { WorldHolder } from '../../../world/WorldHolder.ts';
import { ownerFields } from '../ownerFields.ts';
import type { PlaceHabits } from '../PlaceHabits.ts';
import { DEAL_SERVICES } from './dealServices.ts';

interface Writer {
  /** Whom the row is about. */
  readonly holder: Pick<WorldHolder, 'kind' | 'number' | 'name'>;
  readonly habits: PlaceHabits;
  /** Epoch ms of the answer. */
  readonly now: number;
  /** Writes the outputs under a name that no table has. */
  readonly isStale: boolean;
}

/** The row of an order that was done; it stays so when it was taken back since. */
export function writeDeal(
  { order, serial, at, result }: HandlingEntry,
  { holder, habits, now, isStale }: Writer,
): Readonly<Record<string, unknown>> {
  const outputs = 'outputs' in result ? result.outputs : {};
  const written = (DEAL_SERVICES.get(order.code)?.outputs ?? []).flatMap(([zdm, output]) => {
    const value = outputs[output];
    return value === undefined ? [] : [{ zdm, zdz: habits.column(value === 'true' ? '1' : value, 40) }];
  });
  return {
    ...ownerFields(holder, habits),
    sjgxsj: formatBeijing(now),
    ywbh: habits.column(order.businessKey, 32),
    xtbh: habits.column(order.collaborationNumber, 32),
    lsh: serial,
    bjsj: formatBeijing(at),
    jg: isStale ? [{ zdm: 'qtxx', zdz: written[0]?.zdz ?? '1' }] : written,
  };
}
