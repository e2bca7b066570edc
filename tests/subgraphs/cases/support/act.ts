import { randomUUID } from 'node:crypto';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import type { Answer, CasesScene } from './CasesScene.ts';
import { type CaseSeen, caseOf } from './submit.ts';

/** Input types by mutation. */
const INPUT_TYPES = {
  supplementCase: 'SupplementCaseInput',
  withdrawCase: 'CaseInput',
  giveConsent: 'CaseInput',
  refuseConsent: 'CaseInput',
  rateCase: 'RateCaseInput',
  acceptCase: 'ClerkCaseInput',
  declineCase: 'ReasonedCaseInput',
  requestSupplement: 'ReasonedCaseInput',
  decideCase: 'DecideCaseInput',
  resolveParked: 'ResolveParkedInput',
  recordDelivery: 'RecordDeliveryInput',
  beginSpecialProcedure: 'BeginSpecialProcedureInput',
  endSpecialProcedure: 'ReasonedCaseInput',
  answerCorrection: 'AnswerCorrectionInput',
} as const;
export type ActionName = keyof typeof INPUT_TYPES;
/** Those that name the version that they are about. */
const VERSIONED: ReadonlySet<ActionName> = new Set([
  'acceptCase',
  'declineCase',
  'requestSupplement',
  'decideCase',
  'resolveParked',
  'recordDelivery',
  'beginSpecialProcedure',
  'endSpecialProcedure',
  'answerCorrection',
]);

/** Where only clerks name it. */
const BY_EITHER: ReadonlySet<ActionName> = new Set(['supplementCase', 'withdrawCase']);

export interface Action {
  readonly name: ActionName;
  readonly caller: CallContextCaller | null;
  readonly caseId: string;
  readonly input?: Readonly<Record<string, unknown>>;
}

/** Does something with a case; as it stands now, unless the input names another version. */
export async function act(scene: CasesScene, { name, caller, caseId, input = {} }: Action): Promise<Answer> {
  const [row] = await scene.query<{ sequence: number }>(
    'select sequence from cases.cases where case_id::text = $1',
    [caseId],
  );
  const isClerks = caller?.scopes.includes('clerk') ?? false;
  const isNamed = VERSIONED.has(name) || (isClerks && BY_EITHER.has(name));
  const version = isNamed ? { expectedVersion: row?.sequence ?? 1 } : {};
  return scene.ask(
    caller,
    `mutation Act($input: ${INPUT_TYPES[name]}!) { ${name}(input: $input) { case { id version status } } }`,
    { input: { idempotencyKey: randomUUID(), caseId, ...version, ...input } },
  );
}

/** The case after it. @throws {Error} with the answer when it was refused. */
export const acted = async (scene: CasesScene, action: Action): Promise<CaseSeen> =>
  caseOf(await act(scene, action));
