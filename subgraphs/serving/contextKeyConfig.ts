import { z } from 'zod';
import { secretKey } from './secretKey.ts';

/**
 * Where a server's context keys come from: the master secret shared with the gateway, or, for a place that must not
 * hold it, this endpoint's own key as derived by the gateway's operator. Both are base64.
 */
export const contextKeyConfig = z.union([
  z.strictObject({ master: secretKey(32) }),
  z.strictObject({ key: secretKey(32, 32) }),
]);

export type ContextKeyConfig = z.infer<typeof contextKeyConfig>;
