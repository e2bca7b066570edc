import { z } from 'zod';
import { dataExchangeOptions } from '../../transport/data-exchange/dataExchangeOptions.ts';

/**
 * What differs between public security systems of this dialect, over what differs between all that speak it.
 *
 * @see docs/dialects/data-exchange.md, 7
 */
export const publicSecurityOptions = dataExchangeOptions.safeExtend({
  /** 办理: whether the system takes steps. */
  handling: z.literal('offered').optional(),
  /** Whether the system does twice what it is sent twice. */
  legacyHandling: z.boolean().default(true),
});
