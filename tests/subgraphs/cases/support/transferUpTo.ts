import { acted } from './act.ts';
import { ACTION_INPUTS } from './actionInputs.ts';
import type { CasesScene } from './CasesScene.ts';
import { callers } from './callers.ts';
import type { Engineer } from './Engineer.ts';
import { INPUTS, submitted } from './submit.ts';
import type { withCases } from './withCases.ts';

interface TransferScene {
  readonly scene: CasesScene;
  readonly engineer: Engineer;
  readonly place: ReturnType<typeof withCases>['place'];
}

/** An application for a transfer that its clerks have granted, and all systems have done but the last. */
export async function transferUpTo(
  stage: 'accepted' | 'paid',
  { scene, engineer, place }: TransferScene,
): Promise<string> {
  const { anhui } = callers;
  const caseId = await submitted(scene, INPUTS.transfer);
  await acted(scene, { name: 'acceptCase', caller: anhui, caseId });
  if (stage === 'accepted') return caseId;
  await acted(scene, { name: 'decideCase', caller: anhui, caseId, input: ACTION_INPUTS.decideCase });
  place.answer = ({ action }) =>
    action === 'book-transfer'
      ? { outcome: 'REFUSED', code: '-3', reason: '账号不符' }
      : { outcome: 'DONE', outputs: {} };
  await engineer.work();
  return caseId;
}
