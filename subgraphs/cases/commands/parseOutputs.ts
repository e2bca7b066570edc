import type { ProcedureStep } from '../../../domain/cases/ProcedureStep.ts';
import { STEP_OUTPUTS } from '../../../domain/cases/stepOutputs.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ResolveParkedInput } from '../resolvers.generated.ts';

/** More than any system brings. */
const MAX_LENGTH = 200;

/**
 * What a clerk enters of what a step has brought, instead of its system.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming what is wrong, and never a value.
 */
export function parseOutputs(
  { outputs, resolution }: Pick<ResolveParkedInput, 'outputs' | 'resolution'>,
  step: ProcedureStep,
  isUndo: boolean,
): Readonly<Record<string, string>> | null {
  if (!outputs || outputs.length === 0) return null;
  if (resolution !== 'DONE')
    throw new TongbanError('BAD_USER_INPUT', 'input.outputs is only for what was done: resolution DONE');
  const known = (step.performer === 'SYSTEM' && !isUndo && STEP_OUTPUTS[step.action]) || [];
  for (const [index, { name, value }] of outputs.entries()) {
    const where = `input.outputs.${index}`;
    if (!known.includes(name))
      throw new TongbanError(
        'BAD_USER_INPUT',
        `${where}.name is none that the step brings${known.length === 0 ? '' : `: ${known.join(', ')}`}`,
      );
    if (value.trim() === '' || value.length > MAX_LENGTH)
      throw new TongbanError('BAD_USER_INPUT', `${where}.value must have 1 to ${MAX_LENGTH} characters`);
  }
  const entered = Object.fromEntries(outputs.map(({ name, value }) => [name, value.trim()]));
  if (Object.keys(entered).length < outputs.length)
    throw new TongbanError('BAD_USER_INPUT', 'input.outputs names one of them twice');
  return entered;
}
