import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { stepBody } from './stepBody.ts';

/**
 * Reads the body of a PUT and opens the identities in it.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming every bad part, never a value; FORBIDDEN for an identity that was sealed
 *   for another place.
 */
export function readStepRequest(
  stepKey: string,
  body: unknown,
  openIdentity: (sealed: string) => HolderIdentity,
): StepRequest {
  const { success, data, error } = stepBody.safeParse(body);
  if (!success) {
    const problems = error.issues.map(
      ({ path, code, message }) => `${place(path)}: ${sayable(code, message)}`,
    );
    throw new TongbanError('BAD_USER_INPUT', `The step is not valid: ${problems.join('; ')}`);
  }
  const { parties, ...rest } = data;
  return {
    stepKey,
    ...rest,
    parties: parties.map(({ role, sealedIdentity }) => ({ role, identity: openIdentity(sealedIdentity) })),
  };
}

/** Below `form` stand names that the caller chose. */
function place([first = 'it', second, third]: readonly PropertyKey[]): string {
  if (first === 'form' || second === undefined) return String(first);
  return [first, second, third].filter((part) => part !== undefined).join('.');
}

/** Zod names the keys that it does not know. */
function sayable(code: string, message: string): string {
  return code === 'unrecognized_keys' ? 'has a part that is not known here' : message;
}
