import type { FundAccount } from '../world/HousingFundFile.ts';
import type { HandlingOrder } from './HandlingOrder.ts';
import type { HandlingSite } from './HandlingSite.ts';

/** The account that an order is about, with what may be moved from it. */
export interface HandledAccount extends Pick<FundAccount, 'number' | 'state' | 'balanceFen'> {
  readonly amountFen: bigint;
}

/**
 * The account that the form names, else the newest that is open, else the newest; the same for every order of a case, so
 * that what is reviewed is what is paid.
 */
export function fundAccountOf(
  { applicant, fields }: HandlingOrder,
  { world, jurisdiction }: Pick<HandlingSite, 'world' | 'jurisdiction'>,
): HandledAccount {
  const accounts = world.findHousingFundFile(jurisdiction, applicant.number)?.accounts ?? [];
  const values = new Set(Object.values(fields));
  const found =
    accounts.find(({ number }) => values.has(number)) ??
    accounts.findLast(({ state }) => state === 'active' || state === 'sealed') ??
    accounts.at(-1);
  if (found === undefined)
    return { number: '0'.repeat(12), state: 'withdrawn', balanceFen: 0n, amountFen: 0n };
  const { number, state, balanceFen, transferredOutFen } = found;
  // An account that was transferred before is empty; what it held then is asked for again.
  return { number, state, balanceFen, amountFen: balanceFen > 0n ? balanceFen : transferredOutFen };
}
