import { findApplicant } from './findApplicant.ts';
import type { HandlingContext } from './HandlingContext.ts';
import type { HandlingEntry, HandlingResult } from './HandlingEntry.ts';
import type { HandlingLedger } from './HandlingLedger.ts';
import type { RefusalGround } from './HandlingManner.ts';
import { outputsOf } from './outputsOf.ts';
import { RECEIVING_ACTIONS } from './receivingActions.ts';
import type { SwitchesOn } from './SwitchBoard.ts';

/** What becomes of an order that was just entered; what it takes back is taken back. */
export function decideOrder(
  entry: HandlingEntry,
  ledger: HandlingLedger,
  switches: SwitchesOn,
  context: HandlingContext,
): HandlingResult {
  const { manner, site } = context;
  const at = site.clock();
  const refused = (ground: RefusalGround): HandlingResult => ({
    status: 'refused',
    at,
    ...manner.refusals[ground],
  });
  const { refuse, pend, mismatch } = switches;
  if (refuse !== undefined) {
    const code = refuse.code ?? manner.refusals.other.code;
    return { status: 'refused', at, code, reason: refuse.reason };
  }
  if (isStranger(entry, context)) return refused('unknown-person');
  if (entry.order.action.startsWith('undo-')) {
    const undone = ledger.findUndone(entry.order);
    const ground = undone === null ? 'nothing-to-undo' : manner.refuseUndo(undone);
    if (undone === null || ground !== null) return refused(ground ?? 'nothing-to-undo');
    const { result } = undone;
    undone.result = { status: 'taken-back', at, outputs: result.status === 'done' ? result.outputs : {} };
    return { status: 'done', at, outputs: {} };
  }
  if (pend !== undefined) return { status: 'pending' };
  const outputs = outputsOf(entry, context);
  const isWrong = mismatch !== undefined && outputs['matches'] !== undefined;
  return { status: 'done', at, outputs: isWrong ? { ...outputs, matches: 'false' } : outputs };
}

/** Not on file, or under another name; whoever comes from elsewhere is on file nowhere yet. */
function isStranger({ order }: HandlingEntry, { site, manner }: HandlingContext): boolean {
  const { applicant, action } = order;
  const known = findApplicant(site, site.world, applicant.number);
  if (known === null) return !RECEIVING_ACTIONS.has(action.replace(/^undo-/, ''));
  return !manner.isSameName(applicant.name, known.name);
}
