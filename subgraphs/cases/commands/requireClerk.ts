import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import type { CaseCaller } from '../CaseCaller.ts';
import type { FoundCase } from '../storage/findCase.ts';

/**
 * A clerk of one of these divisions, the first before the others. Nobody handles a case of their own (回避).
 *
 * @throws {TongbanError} FORBIDDEN for anybody else, and for a clerk who takes part in the case.
 */
export async function requireClerk(
  caller: CaseCaller,
  { parties }: FoundCase,
  divisions: ReadonlyArray<DivisionCode | null>,
): Promise<Actor> {
  const office = divisions.map((division) => caller.officeFor(division)).find((known) => known !== null);
  const actor = caller.actor('CLERK', office ?? caller.requireOffice(null));
  if (await caller.takesPart(parties))
    throw new TongbanError('FORBIDDEN', 'A clerk does not handle a case of their own');
  return actor;
}
