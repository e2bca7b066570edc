import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';
import { aCompany } from './aCompany.ts';
import { holderOf } from './holderOf.ts';
import { strangers } from './strangers.ts';

const [agent, newborn, spouse, parent, child] = strangers(5).map((identity, index) => ({
  ...identity,
  name: ['林小\u{2CB69}', 'A&B·"丙"', "O'戊<己>", '买买提·云舒', '\uE863'][index] ?? '',
}));
if (!agent || !newborn || !spouse || !parent || !child) throw new Error('too few people');

/** Somebody with everybody who may take part. */
export const familyOf = (applicant: WorldHolder): StepRequest['parties'] => [
  { role: 'APPLICANT', identity: holderOf(applicant) },
  { role: 'AGENT', identity: agent },
  { role: 'NEWBORN', identity: newborn },
  { role: 'SPOUSE', identity: spouse },
  { role: 'PARENT', identity: parent },
  { role: 'CHILD', identity: child },
  { role: 'EMPLOYER', identity: holderOf(aCompany) },
];
