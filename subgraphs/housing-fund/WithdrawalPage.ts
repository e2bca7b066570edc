import type { Withdrawal } from '../../domain/housing-fund/Withdrawal.ts';
import type { Page } from '../../domain/page.ts';

/** What the resolvers of `WithdrawalConnection` start from. */
export type WithdrawalPage = Page<Withdrawal>;
