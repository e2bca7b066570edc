import type { StepRequest } from '../../../domain/cases/StepRequest.ts';

/**
 * The same bytes for the same request, in whatever order its fields were sent and under whatever version of the key its
 * identities were sealed.
 */
export function canonicalRequest(request: StepRequest): Buffer {
  const { stepKey, businessKey, collaborationNumber, action, item, acceptingDivision, owningDivision } =
    request;
  const parties = request.parties.map(({ role, identity: { kind, number, name } }) => [
    role,
    kind,
    number,
    name,
  ]);
  const form = Object.entries(request.form).sort(([one], [other]) => (one < other ? -1 : 1));
  const text = JSON.stringify([
    stepKey,
    businessKey,
    collaborationNumber,
    action,
    item,
    acceptingDivision,
    owningDivision,
    parties,
    form,
  ]);
  return Buffer.from(text, 'utf8');
}
