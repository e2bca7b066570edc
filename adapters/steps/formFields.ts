import type { StepRequest } from '../../domain/cases/StepRequest.ts';
import { writableText } from './writableText.ts';

/**
 * The fields of a form in ASCII order of their names; what has no value is left out.
 *
 * @throws {TongbanError} as `writableText`.
 */
export function formFields(form: StepRequest['form']): readonly (readonly [name: string, value: string])[] {
  return Object.entries(form)
    .map(([name, value]) => [writableText(name), writableText(value)] as const)
    .filter(([, value]) => value !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}
