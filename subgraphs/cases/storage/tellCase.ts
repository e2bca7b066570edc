import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import type { StepNews } from '../engine/stepVerdict.ts';
import { stepVerdict } from '../engine/stepVerdict.ts';
import { SYSTEM_ACTOR } from '../systemActor.ts';
import type { CaseChange } from './CaseChange.ts';
import { changeCase } from './changeCase.ts';
import { isContradiction } from './isContradiction.ts';
import { settleStep } from './settleStep.ts';
import type { TellCaseTools } from './TellCaseTools.ts';
import { tellAtOnce } from './tellAtOnce.ts';
import { transact } from './transact.ts';

export interface StepTurn {
  readonly step: ClaimedStep;
  readonly news: StepNews;
  /** Until a step that is not over is looked at again. */
  readonly inSeconds: number;
  /** Turns in a row that ended so. */
  readonly attempts: number;
}

/**
 * Tells a case the result of a step and ends the worker's turn at it, both or neither.
 *
 * @returns `false` when the step belongs to somebody else by now; nothing was told then.
 */
export async function tellCase(
  tools: TellCaseTools,
  { step, news, inSeconds, attempts }: StepTurn,
): Promise<boolean> {
  const settlement = { state: rowState(news), code: codeOf(news), inSeconds, attempts };
  const told = await tellAtOnce(tools, { step, news, settlement });
  if (told !== null) {
    warnOf(told, step, tools);
    return true;
  }
  let isOurs = false;
  let verdict: CaseChange | null = null;
  await transact(tools, async (transaction, wakeUps) => {
    await changeCase(transaction, step.caseId, {
      vault: tools.vault,
      wakeUps,
      actor: SYSTEM_ACTOR,
      action: 'step',
      decide: async (record, procedure) => {
        isOurs = await settleStep(transaction, step, settlement);
        verdict = isOurs ? stepVerdict(record.state, procedure, news) : null;
        return verdict;
      },
    });
  });
  warnOf(verdict, step, tools);
  return isOurs;
}

function warnOf(verdict: CaseChange | null, { stepKey }: ClaimedStep, { logger }: TellCaseTools): void {
  if (isContradiction(verdict))
    logger.warn({ step: stepKey }, 'a place contradicts what its case went on with');
}

function rowState({ result, isParked }: StepNews): 'PENDING' | 'UNKNOWN' | 'OVER' | 'PARKED' {
  if (isParked) return 'PARKED';
  return result.outcome === 'DONE' || result.outcome === 'REFUSED' ? 'OVER' : result.outcome;
}

const codeOf = ({ result }: StepNews): string | null => ('code' in result ? result.code : null);
