import type { Deposit } from '../../domain/housing-fund/Deposit.ts';
import type { Page } from '../../domain/page.ts';

/** What the resolvers of `DepositConnection` start from. */
export type DepositPage = Page<Deposit>;
